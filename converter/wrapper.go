package converter

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// Wrappers: HTML that one block opens and a later one closes.

var beginsBlock = regexp.MustCompile(`(?i)^</?(?:address|blockquote|center|div|dl|fieldset|form|ol|pre|table|tbody|td|tfoot|th|thead|tr|ul)[\s/>]`)

// endless are tags that need no end.
var endless = map[string]bool{"area": true, "br": true, "col": true, "hr": true, "img": true, "input": true,
	"p": true, "li": true, "dt": true, "dd": true, "option": true}

// unbalanced returns the tags that HTML leaves open, outermost first, and those
// that it ends without having begun them.
func unbalanced(text string) (opens, closes []string) {
	count := map[string]int{} // of opens
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		kind := z.Next()
		name, _ := z.TagName()
		tag := string(name)
		switch {
		case kind == html.ErrorToken:
			return opens, closes
		case kind == html.StartTagToken && !endless[tag]:
			opens = append(opens, tag)
			count[tag]++
		case kind == html.EndTagToken && !endless[tag]:
			if count[tag] == 0 {
				closes = append(closes, tag)
				break
			}
			for closed := ""; closed != tag; {
				closed = opens[len(opens)-1]
				opens = opens[:len(opens)-1]
				count[closed]--
			}
		}
	}
}

// hoistEnds takes blocks of HTML that end a wrapper, and those behind them, out of the
// lists, definitions and quotes at whose end they stand: a wrapper's end ends those as
// well.
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

// pairHTML lets blocks of HTML of which one opens a wrapper and another ends it
// stand as they were written; what is between them is then within. From 1.2 on
// Trac does so as well. What has no counterpart stays balanced by itself.
func (l *lowering) pairHTML(blocks []wiki.Block) []wiki.Block {
	blocks = hoistEnds(blocks)
	var wrappers []*wiki.HTMLBlock
	for i, b := range blocks {
		h, ok := b.(*wiki.HTMLBlock)
		if !ok || h.Raw == "" {
			continue
		}
		if l.html != nil && l.html.swallowed != nil && slices.Contains(h.Opens, "pre") && !l.within {
			h.HTML = blockLevel(l.resolveHTML(l.article, h.Span, policy.Sanitize(outerHTML(l.html.swallowed))))
			l.note(l.article, h.Span, Sanitised, "HTML that is left open has the rest of the page in it, as in Trac")
			return blocks[:i+1]
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
