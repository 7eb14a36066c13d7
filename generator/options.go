package generator

import (
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/twisted/sitegen/generator/template"
)

// Options are a site's settings and a build's wishes.
type Options struct {
	Dir   fs.FS // holds content/, redirects/ and, if any, theme/
	Theme fs.FS // the default theme

	Title, Description, Language string
	BaseURL                      string   // where the site will be, with its path
	Domain                       string   // for the CNAME file; "" for none
	Hosts                        []string // that the old site answered to
	Repository, Branch           string   // for "edit this page"
	Menu, Footer                 []template.Link
	Params                       map[string]any

	Zone     *time.Location // of dates that name none; nil is UTC
	Paginate int            // how many pages a list has, where a section does not say; 0 is all

	Typographer bool // curly quotes and dashes
	Unsafe      bool // raw HTML of any kind

	// LastModified tells when a file, "content/faq.md", was last changed, where that is
	// known: pages that do not say it themselves have it from here.
	LastModified map[string]time.Time

	Drafts, Future, Expired bool
	Now                     time.Time // pages dated later, or expired before, are left out
	Minify                  bool      // make what is published small
}

func (o Options) zone() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}

// base returns the path at which the site is mounted, "" at a host's root, and
// the scheme and host.
func (o Options) base() (base, origin string) {
	u, err := url.Parse(o.BaseURL)
	if err != nil || u.Host == "" {
		return "", ""
	}
	return strings.TrimRight(u.Path, "/"), u.Scheme + "://" + u.Host
}

// host is that of the BaseURL, or "".
func (s *Site) host() string {
	_, host, _ := strings.Cut(s.origin, "://")
	return host
}

// hosts are those that the site answers to: its own, and the old ones.
func (s *Site) hosts() []string {
	return slices.DeleteFunc(append([]string{s.host(), s.Domain}, s.Hosts...), func(h string) bool { return h == "" })
}
