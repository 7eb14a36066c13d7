package redirect

import "strings"

// Placeholders returns a pattern in the form of hosting services, /a/:name/* with
// the target /b/:name/:splat, and the parameters of its query; ok is false where
// that form cannot say it.
func (s ServerRule) Placeholders() (from, to string, query []string, ok bool) {
	r := s.rule
	if r == nil || s.To == nil && !s.Gone {
		return "", "", nil, false
	}
	names := map[string]string{}
	for i, seg := range r.pattern.segments {
		switch {
		case seg.kind == literal:
			from += "/" + escapePath(seg.prefix)
			continue
		case seg.kind == digits, seg.prefix+seg.suffix != "", seg.kind == rest && i != len(r.pattern.segments)-1:
			return "", "", nil, false
		case seg.kind == rest:
			from += "/*"
			names[seg.name] = ":splat"
		default:
			from += "/:" + seg.name
			names[seg.name] = ":" + seg.name
		}
	}
	t, _ := r.patternTarget()
	if s.query != nil {
		t = s.query.to
		for _, p := range s.query.params {
			name, whole := strings.CutPrefix(p.value.text, "{")
			name, closed := strings.CutSuffix(name, "}")
			if len(p.value.names) > 0 && !(whole && closed && name == p.value.names[0]) {
				return "", "", nil, false
			}
			if len(p.value.names) == 1 {
				names[name] = ":" + name
				query = append(query, p.name+"=:"+name)
			} else {
				query = append(query, p.name+"="+escapeComponent(p.value.text))
			}
		}
	}
	if t != nil {
		for _, p := range t.parts {
			to += p.text + names[p.name]
		}
	}
	return from, to, query, true
}

// Overlaps reports whether some URL could match both patterns.
func (s ServerRule) Overlaps(o ServerRule) bool {
	a, b := s.rule.pattern.segments, o.rule.pattern.segments
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) {
			return false
		}
		x, y := a[i], b[i]
		if x.kind == rest || y.kind == rest {
			return true
		}
		if x.kind > y.kind {
			x, y = y, x
		}
		switch {
		case x.kind == literal && y.kind == literal && x.prefix != y.prefix:
			return false
		case x.kind == literal && y.kind != literal:
			if inner, ok := y.inner(x.prefix); !ok || y.kind == digits && !isDigits(inner) {
				return false
			}
		}
	}
	return true
}

// Matches reports whether a decoded path is the pattern's.
func (s ServerRule) Matches(path string) bool {
	return s.rule != nil && s.rule.pattern.matches(split(path))
}
