package converter

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
)

// Kind tells what a Note is about.
type Kind string

// The kinds of notes.
const (
	Unknown   Kind = "not converted"
	Frozen    Kind = "frozen"
	Sanitised Kind = "sanitised"
	Broken    Kind = "broken in Trac already"
)

// Note is one thing that a maintainer should know of.
type Note struct {
	Page    string `json:"page"`
	Line    int    `json:"line"` // in the wiki source
	Kind    Kind   `json:"kind"`
	Message string `json:"message"`
}

// Report tells what became of a wiki.
type Report struct {
	Pages       int            `json:"pages"`
	Attachments int            `json:"attachments"`
	Notes       []Note         `json:"notes"`
	Failures    []trac.Failure `json:"failures"` // what the Trac would not give
	Kept        []string       `json:"kept"`     // files that were edited, moved or deleted by hand
}

func (c *conversion) note(a *article, offset int, kind Kind, format string, args ...any) {
	f := &source.File{Path: a.Name, Data: []byte(a.Source)}
	c.report.Notes = append(c.report.Notes, Note{
		Page: a.Name, Line: f.Position(offset).Line, Kind: kind, Message: fmt.Sprintf(format, args...),
	})
}

func (r *Report) sort() {
	slices.SortStableFunc(r.Notes, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	r.Notes = slices.Compact(r.Notes)
}

// Count returns how many notes are of a kind.
func (r *Report) Count(k Kind) int {
	n := 0
	for _, note := range r.Notes {
		if note.Kind == k {
			n++
		}
	}
	return n
}

// WriteJSON writes the report for programs.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// WriteText writes the report for people, kind by kind.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d pages, %d attachments\n", r.Pages, r.Attachments)
	for _, f := range r.Failures {
		fmt.Fprintf(&b, "not fetched: %s: %s\n", f.Path, f.Reason)
	}
	for _, k := range r.Kept {
		fmt.Fprintf(&b, "left alone, edited, moved or deleted by hand: %s\n", k)
	}
	for _, kind := range []Kind{Unknown, Frozen, Sanitised, Broken} {
		if n := r.Count(kind); n > 0 {
			fmt.Fprintf(&b, "\n%s: %d\n", kind, n)
		}
		for _, n := range r.Notes {
			if n.Kind == kind {
				fmt.Fprintf(&b, "  %s:%d: %s\n", n.Page, n.Line, n.Message)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
