package writer

import (
	"regexp"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// Options are what the blocks of a page need to know of it.
type Options struct {
	// HeadingID returns the id to be written behind a heading, or "" where the
	// reader of the Markdown will give it the right one.
	HeadingID func(*wiki.Heading) string
}

// Write returns the Markdown of a page, without a final newline.
func Write(blocks []wiki.Block, o Options) string {
	w := &writer{headingID: o.HeadingID, open: map[string]bool{}, other: map[*wiki.List]bool{}}
	return withoutControls(strings.Join(w.blocks(blocks), "\n"))
}

// withoutControls drops control characters, as Trac does.
func withoutControls(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return visible(r) < 0 }) < 0 {
		return text
	}
	return strings.Map(visible, text)
}

// visible drops what is a control character.
func visible(r rune) rune {
	if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
		return -1
	}
	return r
}

// writer is the state of Write.
type writer struct {
	headingID func(*wiki.Heading) string
	inLink    bool                // within a link's label
	inCell    bool                // within a cell between bars
	open      map[string]bool     // delimiters of the marks that are being written
	other     map[*wiki.List]bool // lists that have the second kind of bullets
}

// blocks writes blocks as lines, with an empty line between two of them.
func (w *writer) blocks(list []wiki.Block) []string {
	var lines []string
	var before wiki.Block
	for _, b := range list {
		next := w.block(b, before)
		if len(next) == 0 {
			continue
		}
		if before != nil {
			lines = append(lines, "")
		}
		lines = append(lines, next...)
		before = b
	}
	return lines
}

// block writes one block; before is the block that it follows.
func (w *writer) block(b, before wiki.Block) []string {
	switch b := b.(type) {
	case *wiki.Heading:
		return []string{w.heading(b)}
	case *wiki.Paragraph:
		return w.paragraph(b.Inlines)
	case *wiki.List:
		return w.list(b, before)
	case *wiki.DefinitionList:
		return w.definitions(b)
	case *wiki.Quote:
		return indent(w.blocks(b.Blocks), "> ", "> ")
	case *wiki.Table:
		return w.table(b)
	case *wiki.Rule:
		return []string{"---"}
	case *wiki.CodeBlock:
		return codeBlock(b)
	case *wiki.Markdown:
		return strings.Split(strings.Trim(b.Text, "\n"), "\n")
	case *wiki.Container:
		return w.container(b)
	case *wiki.Shortcode:
		return []string{shortcode(b)}
	case *wiki.HTMLBlock:
		if b.HTML == "" {
			return nil
		}
		return strings.Split(b.HTML, "\n")
	}
	return nil
}

// paragraph writes running text, each line fit to stand at a line's start.
func (w *writer) paragraph(list []wiki.Inline) []string {
	text := strings.Trim(w.inlines(list), " \n")
	if text == "" {
		return nil
	}
	lines := strings.Split(text, "\n")
	out := lines[:0]
	for _, l := range lines {
		// An empty line would end the paragraph; a break at the end needs none.
		if l = strings.TrimLeft(l, " "); strings.TrimRight(l, " ") == "" {
			continue
		}
		if l = escapeLineStart(strings.TrimRight(l, " ")); htmlStart.MatchString(l) {
			l = nothing + l
		}
		out = append(out, l)
	}
	if len(out) > 0 && loneTag.MatchString(out[0]) {
		if len(out) == 1 {
			return []string{nothing + out[0]}
		}
		out[1] = out[0] + " " + out[1]
		out = out[1:]
	}
	return out
}

// nothing is text, but nothing that one sees, for where Markdown needs text.
const nothing = "&#8203;"

// htmlStart is the beginning of a line of raw HTML that would begin a block of it (CommonMark's
// first six kinds), even in the middle of a paragraph. Markdown would not be read in the rest of it.
var htmlStart = regexp.MustCompile(`(?i)^<(?:[!?]|(?:pre|script|style|textarea)(?:[\s>]|$)|/?(?:` +
	`address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|` +
	`dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|` +
	`main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|` +
	`th|thead|title|tr|track|ul)(?:[\s>]|/>|$))`)

// loneTag is a line that would begin a block of raw HTML (CommonMark's seventh
// kind), and take the paragraph's other lines with it. An address in angle brackets
// is none.
var loneTag = regexp.MustCompile(`^</?[a-zA-Z][a-zA-Z0-9-]*(?:[\s/][^<>]*)?>$`)

func (w *writer) heading(h *wiki.Heading) string {
	text := oneLine(w.inlines(h.Inlines))
	if strings.HasSuffix(text, "#") {
		text = text[:len(text)-1] + `\#`
	}
	if strings.HasSuffix(text, "}") { // would be read as attributes
		text = text[:len(text)-1] + `\}`
	}
	line := strings.TrimRight(strings.Repeat("#", h.Level)+" "+text, " ")
	if w.headingID != nil {
		if id := w.headingID(h); id != "" {
			line += " {#" + id + "}"
		}
	}
	return line
}

func shortcode(s *wiki.Shortcode) string {
	line := "{{< " + s.Name
	for _, a := range s.Args {
		if line += " " + a.Name; !a.Flag {
			line += `="` + strings.ReplaceAll(strings.Join(strings.Fields(a.Value), " "), `"`, "'") + `"`
		}
	}
	return line + " >}}"
}

// container writes a div; the empty lines make its content Markdown again.
func (w *writer) container(c *wiki.Container) []string {
	lines := []string{openTag("div", c.Attrs)}
	if body := w.blocks(c.Blocks); len(body) > 0 {
		lines = append(append(lines, ""), append(body, "")...)
	}
	return append(lines, "</div>")
}

// indent puts first before the first line and rest before the others; empty
// lines get what is left of the prefix without spaces.
func indent(lines []string, first, rest string) []string {
	out := make([]string, len(lines))
	prefix := first
	for i, l := range lines {
		out[i] = strings.TrimRight(prefix+l, " ")
		prefix = rest
	}
	return out
}
