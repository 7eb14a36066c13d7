package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// Page collects what is to be said about one page: notes, and the links that Trac itself
// could not follow.
type Page struct {
	name, source string
	lineEnds     []int // offsets, see line
	notes        []Note
	deadLinks    []string
}

// On returns a collector for the page of that name; source is its wiki text.
func On(name, source string) *Page { return &Page{name: name, source: source} }

// Note adds a note on a part of the page's source.
func (p *Page) Note(at wiki.Span, kind Kind, format string, args ...any) {
	text := p.source[min(at.Start, len(p.source)):min(at.End, len(p.source))]
	p.notes = append(p.notes, Note{
		Page: p.name, Line: p.line(at.Start), Kind: kind, Message: fmt.Sprintf(format, args...), Source: Excerpt(text),
	})
}

// NoTarget notes a link that Trac shows as text.
func (p *Page) NoTarget(at wiki.Span, raw string) {
	p.Note(at, Broken, "%s leads nowhere in Trac", raw)
}

// DeadLink notes a link that Trac could not follow either; spelled is its address in the new
// page.
func (p *Page) DeadLink(at wiki.Span, raw, spelled string) {
	p.NoTarget(at, raw)
	p.deadLinks = append(p.deadLinks, spelled)
}

// OutsideTrac notes a link to the old Trac's server that the Trac did not answer; spelled is
// its address in the new page.
func (p *Page) OutsideTrac(at wiki.Span, raw, spelled string) {
	p.Note(at, Unresolved, "%s leads to a part of the old server that was not its Trac", raw)
	p.deadLinks = append(p.deadLinks, spelled)
}

// NotFetched notes a link to what the Trac has and did not give; the page keeps it as an old path.
func (p *Page) NotFetched(at wiki.Span, raw, why string) {
	p.Note(at, Unresolved, "%s leads to what was not fetched: %s", raw, why)
}

// NotTaken notes a link to a file of the Trac that was not fetched; spelled is its address in the new page.
func (p *Page) NotTaken(at wiki.Span, raw, spelled string) {
	p.Note(at, Unresolved, "%s leads to a file of Trac's that was not taken", raw)
	p.deadLinks = append(p.deadLinks, spelled)
}

// Notes returns the notes on the page, in the order in which they were made.
func (p *Page) Notes() []Note { return p.notes }

// DeadLinks returns the addresses of the links that arrive nowhere, sorted, each once.
func (p *Page) DeadLinks() []string {
	list := slices.Clone(p.deadLinks)
	slices.Sort(list)
	return slices.Compact(list)
}

// line returns the number of the line that an offset of the source is in.
func (p *Page) line(offset int) int {
	if p.lineEnds == nil {
		p.lineEnds = []int{}
		for i := range len(p.source) {
			if p.source[i] == '\n' {
				p.lineEnds = append(p.lineEnds, i)
			}
		}
	}
	n, _ := slices.BinarySearch(p.lineEnds, offset)
	return n + 1
}

// excerptLength is how much of a source text a note has, in bytes.
const excerptLength = 80

// Excerpt returns a text in one line, cut where it is long.
func Excerpt(s string) string {
	full := s
	if len(s) > 4*excerptLength {
		s = s[:4*excerptLength]
	}
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if len(s) > excerptLength {
		s = strings.ToValidUTF8(s[:excerptLength], "")
	} else if len(full) <= 4*excerptLength {
		return s
	}
	return s + "…"
}
