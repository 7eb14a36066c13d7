package macro

import (
	"regexp"

	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/wiki"
)

// plainText lowers a block without a name, and #!text: code of no language.
func plainText(_ *Page, b *wiki.Processor) []wiki.Block {
	return []wiki.Block{&wiki.CodeBlock{Span: b.Span, Text: b.Text}}
}

// textAsIs returns what such a block shows.
func textAsIs(b *wiki.Processor) string { return b.Text }

// code lowers a processor that names a programming language.
func code(p *Page, b *wiki.Processor) []wiki.Block {
	if b.Text == "" {
		return nil // nor does Trac show any
	}
	lang, known := language(b.Name)
	if !known || p.Shown.ShowsError(b.Name) && !p.Shown.ShowsCode(b.Text) {
		p.Notes.Note(b.Span, report.Unknown, "processor #!%s is not known; its text is kept as code", b.Name)
		return []wiki.Block{unconverted(p, b)}
	}
	return []wiki.Block{codeIn(lang, b)}
}

// codeIn makes code of a processor's text.
func codeIn(lang string, b *wiki.Processor) *wiki.CodeBlock {
	return &wiki.CodeBlock{Span: b.Span, Lang: lang, Attrs: lineArgs(b.Args), Text: b.Text}
}

// unconverted keeps as code what Trac did not show, marked as such.
func unconverted(p *Page, b *wiki.Processor) *wiki.CodeBlock {
	c := codeIn("", b)
	if p.Shown != nil && !p.Shown.ShowsCode(b.Text) {
		c.Attrs = append(c.Attrs, wiki.Arg{Name: "class", Value: "unconverted"})
	}
	return c
}

// lineArgs keeps what Trac's code blocks know of lines: lineno, marks, id.
func lineArgs(args wiki.Args) wiki.Args {
	var out wiki.Args
	for _, a := range args {
		switch a.Name {
		case "lineno":
			if !isDigits(a.Value) || len(a.Value) > 9 {
				a.Value = ""
			}
			out = append(out, a)
		case "marks":
			if lineRanges.MatchString(a.Value) {
				out = append(out, a)
			}
		case "id":
			if plainID.MatchString(a.Value) {
				out = append(out, a)
			}
		}
	}
	return out
}

var (
	lineRanges = regexp.MustCompile(`^[0-9]{1,9}(?:-[0-9]{1,9})?(?:,[0-9]{1,9}(?:-[0-9]{1,9})?)*$`)
	plainID    = regexp.MustCompile(`^[\pL_][\pL\pN_:.-]*$`)
)
