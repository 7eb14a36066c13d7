package report

import (
	"cmp"
	"encoding/json"
	"io"
	"slices"

	"github.com/twisted/sitegen/converter/trac"
)

// Kind is what a Note is about.
type Kind string

// The kinds of notes.
const (
	Unknown    Kind = "not converted"
	Unresolved Kind = "unresolved" // a link whose target was not fetched
	Frozen     Kind = "frozen"
	Sanitised  Kind = "sanitised"
	Broken     Kind = "broken in Trac already"
)

// Kinds are in the order in which a maintainer wants to read of them.
var Kinds = []Kind{Unknown, Unresolved, Frozen, Sanitised, Broken}

// Note is one thing that a maintainer should know of.
type Note struct {
	Page    string `json:"page"`
	Line    int    `json:"line"` // in the wiki source
	Kind    Kind   `json:"kind"`
	Message string `json:"message"`
	Source  string `json:"source"` // the wiki text that it is about, cut
}

// Report says what became of a wiki.
type Report struct {
	Trac        string         `json:"trac"` // its address, as the snapshot says
	Pages       int            `json:"pages"`
	Attachments int            `json:"attachments"`
	Notes       []Note         `json:"notes"`
	Missing     []trac.Missing `json:"missing"`    // what the Trac has and would not give
	Unfinished  string         `json:"unfinished"` // why the fetch did not come to its end, "" if it did
	LeftOut     []string       `json:"left_out"`   // pages that nobody asked the Trac for
	Deleted     []string       `json:"deleted"`    // pages that the Trac no longer has
	Renamed     []trac.Renamed `json:"renamed"`    // pages that the Trac has by another name now
	Kept        []string       `json:"kept"`       // files that were edited, moved or deleted by hand
	Conflicts   []string       `json:"conflicts"`  // files that were, and that changed in the Trac as well
	Guide       []string       `json:"guide"`      // Trac's own pages, which were left out
	NotTaken    []string       `json:"not_taken"`  // parts of the Trac that no conversion takes
	Undecided   []string       `json:"undecided"`  // parts of the Trac whose redirects wait for a decision
}

// Sort puts the notes in order, by page and line, and drops those that are there twice.
func (r *Report) Sort() {
	slices.SortStableFunc(r.Notes, func(a, b Note) int {
		byPlace := cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Line, b.Line))
		return cmp.Or(byPlace, cmp.Compare(a.Message, b.Message))
	})
	r.Notes = slices.Compact(r.Notes)
}

// CountMissing returns how many of a kind are missing.
func (r Report) CountMissing(k trac.Kind) int {
	n := 0
	for _, m := range r.Missing {
		if m.Kind == k {
			n++
		}
	}
	return n
}

// Count returns how many notes are of a kind.
func (r Report) Count(k Kind) int {
	n := 0
	for _, note := range r.Notes {
		if note.Kind == k {
			n++
		}
	}
	return n
}

// WriteJSON writes the report for programs.
func (r Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
