package redirect

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// kind of a pattern's segment, the most particular first.
type segmentKind int

const (
	literal segmentKind = iota
	digits
	one
	rest
)

type segment struct {
	kind segmentKind
	text string // the literal, or the capture's name
}

// pattern is a from: segments between slashes.
type pattern struct {
	text     string
	segments []segment
}

var captureForm = regexp.MustCompile(`^\{([a-z][a-z0-9_]*)(:int|\.\.\.)?\}$`)

func parsePattern(from string) (*pattern, error) {
	if !strings.HasPrefix(from, "/") || strings.ContainsAny(from, "?#") {
		return nil, fmt.Errorf("from %q is not a path from the root", from)
	}
	p := &pattern{text: from}
	parts := strings.Split(strings.Trim(from, "/"), "/")
	for i, part := range parts {
		s, err := parseSegment(part)
		if err != nil {
			return nil, fmt.Errorf("from %q: %w", from, err)
		}
		if s.kind == rest && i != len(parts)-1 {
			return nil, fmt.Errorf("from %q: %s takes the rest of the path and must stand last", from, part)
		}
		p.segments = append(p.segments, s)
	}
	return p, nil
}

func parseSegment(part string) (segment, error) {
	if !strings.ContainsAny(part, "{}") {
		return segment{literal, part}, nil
	}
	m := captureForm.FindStringSubmatch(part)
	if m == nil {
		return segment{}, fmt.Errorf("%q is neither text nor {name}, {name:int} or {name...}", part)
	}
	switch m[2] {
	case ":int":
		return segment{digits, m[1]}, nil
	case "...":
		return segment{rest, m[1]}, nil
	}
	return segment{one, m[1]}, nil
}

func (p *pattern) names() []string {
	var names []string
	for _, s := range p.segments {
		if s.kind != literal {
			names = append(names, s.text)
		}
	}
	return names
}

// isNumber tells whether a name is that of an {x:int}.
func (p *pattern) isNumber(name string) bool {
	return slices.Contains(p.segments, segment{digits, name})
}

func (p *pattern) isExact() bool { return len(p.names()) == 0 }

// captures are the values of a match, by name.
type captures map[string]string

// match matches a decoded path. A trailing slash does not matter.
func (p *pattern) match(path string) (captures, bool) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	got := captures{}
	for i, s := range p.segments {
		if s.kind == rest {
			if i >= len(parts) || parts[i] == "" {
				return nil, false
			}
			got[s.text] = strings.Join(parts[i:], "/")
			return got, true
		}
		if i >= len(parts) {
			return nil, false
		}
		switch part := parts[i]; {
		case s.kind == literal && part != s.text,
			s.kind == digits && !isDigits(part),
			s.kind == one && part == "":
			return nil, false
		case s.kind != literal:
			got[s.text] = part
		}
	}
	return got, len(parts) == len(p.segments)
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// fill returns the path that a pattern means for captured values.
func (p *pattern) fill(c captures) string {
	var b strings.Builder
	for _, s := range p.segments {
		b.WriteByte('/')
		if s.kind == literal {
			b.WriteString(s.text)
		} else {
			b.WriteString(c[s.text])
		}
	}
	return b.String()
}

// compare orders patterns, the most particular first.
func compare(a, b *pattern) int {
	for i := range min(len(a.segments), len(b.segments)) {
		if d := int(a.segments[i].kind) - int(b.segments[i].kind); d != 0 {
			return d
		}
	}
	if d := len(b.segments) - len(a.segments); d != 0 {
		return d
	}
	return strings.Compare(a.text, b.text)
}

var placeholder = regexp.MustCompile(`\{([a-z][a-z0-9_]*)\}`)

func placeholders(target string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(target, -1) {
		names = append(names, m[1])
	}
	return names
}

// expand fills captures into a target, encoded for where they stand: a path
// keeps its slashes, a query or fragment does not. What c does not have stays.
func expand(target string, c captures) string {
	var b strings.Builder
	last := 0
	for _, m := range placeholder.FindAllStringSubmatchIndex(target, -1) {
		b.WriteString(target[last:m[0]])
		value, ok := c[target[m[2]:m[3]]]
		if !ok {
			b.WriteString(target[m[0]:m[1]]) // to be filled in later
		} else if strings.ContainsAny(target[:m[0]], "?") {
			b.WriteString(strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
		} else {
			if m[0] > 0 && target[m[0]-1] == '/' {
				value = strings.TrimLeft(value, "/") // "//host" would be another site
			}
			b.WriteString(escapePath(value))
		}
		last = m[1]
	}
	b.WriteString(target[last:])
	return b.String()
}

// escapePath encodes as encodeURIComponent does, but for slashes: resolver.js
// must do the same.
func escapePath(s string) string {
	parts := strings.Split(s, "/")
	for i, p := range parts {
		parts[i] = escapeComponent(p)
	}
	return strings.Join(parts, "/")
}

func escapeComponent(s string) string {
	e := strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
	return componentMarks.Replace(e)
}

var componentMarks = strings.NewReplacer("%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*", "%7E", "~")

// A target's host is literal, and a capture cannot add to it.
var safeTarget = regexp.MustCompile(`^(?:https?://[^/{\s<>"?#]+(?:[/?#][^\s<>"]*)?|/(?:[^/\s<>"][^\s<>"]*)?)$`)

// checkTarget refuses a target that is no http(s) URL and no path of the site.
func checkTarget(to string) error {
	if to == "" || safeTarget.MatchString(to) {
		return nil
	}
	return fmt.Errorf("to %q is neither an https URL nor a path of the site", to)
}

// fragmentPattern is the regular expression of a fragment map's key.
func fragmentPattern(key string) (*regexp.Regexp, error) {
	var b strings.Builder
	b.WriteByte('^')
	last := 0
	for _, m := range fragmentCapture.FindAllStringSubmatchIndex(key, -1) {
		b.WriteString(regexp.QuoteMeta(key[last:m[0]]))
		class := ".+"
		if m[4] >= 0 {
			class = "[0-9]+"
		}
		b.WriteString("(?P<" + key[m[2]:m[3]] + ">" + class + ")")
		last = m[1]
	}
	if strings.ContainsAny(key[last:], "{}") {
		return nil, fmt.Errorf("fragment %q: a capture is {name} or {name:int}", key)
	}
	b.WriteString(regexp.QuoteMeta(key[last:]) + "$")
	return regexp.Compile(b.String())
}

var fragmentCapture = regexp.MustCompile(`\{([a-z][a-z0-9_]*)(:int)?\}`)

// mapFragment applies a rule's fragment map. Without one a fragment is kept;
// with one, what it does not name is dropped.
func mapFragment(rules map[string]string, fragment string) string {
	if rules == nil || fragment == "" {
		return fragment
	}
	for _, key := range slices.Sorted(maps.Keys(rules)) {
		re, err := fragmentPattern(key)
		if err != nil {
			continue
		}
		m := re.FindStringSubmatch(fragment)
		if m == nil {
			continue
		}
		c := captures{}
		for i, name := range re.SubexpNames() {
			if name != "" {
				c[name] = m[i]
			}
		}
		return expand(rules[key], c)
	}
	return ""
}
