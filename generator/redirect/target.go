package redirect

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// target is where a rule leads: text with captures.
type target struct {
	text  string
	parts []part
}

// part of a target: text, or else a capture.
type part struct {
	text      string
	name      string
	functions []string
	component bool // encoded for a query or fragment, where no slash may be
}

var placeholder = regexp.MustCompile(`\{([a-z][a-z0-9_]*)((?:\|[a-z0-9]+)*)\}`)

// A target's host is literal, and a capture cannot add to it.
var safeTarget = regexp.MustCompile(
	`^(?:https?://[^/{\s<>"'\\?#@]+(?:[/?#][^\s<>"\\]*)?|/(?:[^/\s<>"\\][^\s<>"\\]*)?)$`)

// parseTarget refuses what is no http(s) URL and no path of the site.
func parseTarget(text string) (*target, error) {
	if !safeTarget.MatchString(text) || hasControl(text) {
		return nil, fmt.Errorf("to %q is neither an https URL nor a path of the site", text)
	}
	return parseText(text)
}

// hintForTarget says why text is no target.
func hintForTarget(text string) string {
	switch scheme, rest, ok := strings.Cut(text, "://"); {
	case strings.Contains(text, " |") || strings.Contains(text, "| "):
		return "no spaces within {name|function}"
	case strings.ContainsAny(text, " \"<>"):
		return "spaces and quotes are percent-encoded in a URL: %20, %22"
	case ok && (scheme == "http" || scheme == "https") && strings.Contains(strings.SplitN(rest, "/", 2)[0], "{"):
		return "a capture cannot be part of a host: whoever writes the URL would choose it"
	}
	return ""
}

// parseText parses text with captures, of a target or fragment.
func parseText(text string) (*target, error) {
	t := &target{text: text}
	last := 0
	for _, m := range placeholder.FindAllStringSubmatchIndex(text, -1) {
		if last < m[0] {
			t.parts = append(t.parts, part{text: text[last:m[0]]})
		}
		p := part{name: text[m[2]:m[3]], component: strings.ContainsAny(text[:m[0]], "?#")}
		if m[4] < m[5] {
			p.functions = strings.Split(text[m[4]+1:m[5]], "|")
		}
		for _, name := range p.functions {
			if err := checkFunction(name); err != nil {
				return nil, fmt.Errorf("%q: %w", text, err)
			}
			p.component = p.component || name == queryFunction
		}
		t.parts = append(t.parts, p)
		last = m[1]
	}
	if last < len(text) {
		t.parts = append(t.parts, part{text: text[last:]})
	}
	for _, p := range t.parts {
		if strings.ContainsAny(p.text, "{}") {
			return nil, fmt.Errorf("%q: a capture is {name} or {name|function}", text)
		}
	}
	return t, nil
}

// String returns the target as it was written; "" of none.
func (t *target) String() string {
	if t == nil {
		return ""
	}
	return t.text
}

// names returns the captures, each once.
func (t *target) names() []string {
	var names []string
	if t != nil {
		for _, p := range t.parts {
			if p.name != "" && !slices.Contains(names, p.name) {
				names = append(names, p.name)
			}
		}
	}
	return names
}

// expand fills captures in, encoded for where they stand. What c lacks stays.
func (t *target) expand(c captures) string {
	if t == nil {
		return ""
	}
	if len(t.parts) == 1 && t.parts[0].name == "" {
		return t.text
	}
	var b strings.Builder
	for _, p := range t.parts {
		value, known := c[p.name]
		switch {
		case p.name == "":
			b.WriteString(p.text)
		case !known: // filled in by what a URL carries
			b.WriteString("{" + strings.Join(append([]string{p.name}, p.functions...), "|") + "}")
		default:
			if value = apply(value, p.functions); p.component {
				value = escapeComponent(value)
			} else {
				value = escapePath(value)
			}
			b.WriteString(value)
		}
	}
	return onSite(b.String())
}

// onSite keeps a path of the site one: "//host" would be another site.
func onSite(to string) string {
	if strings.HasPrefix(to, "//") {
		return "/" + strings.TrimLeft(to, "/")
	}
	return to
}

// plain fills captures into text for people.
func plain(text string, c captures) string {
	return placeholder.ReplaceAllStringFunc(text, func(s string) string {
		if v, ok := c[strings.Trim(s, "{}")]; ok {
			return v
		}
		return s
	})
}
