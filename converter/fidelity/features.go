package fidelity

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Feature names something that a reader sees.
type Feature string

// Features are all features, in the order in which they are reported.
var Features = []Feature{
	Words, Headings, Anchors, Links, Images, Code, Cells, Items, Definitions, Quotes, Marks, Breaks,
}

// The features.
const (
	Words       Feature = "words"
	Headings    Feature = "headings" // levels count from the page's highest
	Anchors     Feature = "anchors"
	Links       Feature = "links"
	Images      Feature = "images"
	Code        Feature = "code"
	Cells       Feature = "cells"
	Items       Feature = "items"
	Definitions Feature = "definitions"
	Quotes      Feature = "quotes"
	Marks       Feature = "marks"
	Breaks      Feature = "breaks"
)

// bags are what one rendering of a page holds, by feature. An entry is written
// as a reader of the differences wants it.
type bags struct {
	of       map[Feature][]string
	headings []heading
}

type heading struct {
	level int
	text  string
}

// collector fills bags from a page's tree.
type collector struct {
	bags
	href     func(string) string // where an address arrives
	isAnchor func(string) bool   // ids that count
}

// collect reads what is within root.
func collect(root *html.Node, href func(string) string, isAnchor func(string) bool) *bags {
	c := &collector{bags: bags{of: map[Feature][]string{}}, href: href, isAnchor: isAnchor}
	c.walk(root, nil, 0)
	c.of[Words] = fields(text(root))
	slices.Sort(c.of[Anchors]) // Trac repeats ids within #!div; once is right
	c.of[Anchors] = slices.Compact(c.of[Anchors])
	c.levels()
	return &c.bags
}

// levels writes the headings with levels that count from the highest.
func (b *bags) levels() {
	b.of[Headings] = nil
	low := 6
	for _, h := range b.headings {
		low = min(low, h.level)
	}
	for _, h := range b.headings {
		b.add(Headings, "level %d: %s", h.level-low+1, h.text)
	}
}

// dropTitle leaves out the first heading, which the layout put there.
func (b *bags) dropTitle() {
	title := fields(b.headings[0].text)
	b.headings = b.headings[1:]
	if words := b.of[Words]; len(words) >= len(title) && slices.Equal(words[:len(title)], title) {
		b.of[Words] = words[len(title):]
	}
	b.levels()
}

func (b *bags) add(f Feature, format string, args ...any) {
	b.of[f] = append(b.of[f], fmt.Sprintf(format, args...))
}

// markOf are the tags that set off text.
var markOf = map[string]string{
	"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "code": "code", "tt": "code",
	"del": "struck", "s": "struck", "strike": "struck", "sub": "sub", "sup": "sup",
	"u": "underlined", "ins": "underlined",
}

// walk reads a node and all within. openLists are the tags of the lists that it is in,
// outermost first, quotes counts the quotes.
func (c *collector) walk(n *html.Node, openLists []string, quotes int) {
	if isFurniture(n) {
		return
	}
	if id := attribute(n, "id"); id != "" && c.isAnchor(id) {
		c.add(Anchors, "%s", id)
	}
	if code, isCode := codeOf(n); isCode {
		c.of[Code] = append(c.of[Code], code...)
		return
	}
	switch n.Data {
	case "li":
		kind := "?"
		if len(openLists) > 0 {
			kind = openLists[len(openLists)-1]
		}
		c.add(Items, "%s %d: %s", kind, len(openLists), textOfItem(n))
	case "ul", "ol":
		openLists = append(slices.Clip(openLists), n.Data)
	case "blockquote":
		quotes++
	case "p":
		if t := text(n); quotes > 0 && t != "" { // what a macro left empty says nothing
			c.add(Quotes, "%d: %s", quotes, t)
		}
	default:
		c.element(n)
	}
	for k := range n.ChildNodes() {
		if k.Type == html.ElementNode {
			c.walk(k, openLists, quotes)
		}
	}
}

// element reads what an element is by itself, wherever it is.
func (c *collector) element(n *html.Node) {
	switch tag := n.Data; tag {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.headings = append(c.headings, heading{int(tag[1] - '0'), text(n)})
	case "td":
		c.add(Cells, "%s", text(n))
	case "th": // Markdown's tables cannot do without a header row: an empty one is furniture
		if t := text(n); t != "" {
			c.add(Cells, "header: %s", t)
		}
	case "dt", "dd":
		c.add(Definitions, "%s: %s", tag, textOfItem(n))
	case "br", "hr":
		c.add(Breaks, "%s", tag)
	case "img":
		src, _, _ := strings.Cut(unquote(attribute(n, "src")), "?")
		src, _, _ = strings.Cut(src, "#")
		c.add(Images, "%s: %s", src[strings.LastIndexByte(src, '/')+1:], strings.TrimSpace(attribute(n, "alt")))
	case "a":
		if href := attribute(n, "href"); href != "" && !hasClass(n, "missing") {
			c.add(Links, "%s → %s", text(n), c.href(href))
		}
	}
	mark := markOf[n.Data]
	if n.Data == "span" && hasClass(n, "underline") {
		mark = "underlined"
	}
	if mark != "" {
		if t := text(n); t != "" {
			c.add(Marks, "%s: %s", mark, t)
		}
	}
}

// codeOf returns the text of a block of code, nothing where it has none; isCode reports whether
// the node is one, be it a table with a column for the numbers of the lines.
func codeOf(n *html.Node) (code []string, isCode bool) {
	switch {
	case n.Data == "pre":
		return []string{verbatim(n)}, true
	case n.Data == "table" && hasClass(n, "code") && find(n, isNumberHeader) != nil: // Trac's own
		return []string{codeOfRows(n)}, true
	case n.Data == "table" && (hasClass(n, "lntable") || hasClass(n, "highlighttable")):
		if pre := lastPre(n); pre != nil {
			code = append(code, verbatim(pre))
		}
		return code, true
	}
	return nil, false
}

func isNumberHeader(n *html.Node) bool { return n.Data == "th" && attribute(n, "class") == "lineno" }

// codeOfRows returns the text of a table with a row for each line of code.
func codeOfRows(table *html.Node) string {
	var lines []string
	for row := range table.Descendants() {
		if row.Type != html.ElementNode || row.Data != "tr" {
			continue
		}
		var cells []string
		for cell := range row.ChildNodes() {
			if cell.Type == html.ElementNode && cell.Data == "td" {
				cells = append(cells, verbatim(cell))
			}
		}
		if len(cells) > 0 {
			lines = append(lines, strings.Join(cells, ""))
		}
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

func lastPre(n *html.Node) (last *html.Node) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == "pre" && !isFurniture(d) {
			last = d
		}
	}
	return last
}
