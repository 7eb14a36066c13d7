package fidelity

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// furnitureTags and furnitureClasses are what neither side's reader reads.
var (
	furnitureTags    = []string{"script", "style", "nav", "template", "button", "noscript"}
	furnitureClasses = []string{"wiki-toc", "toc", "icon", "system-message", "trac-rawlink", "heading-anchor",
		"trac-noprint", "noprint"}
	lineNumbers = []string{"lntd-no", "ln", "lnt", "lineno", "linenos"}
)

func isFurniture(n *html.Node) bool {
	if n.Type != html.ElementNode || slices.Contains(furnitureTags, n.Data) || attribute(n, "aria-hidden") == "true" {
		return true
	}
	for _, c := range strings.Fields(attribute(n, "class")) {
		isNumber := (n.Data == "td" || n.Data == "span") && slices.Contains(lineNumbers, c)
		if isNumber || slices.Contains(furnitureClasses, c) && !isIconWithLabel(n, c) {
			return true
		}
	}
	return false
}

// isIconWithLabel reports whether a class is that of Trac's icons, on an element that shows
// text: Trac 0.10 puts the label of a link into it.
func isIconWithLabel(n *html.Node, class string) bool {
	if class != "icon" {
		return false
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode && strings.Trim(d.Data, "\u200b\u00a0 \n") != "" {
			return true
		}
	}
	return false
}

// remove takes the elements of a class out of a tree.
func remove(root *html.Node, class string) {
	var gone []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && hasClass(n, class) {
			gone = append(gone, n)
		}
	}
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
}

// blockTags begin and end a word.
var blockTags = func() map[string]bool {
	set := map[string]bool{}
	for _, t := range strings.Fields(`p div li ul ol dl dt dd table tr td th pre blockquote hr h1 h2 h3 h4 h5 h6
		section article header figure form fieldset tbody thead details summary br`) {
		set[t] = true
	}
	return set
}()

// text is the text of an element, its white space folded.
func text(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if isFurniture(n) {
			return
		}
		space(&b, n)
		for k := range n.ChildNodes() {
			if k.Type == html.TextNode {
				b.WriteString(k.Data)
			} else {
				walk(k)
			}
		}
		space(&b, n)
	}
	walk(n)
	return strings.Join(fields(b.String()), " ")
}

// textOfItem is the text of a list item or definition without what is nested in it.
func textOfItem(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node, top bool)
	walk = func(n *html.Node, top bool) {
		if isFurniture(n) || !top && slices.Contains([]string{"ul", "ol", "dl", "table", "pre", "blockquote"}, n.Data) {
			return
		}
		for k := range n.ChildNodes() {
			if k.Type == html.TextNode {
				b.WriteString(k.Data)
			} else if k.Type == html.ElementNode {
				space(&b, k)
				walk(k, false)
				space(&b, k)
			}
		}
	}
	walk(n, true)
	return strings.Join(fields(b.String()), " ")
}

func space(b *strings.Builder, n *html.Node) {
	if blockTags[n.Data] {
		b.WriteByte(' ')
	}
}

// verbatim is the text of a block of code, its lines kept but for the white space
// at their ends and the empty ones around.
func verbatim(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if isFurniture(n) {
			return
		}
		for k := range n.ChildNodes() {
			if k.Type == html.TextNode {
				b.WriteString(k.Data)
			} else {
				walk(k)
			}
		}
	}
	walk(n)
	lines := strings.Split(expandTabs(invisible.Replace(b.String())), "\n")
	for i := range lines {
		lines[i] = strings.TrimRightFunc(lines[i], isSpace)
	}
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, "\n")
}

var invisible = strings.NewReplacer("\u200b", "", "\ufeff", "")

func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// fields splits text into words.
func fields(s string) []string { return strings.FieldsFunc(invisible.Replace(s), isSpace) }

// expandTabs fills up to the next multiple of eight characters.
func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	column := 0
	for _, r := range s {
		switch r {
		case '\t':
			n := 8 - column%8
			b.WriteString(strings.Repeat(" ", n))
			column += n
			continue
		case '\n', '\r':
			column = -1
		}
		b.WriteRune(r)
		column++
	}
	return b.String()
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attribute(n, "class")), class)
}
