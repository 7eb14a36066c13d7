package macro

import "github.com/twisted/sitegen/converter/wiki"

// Row is all there is to know of a macro or processor.
type Row struct {
	Names []string // that it is called by

	// What it becomes. What stays within a line of text is a bare paragraph.
	Macro     func(*Page, *wiki.Macro) []wiki.Block     // called as [[Name(args)]]; nil if it may not be
	Processor func(*Page, *wiki.Processor) []wiki.Block // called as {{{#!Name; nil if it is no processor
	// Wrapper is what a processor becomes whose text is a page of its own: it gets that page,
	// lowered.
	Wrapper func(*Page, *wiki.Processor, []wiki.Block) []wiki.Block

	Trac bool // Trac itself has it, else a plugin
	// InLine reports whether a processor, called as a macro with these arguments, is run in a heading too,
	// where of macros Trac shows the name. nil stands for never.
	InLine func(args string) bool

	// What Trac's page shows as its running text, where that can be told without Trac. nil
	// stands for a result that only Trac knows.
	MacroText     func(*wiki.Macro, wiki.Options) string
	ProcessorText func(*wiki.Processor) string

	// Result selects its result in Trac's HTML, where the text around may not find it.
	Result string
	// Living is a macro that the new site computes anew: what Trac shows is discarded. If
	// Macro returns nothing the site cannot, and the result is taken like any other.
	Living bool
	// Dropped is a macro of which the new site shows nothing, whatever Trac did.
	Dropped bool
}

// Table has a row for each macro and processor that is known by name.
var Table = []Row{
	// Macros that show or arrange something.
	{Names: []string{"Image"}, Macro: image, MacroText: noMacroText, Trac: true},
	{Names: []string{"PageOutline"}, Macro: pageOutline, MacroText: noMacroText, Trac: true},
	{Names: []string{"TracGuideToc"}, Macro: nothing, MacroText: noMacroText, Trac: true},
	{Names: []string{"TracNav"}, Macro: nothing, Result: "div.wiki-toc", Dropped: true},

	// Macros whose result the new site computes.
	{Names: []string{"TitleIndex"}, Macro: titleIndex, Trac: true, Result: "div.titleindex", Living: true},
	{Names: []string{"RecentChanges"}, Macro: recentChanges, Trac: true, Result: "div.wikipage", Living: true},

	// Macros whose result only Trac can compute.
	{Names: []string{"TicketQuery"}, Macro: result, Trac: true,
		Result: "dl.wiki.compact, div.query, table.listing.tickets, span.query_count, span.query_no_results, " +
			"div.trac-progress, div.trac-groupprogress"},
	{Names: []string{"InterWiki"}, Macro: result, Trac: true, Result: "table.wiki.interwiki"},
	{Names: []string{"InterTrac"}, Macro: result, Trac: true, Result: "table.wiki.intertrac"},
	{Names: []string{"MacroList"}, Macro: result, Trac: true, Result: "div.trac-macrolist"},
	{Names: []string{"TracIni"}, Macro: result, Trac: true, Result: "div.tracini"},
	{Names: []string{"KnownMimeTypes"}, Macro: result, Trac: true, Result: "div.mimetypes"},
	{Names: []string{"RepositoryIndex"}, Macro: result, Trac: true,
		Result: "table.repositoryindex, dl.repositoryindex, ul.repositoryindex"},
	{Names: []string{"Workflow"}, Macro: result, Trac: true},
	{Names: []string{"SubscriberList"}, Macro: result, Trac: true},
	{Names: []string{"TracAdminHelp"}, Macro: result, Trac: true},
	{Names: []string{"ChangeLog"}, Macro: result, Trac: true},
	{Names: []string{"CommitTicketReference"}, Macro: result, Trac: true},

	// Processors that may be called as macros.
	{Names: []string{"comment", "htmlcomment"}, Macro: nothing, Processor: noBlocks, Trac: true, InLine: always,
		MacroText: noMacroText, ProcessorText: noProcessorText},
	{Names: []string{"html"}, Macro: htmlMacro, Processor: htmlProcessor, Trac: true, InLine: isInlineHTML,
		MacroText: htmlText},
	{Names: []string{"span", "Span"}, Macro: spanMacro, Processor: spanProcessor, Trac: true, InLine: always,
		MacroText: spanText},

	// Processors whose text is a page of its own.
	{Names: []string{"wiki", "trac", "text/x-trac-wiki"}, Wrapper: wikiPage, Trac: true},
	{Names: []string{"div"}, Wrapper: div, Trac: true},
	{Names: []string{"rtl"}, Wrapper: rtl, Trac: true},

	// Processors of text in some other language.
	{Names: []string{"", "default"}, Processor: plainText, ProcessorText: textAsIs, Trac: true},
	{Names: []string{"text", "text/plain"}, Processor: plainText, Trac: true},
	{Names: []string{"rst", "text/x-rst", "text/prs.fallenstein.rst"}, Processor: reStructuredText, Trac: true},
	{Names: []string{"markdown", "text/x-markdown", "Markdown"}, Processor: markdown},

	// The parser reads those that make a table.
	{Names: []string{"td", "th", "tr", "table"}, Processor: strayCells, Trac: true},
}

// byName has the rows of Table by each of their names. It is filled when the program begins,
// since functions of the table ask it.
var byName = map[string]*Row{}

func init() {
	for i := range Table {
		for _, name := range Table[i].Names {
			byName[name] = &Table[i]
		}
	}
}

// row returns the row of a name. One that the table lacks is a plugin's macro.
func row(name string) *Row {
	if r := byName[name]; r != nil {
		return r
	}
	return &Row{Macro: result}
}

func always(string) bool { return true }

// isTracs reports whether a Trac without plugins has a macro of that name.
func isTracs(name string) bool {
	r := row(name)
	return r.Trac && r.Macro != nil
}

// Options returns what the parser must know of macros. isPlugin, which may be nil, reports
// whether [[body]], whose name is none of Trac's own macros, is one of a plugin's.
func Options(isPlugin func(name, body string) bool) wiki.Options {
	return wiki.Options{
		IsMacro: func(name, body string) bool {
			return isTracs(name) || isPlugin != nil && isPlugin(name, body)
		},
		RunsInLine: func(name, args string) bool {
			inLine := row(name).InLine
			return inLine != nil && inLine(args)
		},
	}
}
