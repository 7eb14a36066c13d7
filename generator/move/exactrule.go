package move

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/check/oldurls"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
)

// exactRule is a rule for one path, which outranks the table whose row answered before: that row
// serves others, or its path itself, by the cell that would have to change.
type exactRule struct{ *redirect.Rule }

// target is where it leads, or "" of what is gone.
func (r exactRule) target() string { return cmp.Or(r.To, r.See) }

// mend makes a rule lead to where a move puts its targets.
func (r exactRule) mend(at *places) exactRule {
	mend := func(target *string) {
		if strings.HasPrefix(*target, "/") {
			if to, ok := mendAddress(at, "", *target); ok {
				*target = to
			}
		}
	}
	mend(&r.To)
	mend(&r.See)
	for _, m := range []map[string]string{r.Query, r.Fragment} {
		for key, target := range m {
			mend(&target)
			m[key] = target
		}
	}
	return r
}

// isSame reports whether two rules answer alike.
func (r exactRule) isSame(o exactRule) bool {
	return r.To == o.To && r.Gone == o.Gone && r.See == o.See && maps.Equal(r.Query, o.Query) &&
		maps.Equal(r.Fragment, o.Fragment)
}

// text writes the rule as redirects/ has it.
func (r exactRule) text() string {
	var b strings.Builder
	b.WriteString("\n[[rule]]\n")
	quote := func(text string) string { return source.QuoteTOML(text, `"`) }
	if len(r.Hosts) > 0 {
		var hosts []string
		for _, h := range r.Hosts {
			hosts = append(hosts, quote(h))
		}
		fmt.Fprintf(&b, "hosts = [%s]\n", strings.Join(hosts, ", "))
	}
	for _, key := range [][2]string{
		{"from", r.From}, {"to", r.To}, {"gone", r.Gone}, {"since", r.Since}, {"see", r.See},
	} {
		if key[1] != "" {
			fmt.Fprintf(&b, "%s = %s\n", key[0], quote(key[1]))
		}
	}
	for _, m := range []struct {
		name    string
		targets map[string]string
	}{{"query", r.Query}, {"fragment", r.Fragment}} {
		if m.targets == nil {
			continue
		}
		var pairs []string
		for _, key := range slices.Sorted(maps.Keys(m.targets)) {
			pairs = append(pairs, quote(key)+" = "+quote(m.targets[key]))
		}
		if len(pairs) == 0 {
			fmt.Fprintf(&b, "%s = {}\n", m.name)
			continue
		}
		fmt.Fprintf(&b, "%s = { %s }\n", m.name, strings.Join(pairs, ", "))
	}
	if r.Stub != nil {
		fmt.Fprintf(&b, "stub = %t\n", *r.Stub)
	}
	return b.String()
}

// eachRedirect calls visit for each concrete redirect of the published site that does not lead, in
// the site after the move, to where it led: with its URL and the rule that would answer rightly.
func (p *planner) eachRedirect(files *output.Files, visit func(url string, want exactRule, outranks bool)) {
	compare := func(hosts []string, was, is *redirect.Map) {
		host := ""
		if len(hosts) > 0 {
			host = "//" + hosts[0]
		}
		for _, s := range was.Stubs() {
			if host == "" && (isHere(p.published, s.Path) || isHere(files, s.Path)) {
				continue // a page answers, not the redirect
			}
			rule, outranks := s.ExactRule()
			want := exactRule{rule}.mend(p.at)
			want.Hosts = hosts
			if is != nil {
				if now := is.Stub(s.Path); now != nil {
					if got, _ := now.ExactRule(); want.isSame(exactRule{got}) {
						continue
					}
				}
			}
			visit(host+rule.From, want, outranks)
		}
	}
	was, is := p.published.Site.Redirects, files.Site.Redirects
	compare(nil, was, is)
	for _, hosts := range was.HostGroups() {
		compare(hosts, was.Host(hosts[0]), is.Host(hosts[0]))
	}
}

// leaveExactRules leaves a rule for each row of a table that does not follow the move, and reports
// whether there was one.
func (p *planner) leaveExactRules(files *output.Files) (added bool) {
	p.eachRedirect(files, func(url string, want exactRule, outranks bool) {
		if outranks {
			p.exact[url], added = want, true
		}
	})
	return added
}

// changedRedirects complains of concrete redirects that lead elsewhere than before the move. One
// that arrives by a step more is none of them.
func (p *planner) changedRedirects(files *output.Files) source.List {
	var list source.List
	p.eachRedirect(files, func(url string, want exactRule, _ bool) {
		got := follow(files, url)
		if want.Gone == "" && got.HasArrived() && got.Outcome != check.Gone &&
			(got.At == want.To || got.At == follow(files, want.To).At) {
			return
		}
		d := source.FileErrorf(want.Source.File, "%s would not lead to %s after the move", url,
			cmp.Or(want.To, "what says that it is gone"))
		list = append(list, d.WithHint("write a rule of its own for it, then move"))
	})
	return list
}

// follow returns where a URL leads, a path or one that begins with the two slashes of a host.
func follow(files *output.Files, url string) check.Arrival {
	if !strings.HasPrefix(url, "//") {
		url = files.Site.Settings.Mount.URL(url)
	}
	u, ok := oldurls.Parse(url)
	if !ok {
		return check.Arrival{Outcome: check.Nothing}
	}
	return check.Follow(files, u)
}
