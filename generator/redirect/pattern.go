package redirect

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// segmentKind is what a segment takes, the most particular first.
type segmentKind int

const (
	literal segmentKind = iota // its own text
	digits                     // {x:int}
	one                        // {x}, one segment
	rest                       // {x...}, one segment or more
)

// segment is what stands between two slashes of a pattern: text, or a capture
// with text before and after it.
type segment struct {
	kind           segmentKind
	name           string // of the capture
	prefix, suffix string // a literal is all prefix
}

// pattern is a from: segments between slashes.
type pattern struct {
	text     string // decoded
	segments []segment
}

var captureForm = regexp.MustCompile(`^([^{}]*)\{([a-z][a-z0-9_]*)(:int|\.\.\.)?\}([^{}]*)$`)

func parsePattern(from string) (*pattern, error) {
	if !strings.HasPrefix(from, "/") || strings.ContainsAny(from, "?#") {
		return nil, fmt.Errorf("from %q is not a path from the root", from)
	}
	p := &pattern{}
	for _, part := range split(from) {
		plain := decode(part)
		if strings.Count(plain, "{") != strings.Count(part, "{") || strings.Contains(plain, "/") {
			return nil, fmt.Errorf("from %q: %q stands for what a segment cannot hold", from, part)
		}
		s, err := parseSegment(plain)
		if err != nil {
			return nil, fmt.Errorf("from %q: %w", from, err)
		}
		if plain == "." || plain == ".." || strings.ContainsAny(plain, "\\*") || hasControl(plain) {
			return nil, fmt.Errorf("from %q: %q is no part of a path", from, part)
		}
		if s.kind == rest && p.rest() >= 0 {
			return nil, fmt.Errorf("from %q: only one capture can take any number of segments", from)
		}
		if s.kind != literal && slices.Contains(p.names(), s.name) {
			return nil, fmt.Errorf("from %q: {%s} stands twice", from, s.name)
		}
		p.segments = append(p.segments, s)
		p.text += "/" + plain
	}
	return p, nil
}

// hintForPattern says what to write instead of what is no pattern.
func hintForPattern(from string) string {
	switch {
	case strings.Contains(from, "://"):
		return "a rule for another host has hosts = [\"the.host\"], and the path in from"
	case strings.Contains(from, "?"):
		return "what depends on a query goes into query = { name = \"target\" }"
	case strings.Contains(from, "#"):
		return "what depends on a fragment goes into fragment = { name = \"target\" }"
	case strings.ContainsAny(from, `\*(`):
		return "{name} stands for one segment, {name:int} for a number, {name...} for any number of segments"
	case !strings.HasPrefix(from, "/"):
		return "it begins with a slash"
	}
	return ""
}

// split returns a path's segments; a slash at its end does not matter.
func split(path string) []string { return strings.Split(strings.Trim(path, "/"), "/") }

func parseSegment(part string) (segment, error) {
	if !strings.ContainsAny(part, "{}") {
		return segment{kind: literal, prefix: part}, nil
	}
	m := captureForm.FindStringSubmatch(part)
	if m == nil {
		return segment{}, fmt.Errorf("%q is neither text nor text with one {name}, {name:int} or {name...}", part)
	}
	s := segment{kind: one, prefix: m[1], name: m[2], suffix: m[4]}
	switch m[3] {
	case ":int":
		s.kind = digits
	case "...":
		s.kind = rest
	}
	return s, nil
}

// names returns the captures, in order.
func (p *pattern) names() []string {
	var names []string
	for _, s := range p.segments {
		if s.kind != literal {
			names = append(names, s.name)
		}
	}
	return names
}

// isNumber reports whether a name is that of an {x:int}.
func (p *pattern) isNumber(name string) bool {
	return slices.ContainsFunc(p.segments, func(s segment) bool { return s.kind == digits && s.name == name })
}

// has reports whether the pattern has a capture.
func (p *pattern) has(name string) bool { return slices.Contains(p.names(), name) }

// isExact reports whether the pattern is one path, without captures.
func (p *pattern) isExact() bool { return len(p.names()) == 0 }

// captures are the values of a match, by name.
type captures map[string]string

// with returns a copy to add captures to.
func (c captures) with() captures {
	full := make(captures, len(c)+2)
	maps.Copy(full, c)
	return full
}

// match matches a decoded path.
func (p *pattern) match(path string) (captures, bool) {
	parts := split(path)
	if !p.matches(parts) {
		return nil, false
	}
	return p.capture(parts), true
}

// rest returns the index of the segment that takes any number of them, or -1.
func (p *pattern) rest() int {
	return slices.IndexFunc(p.segments, func(s segment) bool { return s.kind == rest })
}

// matches reports whether the pattern is that of a path's segments. Most are not:
// it is asked of every pattern.
func (p *pattern) matches(parts []string) bool {
	shift := 0 // of the segments after the rest
	for i, s := range p.segments {
		switch {
		case i+shift >= len(parts):
			return false
		case s.kind == rest:
			if shift = len(parts) - len(p.segments); shift < 0 {
				return false
			}
			if s.prefix+s.suffix == "" && parts[i] != "" && parts[i+shift] != "" {
				continue
			}
			if _, ok := s.inner(strings.Join(parts[i:i+shift+1], "/")); !ok {
				return false
			}
		case s.kind == literal:
			if parts[i+shift] != s.prefix {
				return false
			}
		default:
			if inner, ok := s.inner(parts[i+shift]); !ok || s.kind == digits && !isDigits(inner) {
				return false
			}
		}
	}
	return len(parts) == len(p.segments)+shift
}

// inner returns what a capture takes of a segment, and reports whether it takes any.
func (s segment) inner(part string) (string, bool) {
	isLonger := len(part) > len(s.prefix)+len(s.suffix)
	if !isLonger || !strings.HasPrefix(part, s.prefix) || !strings.HasSuffix(part, s.suffix) {
		return "", false
	}
	return part[len(s.prefix) : len(part)-len(s.suffix)], true
}

// capture returns what the captures take of segments that match.
func (p *pattern) capture(parts []string) captures {
	got := captures{}
	shift := 0
	for i, s := range p.segments {
		switch s.kind {
		case rest:
			shift = len(parts) - len(p.segments)
			got[s.name], _ = s.inner(strings.Join(parts[i:i+shift+1], "/"))
		case digits, one:
			got[s.name], _ = s.inner(parts[i+shift])
		}
	}
	return got
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// fill returns the path that a pattern means for captured values.
func (p *pattern) fill(c captures) string {
	var b strings.Builder
	for _, s := range p.segments {
		b.WriteByte('/')
		b.WriteString(s.prefix)
		if s.kind != literal {
			b.WriteString(c[s.name])
			b.WriteString(s.suffix)
		}
	}
	return b.String()
}

// compare orders patterns, the most particular first.
func compare(a, b *pattern) int {
	for i := range min(len(a.segments), len(b.segments)) {
		s, t := a.segments[i], b.segments[i]
		moreText := cmp.Compare(len(t.prefix)+len(t.suffix), len(s.prefix)+len(s.suffix))
		if d := cmp.Or(cmp.Compare(s.kind, t.kind), moreText); d != 0 {
			return d
		}
	}
	return cmp.Or(cmp.Compare(len(b.segments), len(a.segments)), strings.Compare(a.text, b.text))
}

// shape returns a pattern without its captures' names: of two with one shape, neither
// is more particular.
func shape(p *pattern) string {
	var b strings.Builder
	for _, s := range p.segments {
		fmt.Fprintf(&b, "/%d%q%q", s.kind, s.prefix, s.suffix)
	}
	return b.String()
}
