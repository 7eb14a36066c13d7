package redirect

import (
	"fmt"
	"regexp"
	"strings"
)

// textPattern is text with captures, {x} or {x:int}: a fragment, or the value of a query's
// parameter.
type textPattern struct {
	regexp *regexp.Regexp // of the whole text
	text   string
	names  []string // of the captures, in order
	rarity int      // the higher, the more particular: text counts more than captures
}

var textCapture = regexp.MustCompile(`\{([a-z][a-z0-9_]*)(:int)?\}`)

func parseTextPattern(text string) (*textPattern, error) {
	p := &textPattern{text: text}
	var b strings.Builder
	b.WriteByte('^')
	last := 0
	add := func(literal string) error {
		if strings.ContainsAny(literal, "{}") {
			return fmt.Errorf("%q: a capture is {name} or {name:int}", text)
		}
		b.WriteString(regexp.QuoteMeta(literal))
		p.rarity += 4 * len(literal)
		return nil
	}
	for _, m := range textCapture.FindAllStringSubmatchIndex(text, -1) {
		if err := add(text[last:m[0]]); err != nil {
			return nil, err
		}
		p.names = append(p.names, text[m[2]:m[3]])
		if m[4] >= 0 {
			b.WriteString("([0-9]+)")
			p.rarity++
		} else {
			b.WriteString(`([^\n]+)`)
		}
		last = m[1]
	}
	if err := add(text[last:]); err != nil {
		return nil, err
	}
	if len(p.names) == 0 {
		p.rarity += 2 // nothing is left open
	}
	b.WriteByte('$')
	var err error
	p.regexp, err = regexp.Compile(b.String())
	return p, err
}

// fill adds to c what the pattern captures of a text, and reports whether it matches.
func (p *textPattern) fill(c captures, text string) bool {
	m := p.regexp.FindStringSubmatch(text)
	for i, name := range p.names {
		if m != nil {
			c[name] = m[i+1]
		}
	}
	return m != nil
}
