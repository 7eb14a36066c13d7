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

// opened notes a start tag.
func (s *state) opened(tag string, offset int) {
	if !void[tag] {
		s.open = append(s.open, openElement{tag, offset})
	}
}

// closed notes an end tag; false tells that nothing was open that it could end.
func (s *state) closed(tag string, offset int) bool {
	for i := len(s.open) - 1; i >= 0; i-- {
		if s.open[i].tag == tag {
			for _, within := range s.open[i+1:] {
				s.notClosed(within)
			}
			s.open = s.open[:i]
			return true
		}
		if !optional[s.open[i].tag] && optional[tag] {
			break // an end that may be left out does not reach beyond its box
		}
	}
	if !optional[tag] && !s.unsafe {
		s.list = append(s.list, s.file.Errorf(offset, "</%s> ends nothing", tag).WithHint("leave it out, or write <%s> where it should begin", tag))
	}
	return false
}

func (s *state) notClosed(e openElement) {
	if !optional[e.tag] && !s.unsafe {
		s.place(e.offset, source.Errorf("<%s> is not closed", e.tag).WithHint("write </%s> where it should end: else all that follows is in it", e.tag))
	}
}

// allClosed complains of what is open at the end.
func (s *state) allClosed() {
	for _, e := range s.open {
		s.notClosed(e)
	}
	s.open = nil
}

// boxes counts the div elements that are open: a heading in one is no part of the page's
// structure.
func (s *state) boxes() int {
	n := 0
	for _, e := range s.open {
		if e.tag == "div" {
			n++
		}
	}
	return n
}
