package site

import (
	"strings"

	"github.com/twisted/sitegen/generator/page"
)

// Attachment is a file that hung on a converted page, with its URL, without the mount's path.
type Attachment struct {
	page.Attachment
	URL string
}

// Attachments lists the files that hung on a converted page, which are published where they
// were: beside the page's old URL.
func Attachments(p *Page) []Attachment {
	if p.Trac == nil {
		return nil
	}
	base, found := "", false
	for _, a := range p.Aliases {
		if base, found = strings.CutSuffix(a, "/wiki/"+page.URL(p.Trac.Page)); found {
			break
		}
	}
	var list []Attachment
	for _, f := range p.Trac.Attachments {
		list = append(list, Attachment{f, base + "/raw-attachment/wiki/" + page.URL(p.Trac.Page+"/"+f.Name)})
	}
	return list
}
