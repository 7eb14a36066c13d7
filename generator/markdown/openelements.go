package markdown

import "github.com/twisted/sitegen/generator/source"

// What raw HTML opens it must close: else it would swallow what follows, or end the
// layout's own boxes.

var (
	void = set("area base br col embed hr img input link meta source track wbr")
	// optional are elements whose end HTML itself finds.
	optional = set("p li dt dd tr td th thead tbody tfoot colgroup option optgroup rp rt")
)

// openElement is one that raw HTML has opened.
type openElement struct {
	tag    string
	offset int // in the file
}

// openElements are those that are open at a place of a body, the outermost first.
type openElements []openElement

// open notes a start tag.
func (o *openElements) open(tag string, offset int) {
	if !void[tag] {
		*o = append(*o, openElement{tag, offset})
	}
}

// close notes an end tag. It returns the elements that were open within, and reports
// whether there was anything that the tag could end.
func (o *openElements) close(tag string) (within []openElement, ok bool) {
	for i := len(*o) - 1; i >= 0; i-- {
		if (*o)[i].tag == tag {
			within = (*o)[i+1:]
			*o = (*o)[:i]
			return within, true
		}
		if !optional[(*o)[i].tag] && optional[tag] {
			break // an end that may be left out does not reach beyond its box
		}
	}
	return nil, false
}

// boxes counts the div elements that are open: a heading in one is no part of the page's
// structure.
func (o openElements) boxes() int {
	n := 0
	for _, e := range o {
		if e.tag == "div" {
			n++
		}
	}
	return n
}

// closeElement notes an end tag, and complains of what it leaves open, or if it ends
// nothing. It reports whether it ends something.
func (d *document) closeElement(tag string, offset int) bool {
	within, ok := d.elements.close(tag)
	d.notClosed(within)
	if !ok && !optional[tag] && !d.unsafe {
		d.report(d.errorf(offset, "</%s> ends nothing", tag).
			WithHint("leave it out, or write <%s> where it should begin", tag))
	}
	return ok
}

// closeAll complains of what is open at the body's end.
func (d *document) closeAll() {
	d.notClosed(d.elements)
	d.elements = nil
}

// notClosed complains of elements whose end is missing.
func (d *document) notClosed(elements []openElement) {
	for _, e := range elements {
		if !optional[e.tag] && !d.unsafe {
			d.reportAt(e.offset, source.Errorf("<%s> is not closed", e.tag).
				WithHint("write </%s> where it should end: else all that follows is in it", e.tag))
		}
	}
}
