package wiki

// Span is a node's place: byte offsets into the page's source, End exclusive.
type Span struct{ Start, End int }

// Pos returns the span; it makes every node that embeds a Span a [Node].
func (s Span) Pos() Span { return s }

// Node is any part of the tree.
type Node interface{ Pos() Span }

// Block is a node that stands by itself.
type Block interface {
	Node
	block()
}

// Inline is a node within a line of text.
type Inline interface {
	Node
	inline()
}

// Blocks.
type (
	// Heading is a line of the form "== Text == #id".
	Heading struct {
		Span
		Level   int    // 1 to 6
		ID      string // explicit, or ""
		Inlines []Inline
	}

	// Paragraph is running text. A Bare one has no <p> in Trac's HTML: the text
	// of a list item, a cell or a definition.
	Paragraph struct {
		Span
		Bare    bool
		Inlines []Inline
	}

	// List is a run of items of one kind.
	List struct {
		Span
		Ordered bool
		Style   string // lowerroman, upperroman, loweralpha, upperalpha or ""
		Start   int    // of an ordered list
		Items   []*Item
	}

	// DefinitionList is a run of "term:: definition".
	DefinitionList struct {
		Span
		Items []*Definition
	}

	// Quote is an indented passage, or, as a Citation, lines after ">".
	Quote struct {
		Span
		Citation bool
		Blocks   []Block
	}

	// Table is a run of rows between double bars.
	Table struct {
		Span
		Attrs Args
		Rows  []*Row
	}

	// Rule is a line across the page.
	Rule struct{ Span }

	// Processor is a {{{ … }}} block. Name is "" for a plain one; Text is its
	// body with the common indent removed, each line ended by a newline.
	Processor struct {
		Span
		Name string
		Args Args
		Text string

		body  []line
		depth int // of the page that it stands on
	}
)

// Item is one item of a List.
type Item struct {
	Span
	Blocks []Block
}

// Definition is one term with what it means.
type Definition struct {
	Span
	Term   []Inline
	Blocks []Block
}

// Row is one row of a Table.
type Row struct {
	Span
	Attrs Args // of #!tr
	Cells []*Cell
}

// Cell is one cell of a Row.
type Cell struct {
	Span
	Header  bool
	Colspan int    // at least 1
	Rowspan int    // at least 1
	Align   string // left, right, center or ""
	Attrs   Args   // others, of #!td and #!th
	Blocks  []Block
}

func (*Heading) block()        {}
func (*Paragraph) block()      {}
func (*List) block()           {}
func (*DefinitionList) block() {}
func (*Quote) block()          {}
func (*Table) block()          {}
func (*Rule) block()           {}
func (*Processor) block()      {}

// MarkKind is a way to set off text.
type MarkKind string

// The marks. Trac keeps the two spellings of bold and italic apart: one does
// not close the other.
const (
	Bold         MarkKind = "'''"
	BoldCreole   MarkKind = "**"
	Italic       MarkKind = "''"
	ItalicCreole MarkKind = "//"
	Underline    MarkKind = "__"
	Strike       MarkKind = "~~"
	Subscript    MarkKind = ",,"
	Superscript  MarkKind = "^"
)

// LinkForm is the way in which a link was written.
type LinkForm int

// The forms of links.
const (
	CamelCase     LinkForm = iota // WikiPage, text where the page does not exist
	CamelLabelled                 // [WikiPage label], likewise
	FreeLink                      // ["Any Page" label]
	ShortLink                     // wiki:Page
	BracketLink                   // [wiki:Page label]
	AngleLink                     // <wiki:Page>; Target and Label without the angles
	RelativeLink                  // [/path label], [./Page], [#id label]
	CreoleLink                    // [[Page|label]]
	EmailLink                     // someone@example.org
	TicketLink                    // #1
	ReportLink                    // {1}
	ChangesetLink                 // [1], r1
	LogLink                       // [1:2], r1:2
)

// Inlines.
type (
	// Text is plain text; Value is as the reader sees it.
	Text struct {
		Span
		Value string
	}

	// Mark is marked text.
	Mark struct {
		Span
		Kind    MarkKind
		Inlines []Inline
	}

	// Code is `code` or {{{code}}}.
	Code struct {
		Span
		Value string
	}

	// Break is a line break, \\ or [[BR]].
	Break struct {
		Span
		Clear string // left, right, both or ""
	}

	// Link is a TracLink or URL as written, to be resolved.
	Link struct {
		Span
		Form   LinkForm
		Scheme string // before the colon: wiki, ticket, http …; "" where the form implies it
		Target string // after it, quotes removed
		Label  string // "" where none was written
		Raw    string // the whole of it, which is what Trac shows if nothing answers
	}

	// Anchor is [=#id label].
	Anchor struct {
		Span
		ID      string
		Inlines []Inline
	}

	// Macro is [[Name(args)]].
	Macro struct {
		Span
		Name string
		Args string
		Raw  string
	}
)

func (*Text) inline()   {}
func (*Mark) inline()   {}
func (*Code) inline()   {}
func (*Break) inline()  {}
func (*Link) inline()   {}
func (*Anchor) inline() {}
func (*Macro) inline()  {}
