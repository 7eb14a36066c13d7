package check

import (
	"github.com/twisted/sitegen/generator/check/oldurls"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
)

// Kept holds how a site answers URLs against how an earlier one did.
type Kept struct {
	was, is *output.Files
	general map[string]bool // the rules that the earlier site had for many paths at once
}

// NewKept returns what compares a site with an earlier one.
func NewKept(was, is *output.Files) *Kept {
	return &Kept{was, is, was.Site.Redirects.GeneralRules()}
}

// Keeps reports whether a decoded path of the site ("") or of another host that the earlier site
// answered has an answer that is meant for it: the page or file, the answer that it had, or one
// written since then. A rule for many paths that was there already, as a last resort, is none.
func (k *Kept) Keeps(host, path string) bool { return k.by(host, path) == "" }

// by returns what answers a path that is lost, "nothing" or "nothing but redirects/r.toml:3:1";
// "" where it is kept.
func (k *Kept) by(host, path string) string {
	is := follow(k.is, host, path)
	if !is.HasArrived() {
		return "nothing"
	}
	was := follow(k.was, host, path)
	for i, step := range is.Steps {
		if i < len(was.Steps) && was.Steps[i].To == step.To && was.Steps[i].Gone == step.Gone {
			continue
		}
		if rule := step.General(); rule != "" && k.general[rule] {
			return "nothing but " + step.Source.String()
		}
		break // an alias, an exact rule, a row or a rule that is new
	}
	return ""
}

// follow returns where a decoded path of a site ("") or of another host leads.
func follow(files *output.Files, host, path string) Arrival {
	u := oldurls.URL{Host: host, Path: page.URL(path)}
	if host == "" {
		u.Path = files.Site.Settings.Mount.URL(u.Path)
	}
	return Follow(files, u)
}
