package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// WriteText writes the report for people, kind by kind.
func (r Report) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s\n", source.Count(r.Pages, "page"), source.Count(r.Attachments, "attachment"))
	for _, m := range r.Missing {
		fmt.Fprintf(&b, "not fetched: %s: %s\n", m.Path, m.Reason)
	}
	if r.Unfinished != "" {
		fmt.Fprintf(&b, "the fetch did not come to its end: %s\n", r.Unfinished)
	}
	for _, name := range r.Deleted {
		fmt.Fprintf(&b, "no longer in the Trac: %s\n", name)
	}
	if n := len(r.LeftOut); n > 0 {
		fmt.Fprintf(&b, "left out by --only: %s\n", strings.Join(r.LeftOut, ", "))
	}
	for _, name := range r.Renamed {
		fmt.Fprintf(&b, "renamed in the Trac: %s is %s now\n", name.Old, name.New)
	}
	for _, k := range r.Conflicts {
		fmt.Fprintf(&b, "left alone, edited, moved or deleted by hand, and changed in the Trac as well: %s\n", k)
	}
	for _, k := range r.Kept {
		fmt.Fprintf(&b, "left alone, edited, moved or deleted by hand: %s\n", k)
	}
	if n := len(r.Guide); n > 0 {
		fmt.Fprintf(&b, "left out, for they are Trac's own: %s\n", strings.Join(r.Guide, ", "))
	}
	if len(r.NotTaken) > 0 {
		fmt.Fprintf(&b, "not taken: %s\n", strings.Join(r.NotTaken, ", "))
	}
	if len(r.Undecided) > 0 {
		fmt.Fprintf(&b, "TO DECIDE in redirects/trac.toml: %s\n", strings.Join(r.Undecided, "; "))
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
func (r Report) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Conversion\n\n%s, %s.\n",
		source.Count(r.Pages, "page"), source.Count(r.Attachments, "attachment"))
	list := func(title string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(&b, "\n## %s: %d\n\n- %s\n", title, len(lines), strings.Join(lines, "\n- "))
		}
	}
	var missing []string
	for _, m := range r.Missing {
		missing = append(missing, codeSpan(m.Path)+": "+escape.Replace(m.Reason))
	}
	list("Not fetched", missing)
	list("No longer in the Trac", codeSpans(r.Deleted))
	list("Left out by --only", codeSpans(r.LeftOut))
	var renamed []string
	for _, name := range r.Renamed {
		renamed = append(renamed, codeSpan(name.Old)+" is "+codeSpan(name.New)+" now")
	}
	list("Renamed in the Trac", renamed)
	list("Left alone, and changed in the Trac as well", codeSpans(r.Conflicts))
	list("Left alone, edited, moved or deleted by hand", codeSpans(r.Kept))
	list("Left out, for they are Trac's own", r.Guide)
	list("Not taken", r.NotTaken)
	list("To decide in `redirects/trac.toml`", r.Undecided)
	for _, kind := range Kinds {
		var lines []string
		for _, n := range r.Notes {
			if n.Kind == kind {
				lines = append(lines, fmt.Sprintf("**%s**, line %d: %s  \n  %s",
					escape.Replace(n.Page), n.Line, escape.Replace(n.Message), codeSpan(n.Source)))
			}
		}
		list(strings.ToUpper(string(kind[:1]))+string(kind[1:]), lines)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// escape keeps Markdown from reading a name or message as markup.
var escape = strings.NewReplacer("*", `\*`, "_", `\_`, "[", `\[`, "<", "&lt;", "`", "\\`", "#", `\#`)

// codeSpans writes texts to be shown as they are.
func codeSpans(texts []string) []string {
	spans := make([]string, len(texts))
	for i, text := range texts {
		spans[i] = codeSpan(text)
	}
	return spans
}

// codeSpan writes a text to be shown as it is.
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
