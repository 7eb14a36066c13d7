package redirect

import "strings"

// ExactRule returns what answers the stub's path as a rule for that path alone, with the captures
// of its table or range filled in. Its hosts are left to the caller, who knows of whose map the
// stub is. outranks reports whether such a rule, once written, would answer instead: it does where
// the stub is of a table or range.
func (s *Stub) ExactRule() (rule *Rule, outranks bool) {
	r := &Rule{From: escapePath(s.Path), To: s.To, Gone: s.Gone, Since: s.Since, See: s.See, Source: s.Source}
	if s.rule != nil {
		r.Stub = s.rule.Stub
	}
	maps := s.maps()
	if maps.query != nil {
		r.Query = texts{}
	}
	if maps.fragment != nil {
		r.Fragment = texts{}
	}
	for _, q := range maps.query {
		r.Query[q.key] = q.to.expand(s.captures.without(q.names()))
	}
	for _, f := range maps.fragment {
		to := f.to.expand(s.captures.without(f.from.names))
		if !f.isTarget {
			to = strings.TrimPrefix(to, "#")
		}
		r.Fragment[f.key] = to
	}
	return r, s.rank == tableRank
}

// without returns the captures but for those that a URL's query or fragment fills in.
func (c captures) without(names []string) captures {
	rest := c.with()
	for _, name := range names {
		delete(rest, name)
	}
	return rest
}
