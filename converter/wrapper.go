package converter

import (
	"slices"

	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/sanitize"
	"github.com/twisted/sitegen/converter/wiki"
)

// Wrappers: HTML that one block opens and a later one closes.

// hoistEnds takes blocks of HTML that end a wrapper, and those behind them, out of the lists,
// definitions and quotes at whose end they stand: a wrapper's end ends those as well.
func hoistEnds(blocks []wiki.Block) []wiki.Block {
	var out []wiki.Block
	for _, b := range blocks {
		out = append(out, b)
		in := lastBlocks(b)
		if in == nil {
			continue
		}
		from := len(*in)
		for i := from - 1; i >= 0; i-- {
			h, ok := (*in)[i].(*wiki.HTMLBlock)
			if !ok || h.Raw == "" {
				break
			}
			if len(h.Closes) > 0 {
				from = i
			}
		}
		out = append(out, (*in)[from:]...)
		*in = (*in)[:from:from]
	}
	return out
}

// lastBlocks returns the innermost list of blocks at the end of a block, or nil.
func lastBlocks(b wiki.Block) *[]wiki.Block {
	var in *[]wiki.Block
	switch b := b.(type) {
	case *wiki.List:
		if n := len(b.Items); n > 0 {
			in = &b.Items[n-1].Blocks
		}
	case *wiki.DefinitionList:
		if n := len(b.Items); n > 0 {
			in = &b.Items[n-1].Blocks
		}
	case *wiki.Quote:
		in = &b.Blocks
	}
	if in == nil || len(*in) == 0 {
		return nil
	}
	if deeper := lastBlocks((*in)[len(*in)-1]); deeper != nil {
		return deeper
	}
	return in
}

// pairWrappers lets blocks of HTML of which one opens a wrapper and another ends it stand as
// they were written; what is between them is then within. From 1.2 on Trac does so as well.
// A block that has no counterpart stays balanced by itself. nested reports whether the blocks
// are the text of a processor, where nothing is left open for the page.
func pairWrappers(blocks []wiki.Block, p *macro.Page, nested bool) []wiki.Block {
	blocks = hoistEnds(blocks)
	var wrappers []*wiki.HTMLBlock
	for i, b := range blocks {
		h, ok := b.(*wiki.HTMLBlock)
		if !ok || h.Raw == "" {
			continue
		}
		if slices.Contains(h.Opens, "pre") && !nested {
			if rest, ok := p.Shown.Swallowed(); ok {
				h.HTML = sanitize.Block(p.Links.HTML(h.Span, sanitize.Tags(rest)))
				p.Notes.Note(h.Span, report.Sanitised,
					"HTML that is left open has the rest of the page in it, as in Trac")
				return blocks[:i+1]
			}
		}
		wrappers = append(wrappers, h)
	}
	for {
		lonely := unpaired(wrappers)
		if len(lonely) == 0 {
			break
		}
		wrappers = slices.DeleteFunc(wrappers, func(h *wiki.HTMLBlock) bool { return lonely[h] })
	}
	for _, h := range wrappers {
		h.HTML = h.Raw
	}
	return blocks
}

// unpaired finds the blocks that end what none before them opened, and those that open
// what none after them ends.
func unpaired(wrappers []*wiki.HTMLBlock) map[*wiki.HTMLBlock]bool {
	lonely := map[*wiki.HTMLBlock]bool{}
	var tags []string
	var openers []*wiki.HTMLBlock // of tags
	for _, h := range wrappers {
		n := len(tags) - len(h.Closes)
		if n < 0 || !slices.Equal(reversed(tags[n:]), h.Closes) {
			lonely[h] = true
			continue
		}
		tags, openers = append(tags[:n], h.Opens...), openers[:n]
		for range h.Opens {
			openers = append(openers, h)
		}
	}
	for _, h := range openers {
		lonely[h] = true
	}
	return lonely
}

func reversed(list []string) []string {
	out := slices.Clone(list)
	slices.Reverse(out)
	return out
}
