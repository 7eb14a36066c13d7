package macro

import (
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/wiki"
)

// strayCells lowers #!td, #!th, #!tr and #!table where they make no table: the parser reads
// those that do.
func strayCells(p *Page, b *wiki.Processor) []wiki.Block {
	p.Notes.Note(b.Span, report.Unknown,
		"#!%s must hold the cells of one table, and nothing else; its text is kept as code", b.Name)
	return []wiki.Block{unconverted(p, b)}
}
