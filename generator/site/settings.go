package site

import (
	"slices"
	"time"

	"github.com/twisted/sitegen/generator/page"
)

// Settings are what a site's owner and this build wish.
type Settings struct {
	Title, Description string
	Language           string // a tag such as "pt-BR"; "" is English
	Mount              page.Mount
	Domain             string   // for the CNAME file; "" for none
	Hosts              []string // that the old site answered to
	Repository, Branch string   // for "edit this page"; branch "" is main
	Menu, Footer       []MenuEntry
	Params             map[string]any // for the theme

	Zone     *time.Location // of dates that name none; nil is UTC
	Paginate int            // how many pages a list has, where a section does not say; 0 is all

	Typographer bool // curly quotes and dashes
	Unsafe      bool // raw HTML and links of any kind

	// LastModified tells when a file, "content/faq.md", was last changed, where that is
	// known: pages that do not say it themselves have it from here.
	LastModified map[string]time.Time

	Drafts, Future, Expired bool      // pages to show that are left out otherwise
	Now                     time.Time // pages dated later, or expired before, are left out
}

// MenuEntry is an entry of the menu or the footer. Its URL is a path of the site, without the
// mount's, or of another.
type MenuEntry struct{ Name, URL string }

func (s Settings) zone() *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// AnsweredHosts are the hosts that the site answers to: its own, and the old ones.
func (s Settings) AnsweredHosts() []string {
	hosts := append([]string{s.Mount.Host(), s.Domain}, s.Hosts...)
	return slices.DeleteFunc(hosts, func(h string) bool { return h == "" })
}
