package site

import (
	"fmt"
	"time"

	"github.com/twisted/sitegen/generator/page"
)

// leftOut returns why a page is not published, and when it will be, and which key says so; ""
// if it is.
func leftOut(fm *page.FrontMatter, s Settings) (key, why string) {
	switch {
	case fm.Draft && !s.Drafts:
		return "draft", "it is a draft; it appears once its front matter has no draft = true (--drafts shows it)"
	case fm.Date.After(s.Now) && !s.Future:
		return "date", fmt.Sprintf("it is dated %s; it appears with the first build after that (--future shows it)",
			moment(fm.Date))
	case !fm.Expires.IsZero() && !fm.Expires.After(s.Now) && !s.Expired:
		return "expires", fmt.Sprintf("it expired on %s; it appears again with a later date or none "+
			"(--expired shows it)", moment(fm.Expires))
	}
	return "", ""
}

// moment writes a time for people, with its zone, so that nobody is a day off.
func moment(t time.Time) string {
	if page.IsDay(t) {
		return t.Format("2006-01-02 (MST)")
	}
	return t.Format("2006-01-02 15:04 MST")
}

// lastChange is when a page was last changed: as it says itself, else as is known of its file;
// zero where nobody knows.
func lastChange(fm *page.FrontMatter, file string, s Settings) time.Time {
	if t := s.LastModified[file]; fm.Updated.IsZero() && !t.IsZero() {
		return t.In(s.zone())
	}
	return fm.Updated
}

// Changed is when a page was last changed, or when it was published; zero where nobody knows.
func Changed(p *Page) time.Time {
	if !p.Updated.IsZero() {
		return p.Updated
	}
	return p.Date
}
