package writer

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/twisted/sitegen/converter/wiki"
)

// inlines writes a run of text.
func (w *writer) inlines(list []wiki.Inline) string {
	var b strings.Builder
	w.run(&b, mergeText(list), 0, 0)
	return b.String()
}

// mergeText joins text that stands together, so that escaping sees it whole.
func mergeText(list []wiki.Inline) []wiki.Inline {
	out := make([]wiki.Inline, 0, len(list))
	for i := 0; i < len(list); i++ {
		t, ok := list[i].(*wiki.Text)
		if !ok {
			out = append(out, list[i])
			continue
		}
		last := i
		for last+1 < len(list) {
			if _, ok := list[last+1].(*wiki.Text); !ok {
				break
			}
			last++
		}
		if last > i {
			var b strings.Builder
			for _, n := range list[i : last+1] {
				b.WriteString(n.(*wiki.Text).Value)
			}
			t = &wiki.Text{Span: wiki.Span{Start: t.Start, End: list[last].Pos().End}, Value: b.String()}
		}
		out = append(out, t)
		i = last
	}
	return out
}

// run appends list; before and after are the characters around it, 0 for none.
func (w *writer) run(b *strings.Builder, list []wiki.Inline, before, after rune) {
	for i, n := range list {
		next := after
		if i+1 < len(list) {
			next = w.first(list[i+1])
		}
		if b.Len() > 0 {
			before = lastRune(b.String())
		}
		switch n := n.(type) {
		case *wiki.Text:
			b.WriteString(escapeText(withoutControls(n.Value), before, next, w.inLink))
		case *wiki.Code:
			b.WriteString(codeSpan(n.Value, before))
		case *wiki.Break:
			b.WriteString(lineBreak(n, before, !writesNothing(list[i+1:])))
		case *wiki.Mark:
			w.mark(b, n, before, next)
		case *wiki.Hyperlink:
			w.hyperlink(b, n)
		case *wiki.HTMLInline:
			b.WriteString(htmlInline(n.HTML))
		case *wiki.MarkdownInline:
			b.WriteString(n.Text)
		case *wiki.Image:
			b.WriteString(image(n))
		case *wiki.Anchor:
			b.WriteString(openTag("span", wiki.Args{{Name: "class", Value: "wikianchor"}, {Name: "id", Value: n.ID}}))
			w.run(b, mergeText(n.Inlines), '>', '<')
			b.WriteString("</span>")
		case *wiki.Styled:
			b.WriteString(openTag("span", n.Attrs))
			w.run(b, mergeText(n.Inlines), '>', '<')
			b.WriteString("</span>")
		case *wiki.Unconverted:
			b.WriteString(`<span class="unconverted">` + escapeText(n.Source, '>', '<', false) + "</span>")
		}
	}
}

// first guesses the first character that a node will write.
func (w *writer) first(n wiki.Inline) rune {
	switch n := n.(type) {
	case *wiki.Text:
		return firstRune(n.Value)
	case *wiki.Code:
		return '`'
	case *wiki.Mark:
		return '*'
	case *wiki.Hyperlink:
		return '['
	case *wiki.Image:
		return '!'
	}
	return '<'
}

// tags are the marks that only HTML has, and what a mark falls back to.
var tags = map[wiki.MarkKind]string{
	wiki.Bold: "strong", wiki.BoldCreole: "strong", wiki.Italic: "em", wiki.ItalicCreole: "em",
	wiki.Underline: "u", wiki.Strike: "del", wiki.Subscript: "sub", wiki.Superscript: "sup",
}

var delimiters = map[wiki.MarkKind]string{
	wiki.Bold: "**", wiki.BoldCreole: "**", wiki.Italic: "*", wiki.ItalicCreole: "*", wiki.Strike: "~~",
}

// mark writes marked text. White space at its ends goes outside; where
// CommonMark's flanking rules would not see the delimiters, or another mark
// touches them, tags are used.
func (w *writer) mark(b *strings.Builder, m *wiki.Mark, before, after rune) {
	list, lead, trail := trimmed(mergeText(m.Inlines))
	if len(list) == 0 {
		b.WriteString(lead + trail)
		return
	}
	if text, ok := w.boldItalic(m, list, before, after, lead, trail); ok {
		b.WriteString(text)
		return
	}
	delimiter := delimiters[m.Kind]
	edge := '*'
	if delimiter == "" {
		edge = '<'
	}
	nested := delimiter != "" && w.open[delimiter]
	w.open[delimiter] = true
	var inner strings.Builder
	w.run(&inner, list, edge, edge)
	body := inner.String()
	if !nested {
		delete(w.open, delimiter)
	}
	if lead != "" {
		before = ' '
	}
	if trail != "" {
		after = ' '
	}
	open, close := delimiter, delimiter
	if delimiter == "" || !flanks(before, firstRune(body), lastRune(body), after) || touches(list) || nested ||
		strings.HasSuffix(strings.TrimRight(body, "\n"), `\`) || m.Kind == wiki.Strike && hasTildes(body) {
		open, close = "<"+tags[m.Kind]+">", "</"+tags[m.Kind]+">"
	}
	b.WriteString(lead + open + body + close + trail)
}

// boldItalic writes bold within italic, or the other way round, of the whole text as
// **_text_** or *__text__*; ok is false where that is not what stands there.
func (w *writer) boldItalic(
	m *wiki.Mark, list []wiki.Inline, before, after rune, lead, trail string,
) (text string, ok bool) {
	inner, ok := list[0].(*wiki.Mark)
	if !ok || len(list) > 1 || len(w.open) > 0 {
		return "", false
	}
	outside, inside := delimiters[m.Kind], map[string]string{"*": "_", "**": "__"}[delimiters[inner.Kind]]
	if outside == "" || outside == "~~" || inside == "" || len(outside) == len(inside) {
		return "", false
	}
	words, l, t := trimmed(mergeText(inner.Inlines))
	for _, n := range words {
		if value, isText := n.(*wiki.Text); !isText || strings.ContainsAny(value.Value, "_*\n") {
			return "", false
		}
	}
	if len(words) == 0 || l+t != "" {
		return "", false
	}
	if lead != "" {
		before = ' '
	}
	if trail != "" {
		after = ' '
	}
	if !flanks(before, '_', '_', after) {
		return "", false
	}
	var body strings.Builder
	w.run(&body, words, '_', '_')
	return lead + outside + inside + body.String() + inside + outside + trail, true
}

// trimmed takes the white space off both ends of a run of text.
func trimmed(list []wiki.Inline) (rest []wiki.Inline, lead, trail string) {
	if len(list) == 0 {
		return nil, "", ""
	}
	if t, ok := list[0].(*wiki.Text); ok {
		value := strings.TrimLeftFunc(t.Value, unicode.IsSpace)
		lead = t.Value[:len(t.Value)-len(value)]
		if list = list[1:]; value != "" {
			list = append([]wiki.Inline{&wiki.Text{Span: t.Span, Value: value}}, list...)
		}
	}
	if n := len(list) - 1; n >= 0 {
		if t, ok := list[n].(*wiki.Text); ok {
			value := strings.TrimRightFunc(t.Value, unicode.IsSpace)
			trail = t.Value[len(value):]
			if list = list[:n:n]; value != "" {
				list = append(list, &wiki.Text{Span: t.Span, Value: value})
			}
		}
	}
	return list, lead, trail
}

// flanks reports whether * before first and after last would open and close.
func flanks(before, first, last, after rune) bool {
	isPunctuation := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	opens := !isPunctuation(first) || isBlank(before) || isPunctuation(before)
	closes := !isPunctuation(last) || isBlank(after) || isPunctuation(after)
	// A delimiter of the same character next to it would merge with it.
	return opens && closes && before != '*' && after != '*' && before != '~' && after != '~'
}

// hasTildes reports whether a tilde stands where it would join the delimiters.
func hasTildes(s string) bool {
	return strings.HasPrefix(s, "~") || strings.HasPrefix(s, `\~`) || strings.HasSuffix(s, "~")
}

// touches reports whether a mark begins or ends with another.
func touches(list []wiki.Inline) bool {
	_, first := list[0].(*wiki.Mark)
	_, last := list[len(list)-1].(*wiki.Mark)
	return first || last
}

// hyperlink writes [text](url), or <url> for an address that is its own text.
func (w *writer) hyperlink(b *strings.Builder, l *wiki.Hyperlink) {
	if w.inCell && strings.Contains(l.URL, "|") { // a bar cannot be escaped within <>
		l = &wiki.Hyperlink{Span: l.Span, URL: strings.ReplaceAll(l.URL, "|", "%7C"), Inlines: l.Inlines}
	}
	if text := wiki.PlainText(l.Inlines); text == l.URL && isAngleURL(text) {
		b.WriteString("<" + text + ">")
		return
	} else if l.URL == "mailto:"+text && emailAddress.MatchString(text) {
		b.WriteString("<" + text + ">")
		return
	}
	list, lead, trail := trimmed(mergeText(l.Inlines))
	var label strings.Builder
	outer := w.inLink
	w.inLink = true
	w.run(&label, list, '[', ']')
	w.inLink = outer
	b.WriteString(lead + "[" + oneLine(label.String()) + "](" + destination(l.URL) + ")" + trail)
}

// emailAddress is what CommonMark takes for one in angle brackets.
var emailAddress = regexp.MustCompile("^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@" +
	`[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$`)

func isAngleURL(s string) bool {
	scheme, rest, ok := strings.Cut(s, ":")
	return ok && len(scheme) > 1 && len(scheme) <= 32 && rest != "" && !strings.ContainsAny(s, "<> \t\\") &&
		strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+.-") == ""
}

// destination writes a link's target, in angle brackets where its characters
// would end it.
func destination(u string) string {
	u = strings.ReplaceAll(u, "\n", " ")
	if u == "" || strings.ContainsAny(u, " \t()<>") || strings.ContainsRune(u, '\\') {
		return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", `\`, `\\`).Replace(escapeAmpersands(u)) + ">"
	}
	return escapeAmpersands(u)
}

// escapeAmpersands keeps a URL's &copy; from becoming ©. A backslash before the ampersand does not:
// goldmark drops it and then sees the entity.
func escapeAmpersands(u string) string {
	var b strings.Builder
	for i := range len(u) {
		b.WriteByte(u[i])
		if u[i] == '&' && isEntity(u[i:min(len(u), i+34)]) {
			b.WriteString("amp;")
		}
	}
	return b.String()
}

// image writes ![alt](url "title"), or a tag where there is more to say.
func image(n *wiki.Image) string {
	if len(n.Attrs) == 0 {
		title := ""
		if n.Title != "" {
			title = ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(n.Title) + `"`
		}
		return "![" + escapeText(n.Alt, '[', ']', true) + "](" + destination(n.URL) + title + ")"
	}
	attrs := wiki.Args{{Name: "src", Value: n.URL}, {Name: "alt", Value: n.Alt}}
	if n.Title != "" {
		attrs = append(attrs, wiki.Arg{Name: "title", Value: n.Title})
	}
	return openTag("img", append(attrs, n.Attrs...))
}
