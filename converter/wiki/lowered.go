package wiki

// The plain nodes that the converter puts in the place of processors, macros
// and links. The parser yields none of them.
type (
	// CodeBlock is text to be shown as it is; Lang is "" where unknown. Attrs are
	// those of Trac: lineno (the first line's number), marks ("3,5-7"), id.
	CodeBlock struct {
		Span
		Lang  string
		Attrs Args
		Text  string
	}

	// Container is a wrapper that Markdown has no words for: a div with a class
	// or style.
	Container struct {
		Span
		Attrs  Args
		Blocks []Block
	}

	// Shortcode is {{< name key="value" >}}: what the new site computes.
	Shortcode struct {
		Span
		Name string
		Args Args
	}

	// HTMLBlock is sanitised HTML, balanced and without empty lines. Raw is it
	// before it was balanced, where that opens tags or closes those of a block
	// before.
	HTMLBlock struct {
		Span
		HTML          string
		Raw           string
		Opens, Closes []string
	}

	// Markdown is what is Markdown already.
	Markdown struct {
		Span
		Text string
	}

	// MarkdownInline is Markdown within a line.
	MarkdownInline struct {
		Span
		Text string
	}

	// HTMLInline is sanitised HTML within a line.
	HTMLInline struct {
		Span
		HTML string
	}

	// Hyperlink is a link that arrives.
	Hyperlink struct {
		Span
		URL     string
		Inlines []Inline
	}

	// Image is a picture; Attrs are those that Markdown cannot say.
	Image struct {
		Span
		URL, Alt, Title string
		Attrs           Args
	}

	// Styled is inline text in a span with a class or style.
	Styled struct {
		Span
		Attrs   Args
		Inlines []Inline
	}

	// Unconverted is what could not be converted; it stays visible.
	Unconverted struct {
		Span
		Source string
	}
)

func (*CodeBlock) block()       {}
func (*Container) block()       {}
func (*Shortcode) block()       {}
func (*HTMLBlock) block()       {}
func (*HTMLInline) inline()     {}
func (*Markdown) block()        {}
func (*MarkdownInline) inline() {}
func (*Hyperlink) inline()      {}
func (*Image) inline()          {}
func (*Styled) inline()         {}
func (*Unconverted) inline()    {}

// PlainText returns the text of inlines as a reader sees it, without marks.
func PlainText(list []Inline) string {
	var b []byte
	for _, n := range list {
		b = appendPlain(b, n)
	}
	return string(b)
}

func appendPlain(b []byte, n Inline) []byte {
	each := func(list []Inline) []byte {
		for _, c := range list {
			b = appendPlain(b, c)
		}
		return b
	}
	switch n := n.(type) {
	case *Text:
		return append(b, n.Value...)
	case *Code:
		return append(b, n.Value...)
	case *Mark:
		return each(n.Inlines)
	case *Hyperlink:
		return each(n.Inlines)
	case *Styled:
		return each(n.Inlines)
	case *Anchor:
		return each(n.Inlines)
	case *Break:
		return append(b, ' ')
	case *Unconverted:
		return append(b, n.Source...)
	}
	return b
}
