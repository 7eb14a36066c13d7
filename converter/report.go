package converter

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/converter/wiki"
)

// Kind tells what a Note is about.
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

// Report tells what became of a wiki.
type Report struct {
	Pages       int            `json:"pages"`
	Attachments int            `json:"attachments"`
	Notes       []Note         `json:"notes"`
	Failures    []trac.Failure `json:"failures"` // what the Trac would not give
	Kept        []string       `json:"kept"`     // files that were edited, moved or deleted by hand
	Guide       []string       `json:"guide"`    // Trac's own pages, which were left out
}

func (c *conversion) note(a *article, at wiki.Span, kind Kind, format string, args ...any) {
	c.report.Notes = append(c.report.Notes, Note{
		Page: a.Name, Line: a.line(at.Start), Kind: kind, Message: fmt.Sprintf(format, args...),
		Source: excerpt(a.Source[min(at.Start, len(a.Source)):min(at.End, len(a.Source))]),
	})
}

// line is the number of the line that an offset of the source is in.
func (a *article) line(offset int) int {
	if a.ends == nil {
		a.ends = []int{}
		for i := range len(a.Source) {
			if a.Source[i] == '\n' {
				a.ends = append(a.ends, i)
			}
		}
	}
	n, _ := slices.BinarySearch(a.ends, offset)
	return n + 1
}

// longest is how much of a source text a note has, in bytes.
const longest = 80

// excerpt is a text in one line, cut where it is long.
func excerpt(s string) string {
	whole := s
	if len(s) > 4*longest {
		s = s[:4*longest]
	}
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "")
	} else if len(whole) <= 4*longest {
		return s
	}
	return s + "…"
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
	if n := len(r.Guide); n > 0 {
		fmt.Fprintf(&b, "left out, for they are Trac's own: %s\n", strings.Join(r.Guide, ", "))
	}
	for _, kind := range Kinds {
		if n := r.Count(kind); n > 0 {
			fmt.Fprintf(&b, "\n%s: %d\n", kind, n)
		}
		for _, n := range r.Notes {
			if n.Kind == kind {
				fmt.Fprintf(&b, "  %s:%d: %s\n      %s\n", n.Page, n.Line, n.Message, n.Source)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteMarkdown writes the report as a page or an issue's text.
func (r *Report) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Conversion\n\n%d pages, %d attachments.\n", r.Pages, r.Attachments)
	list := func(title string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(&b, "\n## %s: %d\n\n- %s\n", title, len(lines), strings.Join(lines, "\n- "))
		}
	}
	var failed, kept []string
	for _, f := range r.Failures {
		failed = append(failed, codeSpan(f.Path)+": "+f.Reason)
	}
	list("Not fetched", failed)
	for _, k := range r.Kept {
		kept = append(kept, codeSpan(k))
	}
	list("Left alone, edited, moved or deleted by hand", kept)
	list("Left out, for they are Trac's own", r.Guide)
	for _, kind := range Kinds {
		var lines []string
		for _, n := range r.Notes {
			if n.Kind == kind {
				lines = append(lines, fmt.Sprintf("**%s**, line %d: %s  \n  %s", plain.Replace(n.Page), n.Line, plain.Replace(n.Message), codeSpan(n.Source)))
			}
		}
		list(strings.ToUpper(string(kind[:1]))+string(kind[1:]), lines)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// plain keeps Markdown from reading a name or message as markup.
var plain = strings.NewReplacer("*", `\*`, "_", `\_`, "[", `\[`, "<", "&lt;", "`", "\\`", "#", `\#`)

// codeSpan shows a text as it is.
func codeSpan(s string) string {
	if s == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}
