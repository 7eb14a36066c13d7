package converter

import (
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/generator/page"
)

// headingIDs finds the ids to be written out: those that the generator, which
// gives ids by Trac's rule to a page's headings in their order, would not give.
//
// Trac counts anew in every block that is a page of its own, so an id can be
// there twice. It belongs to the first heading that has it; the others get one
// that Trac gave to none.
func headingIDs(blocks []wiki.Block) map[*wiki.Heading]string {
	headings, trac := tracIDs(blocks)
	owner := map[string]*wiki.Heading{}
	for _, h := range headings {
		if owner[trac[h]] == nil {
			owner[trac[h]] = h
		}
	}
	explicit := map[*wiki.Heading]string{}
	generated := page.NewIDs(page.TracAnchors)
	for _, h := range headings {
		text := wiki.PlainText(h.Inlines)
		id := generated.Next(text)
		switch {
		case owner[trac[h]] == h && id == trac[h], owner[trac[h]] != h && owner[id] == nil:
			generated.Heading(text)
			continue
		case owner[trac[h]] == h:
			id = trac[h]
		default:
			for id += "-"; owner[id] != nil; {
				id += "-"
			}
		}
		explicit[h] = generated.Unique(id)
	}
	return explicit
}

// tracIDs returns the headings of a page in order, and the ids that Trac gave
// them.
func tracIDs(blocks []wiki.Block) (headings []*wiki.Heading, ids map[*wiki.Heading]string) {
	ids = map[*wiki.Heading]string{}
	var walk func(list []wiki.Block, given *page.IDs)
	walk = func(list []wiki.Block, given *page.IDs) {
		for _, b := range list {
			switch b := b.(type) {
			case *wiki.Heading:
				headings = append(headings, b)
				if b.ID != "" {
					ids[b] = given.Unique(b.ID)
				} else {
					ids[b] = given.Heading(wiki.PlainText(b.Inlines))
				}
			case *wiki.Container:
				walk(b.Blocks, page.NewIDs(page.TracAnchors))
			case *wiki.Table:
				for _, row := range b.Rows {
					for _, cell := range row.Cells {
						walk(cell.Blocks, page.NewIDs(page.TracAnchors))
					}
				}
			case *wiki.Quote:
				if b.Citation {
					walk(b.Blocks, page.NewIDs(page.TracAnchors))
				} else {
					walk(b.Blocks, given)
				}
			}
		}
	}
	walk(blocks, page.NewIDs(page.TracAnchors))
	return headings, ids
}
