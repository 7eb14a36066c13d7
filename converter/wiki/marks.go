package wiki

import (
	"slices"
	"strings"
)

// Marks: '''bold''', ''italic'', **bold**, //italic//, __underline__,
// ~~strike~~, ,,sub,,, ^sup^. Five quotes are bold and italic at once.

func matchMark(s string, i int) (match, bool) {
	rest := s[i:]
	if strings.HasPrefix(rest, "'''''") {
		return match{rule: ruleBoldItalic, end: i + 5}, true
	}
	for _, kind := range [...]MarkKind{Bold, BoldCreole, Italic, ItalicCreole, Underline, Strike, Subscript, Superscript} {
		if strings.HasPrefix(rest, string(kind)) {
			return match{rule: ruleMark, end: i + len(kind), mark: kind}, true
		}
	}
	return match{}, false
}

// toggle opens or closes a mark.
func (p *parser) toggle(m match) {
	p.leaveList()
	if slices.Contains(p.marks, m.mark) {
		p.closeMark(m.mark)
	} else {
		p.openMark(m.mark)
	}
}

// toggleBoth is five quotes, which close what is open and open what is not.
func (p *parser) toggleBoth() {
	p.leaveList()
	bold, italic := slices.Index(p.marks, Bold), slices.Index(p.marks, Italic)
	switch {
	case bold >= 0 && italic >= 0:
		if italic < bold {
			p.closeMark(Bold)
			p.closeMark(Italic)
		} else {
			p.closeMark(Italic)
			p.closeMark(Bold)
		}
	case bold >= 0:
		p.closeMark(Bold)
		p.openMark(Italic)
	case italic >= 0:
		p.closeMark(Italic)
		p.openMark(Bold)
	default:
		p.openMark(Bold)
		p.openMark(Italic)
	}
}

// leaveList ends the open lists where a mark begins a line that is not theirs.
func (p *parser) leaveList() {
	if len(p.lists) > 0 && !p.inItem {
		p.closeLists()
	}
}

func (p *parser) openMark(k MarkKind) {
	p.marks = append(p.marks, k)
	p.emit(event{kind: markOpens, mark: k})
}

// closeMark closes k; the marks that were opened within it are closed and
// opened again, since they may overlap.
func (p *parser) closeMark(k MarkKind) {
	for i := len(p.marks) - 1; i >= 0; i-- {
		p.emit(event{kind: markCloses, mark: p.marks[i]})
		if p.marks[i] == k {
			p.marks = slices.Delete(p.marks, i, i+1)
			for _, again := range p.marks[i:] {
				p.emit(event{kind: markOpens, mark: again})
			}
			return
		}
	}
}

// flushMarks closes all marks of what was written so far.
func (p *parser) flushMarks() {
	p.marks = p.marks[:0]
	p.out.closeMarks()
}
