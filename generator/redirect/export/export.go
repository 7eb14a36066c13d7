// Package export writes the redirect map as the configuration of web servers and
// hosting services, for a site that leaves GitHub Pages, and for hosts that a Pages
// site cannot answer for.
//
// An export is for a server that has the built site as well: what the server cannot do
// (map a fragment, hash a name, say what is gone) is left to the site's stubs and its
// 404.html. What it redirects, it does with status 301. Encoded text of an old URL is
// passed on as it came. Each group of other hosts becomes a server, which says what is
// gone with status 410, for it has no stubs.
//
// There is a file for each server: nginx.go, apache.go and caddy.go, each with a template
// for the configuration's shape, and netlify.go and cloudflare.go, which write their
// patterns by placeholder.go.
package export

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/redirect"
)

// Options say where the exported map will be used.
type Options struct {
	Mount  page.Mount // of the site, with its origin
	Root   string     // the folder on the server that holds the built site, at its base
	Listen string     // "127.0.0.1:8080" for plain HTTP there; "" for the server's usual
	Others bool       // the other hosts only, for a site that stays where it is
	// HasMatch reports whether the site has a page, file or stub whose decoded path
	// matches. It may be nil, for a site that has none.
	HasMatch func(matches func(path string) bool) bool
}

// File is a file of an export.
type File struct {
	Name string
	Data []byte
}

var formats = map[string]func(*plan) []File{
	"nginx": nginx, "apache": apache, "caddy": caddy, "netlify": netlify, "cloudflare": cloudflare,
}

// Formats lists the names that Export knows, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Export returns the files that make a server or service follow the map. format is one of
// [Formats]; any other is an error.
func Export(m *redirect.Map, format string, o Options) ([]File, error) {
	write := formats[format]
	if write == nil {
		return nil, fmt.Errorf("no export %q; there are %s", format, strings.Join(Formats(), ", "))
	}
	p := &plan{options: o}
	if !o.Others {
		p.servers = append(p.servers, p.server(m, []string{o.Mount.Host()}, false))
	}
	for _, hosts := range m.HostGroups() {
		p.servers = append(p.servers, p.server(m.Host(hosts[0]), hosts, true))
	}
	return write(p), nil
}

// plan is what is written: the site's server, then those of other hosts.
type plan struct {
	options Options
	servers []server
}

// notFound is the path on the server of what answers where there is no file.
func (p *plan) notFound() string { return p.options.Mount.URL("/404.html") }

// server is what some hosts answer.
type server struct {
	hosts              []string
	other              bool // hosts that are not the site's
	concrete, patterns []redirect.ServerRule
}

// server puts the path of the site's mount before its paths, and its origin before targets that
// another host leads to.
func (p *plan) server(m *redirect.Map, hosts []string, other bool) server {
	s := server{hosts: hosts, other: other}
	s.concrete, s.patterns = m.ServerRules()
	link := p.options.Mount.URL
	if other {
		link = p.options.Mount.Abs
	} else {
		for i := range s.concrete {
			s.concrete[i].Path = p.options.Mount.Path + s.concrete[i].Path
		}
		for i := range s.patterns {
			path := strings.TrimPrefix(s.patterns[i].Regexp, "^")
			s.patterns[i].Regexp = "^" + redirect.EncodedLiteral(p.options.Mount.Path) + path
		}
	}
	for _, rules := range [][]redirect.ServerRule{s.concrete, s.patterns} {
		for i := range rules {
			if other {
				rules[i].See = link(rules[i].See)
			}
			if to := rules[i].To; len(to) > 0 {
				to = slices.Clone(to)
				to[0].Text = link(to[0].Text)
				rules[i].To = to
			}
		}
	}
	return s
}

// split cuts off the patterns for the queries of concrete paths, which come first.
func split(patterns []redirect.ServerRule) (asking, rest []redirect.ServerRule) {
	for i, r := range patterns {
		if !r.OfConcrete() {
			return patterns[:i], patterns[i:]
		}
	}
	return patterns, nil
}

// fill executes a template of a configuration.
func fill(t *template.Template, data any) []byte {
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		panic(err) // texts into a text
	}
	return b.Bytes()
}

// spell writes a target: text by text, groups by group. query, if the rule keeps
// it, goes before the fragment.
func spell(r redirect.ServerRule, query string, text func(string) string, group func(int) string) string {
	var b strings.Builder
	kept := false
	for _, piece := range r.To {
		if piece.Group > 0 {
			b.WriteString(group(piece.Group))
			continue
		}
		before, fragment, has := strings.Cut(piece.Text, "#")
		b.WriteString(text(before))
		if has && !kept {
			if r.KeepQuery {
				b.WriteString(query)
			}
			kept = true
			b.WriteString(text("#" + fragment))
		}
	}
	if r.KeepQuery && !kept {
		b.WriteString(query)
	}
	return b.String()
}

// goneText returns what is gone, as plain text without quotes, for hosts that have no page
// to say it.
func goneText(r redirect.ServerRule) string {
	text := "Gone. " + r.Text
	if r.Since != "" {
		text += " Gone since " + r.Since + "."
	}
	if r.See != "" {
		text += " See " + r.See
	}
	return strings.NewReplacer(`"`, "'", "`", "'", `\`, "/", "{", "(", "}", ")").Replace(text)
}

// spellings returns a path without and with a slash at its end.
func spellings(path string) []string {
	if path == "/" {
		return []string{path}
	}
	return []string{path, path + "/"}
}

// noDollar keeps a dollar from being a variable or reference.
func noDollar(s string) string { return strings.ReplaceAll(s, "$", "%24") }

// hasFragment reports whether a rule's target has a fragment.
func hasFragment(r redirect.ServerRule) bool {
	return slices.ContainsFunc(r.To, func(p redirect.Piece) bool { return strings.Contains(p.Text, "#") })
}

const written = "# Old URLs, written by \"sitegen redirects export\"; write it again when the map changes.\n"
