package fidelity

import (
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// Site is a built site.
type Site interface {
	// Has reports whether there is an output: "wiki/WikiStart/index.html".
	Has(output string) bool
	// Render returns an output's bytes.
	Render(output string) ([]byte, source.List)
}

// reader follows links as a reader of the site does.
type reader struct {
	site  Site
	base  string          // path that the site is published below
	hosts map[string]bool // that are the site itself

	mu    sync.Mutex
	stubs map[string]string // where the redirect at a path leads; "" for none
}

var refresh = regexp.MustCompile(`(?i)http-equiv=["']?refresh["']?[^>]*?url=\s*([^"'>]+)`)

// largestStub is the size, in bytes, beyond which a page is no redirect.
const largestStub = 16 << 10

// stub returns where the redirect at a path (encoded) leads, or "".
func (r *reader) stub(p string) string {
	r.mu.Lock()
	to, known := r.stubs[p]
	r.mu.Unlock()
	if known {
		return to
	}
	if output := r.output(p); strings.HasSuffix(output, ".html") {
		if data, list := r.site.Render(output); !list.HasErrors() && len(data) < largestStub {
			if m := refresh.FindSubmatch(data); m != nil {
				to = strings.TrimPrefix(strings.TrimSpace(html.UnescapeString(string(m[1]))), r.base)
			}
		}
	}
	r.mu.Lock()
	r.stubs[p] = to
	r.mu.Unlock()
	return to
}

// output returns what answers a path (encoded), "" for nothing.
func (r *reader) output(p string) string {
	output, _ := page.Find(r.site.Has, strings.TrimPrefix(unquote(p), "/"))
	return output
}

// follow returns where an address on the page at a path arrives: a path of the site
// with its fragment, or a URL.
func (r *reader) follow(href, at string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return href
	}
	u = (&url.URL{Scheme: "https", Path: unquote(at)}).ResolveReference(u)
	if u.Scheme != "http" && u.Scheme != "https" || !r.hosts[u.Host] {
		if u.Scheme == "http" {
			u.Scheme = "https"
		}
		return strings.TrimRight(unquote(u.String()), "/")
	}
	p, fragment, query := u.EscapedPath(), u.Fragment, u.RawQuery
	p = strings.TrimPrefix(p, r.base)
	for range 5 {
		to := r.stub(p)
		if to == "" {
			break
		}
		next, err := url.Parse(to)
		if err != nil {
			break
		}
		next = (&url.URL{Scheme: "https", Path: unquote(p)}).ResolveReference(next)
		if !r.hosts[next.Host] {
			return next.String()
		}
		p, query = next.EscapedPath(), ""
		if next.Fragment != "" {
			fragment = next.Fragment
		}
	}
	known := r.output(p) != ""
	p = unquote(p)
	if p = strings.TrimSuffix(strings.TrimSuffix(p, "/index.html"), "/"); p == "" {
		p = "/"
	}
	switch {
	case known && fragment != "":
		return p + "#" + fragment
	case !known && query != "":
		return p + "?" + query
	}
	return p
}

// unquote decodes %XX and leaves alone what is none.
func unquote(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(n))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return strings.ToValidUTF8(b.String(), "\ufffd")
}
