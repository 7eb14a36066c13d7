package check

import (
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// checkAccessibility warns of what keeps some readers out: an id that is there twice, an image
// that nothing describes, a level that the headings leave out. A converted page keeps the levels
// that it had.
func (c *checker) checkAccessibility(o *output.Output, d *document) {
	p := o.Page
	if p == nil || p.Name == "" {
		return // no file of content/ says what is there
	}
	for _, id := range d.repeatedIDs {
		c.warn(p, c.headingOffset(p, id), "links lead to the first only",
			"the id %q is on this page more than once", id)
	}
	last := 1
	for _, h := range d.headings {
		if h.level > last+1 && p.Trac == nil {
			c.warn(p, c.headingOffset(p, h.id), "screen readers tell the outline by levels: leave none out",
				"a heading of level %d follows one of level %d", h.level, last)
		}
		last = h.level
	}
	if len(d.withoutAlt) == 0 && !d.hasEmptyAlt {
		return
	}
	const message = "nothing describes the image %s"
	told := map[string]bool{}
	for _, l := range c.body(p).Links {
		if l.NoAlt {
			told[l.URL] = true
			c.warn(p, l.Offset, "say what it shows between the brackets; one that only adorns is <img alt=\"\" …>",
				message, l.URL)
		}
	}
	for _, src := range d.withoutAlt {
		if !told[src] {
			c.warn(p, -1, "", message+" (it comes from the layout)", src)
		}
	}
}

// warn tells of something at an offset of a page's file, or of the page as a whole if that is
// negative.
func (c *checker) warn(p *site.Page, offset int, hint, format string, args ...any) {
	var w source.Diagnostic
	if offset >= 0 {
		w = p.File.Warnf(offset, format, args...)
	} else {
		w = source.FileErrorf(p.File.Path, format, args...).WithSeverity(source.Warning)
	}
	w.Hint = hint
	c.result.Problems = append(c.result.Problems, w)
}

// headingOffset finds where the heading with an id stands in a page's file, or -1.
func (c *checker) headingOffset(p *site.Page, id string) int {
	for _, h := range c.body(p).Headings {
		if h.ID == id && id != "" {
			return h.Offset
		}
	}
	return -1
}
