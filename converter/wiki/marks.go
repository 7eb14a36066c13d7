package wiki

import (
	"slices"
	"strings"
)

// Marks: '''bold''', ''italic'', **bold**, //italic//, __underline__,
// ~~strike~~, ,,sub,,, ^sup^. Five quotes are bold and italic at once.

// openMarks are the marks that are open, outermost first.
type openMarks []MarkKind

func matchBoldItalic(sc *scanner, i int) (match, bool) {
	return match{end: i + 5}, strings.HasPrefix(sc.s[i:], "'''''")
}

func matchMark(sc *scanner, i int) (match, bool) {
	for _, kind := range [...]MarkKind{
		Bold, BoldCreole, Italic, ItalicCreole, Underline, Strike, Subscript, Superscript,
	} {
		if strings.HasPrefix(sc.s[i:], string(kind)) {
			return match{end: i + len(kind), mark: kind}, true
		}
	}
	return match{}, false
}

// toggleMark opens or closes a mark.
func toggleMark(t *text, m match) {
	if slices.Contains(t.marks, m.mark) {
		t.events = t.marks.close(m.mark, t.events)
	} else {
		t.events = t.marks.open(m.mark, t.events)
	}
}

// toggleBoldItalic closes what is open of the two and opens what is not.
func toggleBoldItalic(t *text, _ match) {
	bold, italic := slices.Index(t.marks, Bold), slices.Index(t.marks, Italic)
	inner, outer := Italic, Bold
	if italic < bold {
		inner, outer = Bold, Italic
	}
	switch {
	case bold >= 0 && italic >= 0:
		t.events = t.marks.close(inner, t.events)
		t.events = t.marks.close(outer, t.events)
	case bold >= 0:
		t.events = t.marks.close(Bold, t.events)
		t.events = t.marks.open(Italic, t.events)
	case italic >= 0:
		t.events = t.marks.close(Italic, t.events)
		t.events = t.marks.open(Bold, t.events)
	default:
		t.events = t.marks.open(Bold, t.events)
		t.events = t.marks.open(Italic, t.events)
	}
}

// open opens a mark and adds the event.
func (o *openMarks) open(kind MarkKind, events []event) []event {
	*o = append(*o, kind)
	return append(events, event{kind: markOpened, mark: kind})
}

func (o *openMarks) forget() { *o = (*o)[:0] }

// close closes a mark and adds the events: the marks that were opened within it
// are closed and opened again, since they may overlap.
func (o *openMarks) close(kind MarkKind, events []event) []event {
	at := slices.Index(*o, kind)
	// A mark is never open twice.
	for i := len(*o) - 1; i >= at; i-- {
		events = append(events, event{kind: markClosed, mark: (*o)[i]})
	}
	*o = slices.Delete(*o, at, at+1)
	for _, again := range (*o)[at:] {
		events = append(events, event{kind: markOpened, mark: again})
	}
	return events
}
