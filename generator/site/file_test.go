package site

import (
	"testing"

	"github.com/twisted/sitegen/generator/page"
)

// An attachment is where it was in Trac, or where the page says that it is.
func TestAttachments(t *testing.T) {
	t.Parallel()
	p := &Page{}
	p.Aliases = []string{"/else", "/trac/wiki/A%20b"}
	p.Trac = &page.Trac{Page: "A b", Attachments: []page.Attachment{{Name: "c d"}, {Name: "x\\y", Path: "/trac/raw-attachment/wiki/A b/x-y"}}}
	got := Attachments(p)
	root := &Page{}
	root.Aliases = []string{"/attachment/wiki/A"}
	root.Trac = &page.Trac{Page: "A", Attachments: []page.Attachment{{Name: "x"}}}
	if got := Attachments(root); got[0].URL != "/raw-attachment/wiki/A/x" {
		t.Errorf("of a Trac at the root: %+v", got)
	}
	if len(got) != 2 || got[0].URL != "/trac/raw-attachment/wiki/A%20b/c%20d" || got[1].URL != "/trac/raw-attachment/wiki/A%20b/x-y" {
		t.Errorf("%+v", got)
	}
}
