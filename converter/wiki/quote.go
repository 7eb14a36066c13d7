package wiki

import "unicode/utf8"

// Quotes: an indented passage that continues no list item.

// openQuotes are the quotes that are open. A passage's indent opens a quote for
// each tab stop that it passes: each column at which a list or quote began since
// the last line without an indent.
type openQuotes struct {
	columns []int // outermost first
	tabs    []int // ascending
	goesOn  bool  // in the current line
}

// matchIndent matches a line's indent. level is its width.
func matchIndent(sc *scanner, _ int) (match, bool) {
	i := skipSpace(sc.s, 0)
	if i == 0 || i == len(sc.s) {
		return match{}, false
	}
	return match{end: i, level: utf8.RuneCountInString(sc.s[:i])}, true
}

// breaksQuotes reports whether an indent begins or ends quotes: it continues
// neither an item nor a definition, nor the quote at its column.
func breaksQuotes(b *blocks, m match) bool {
	if b.list.continues(m.level, &b.text) || bool(b.definition) {
		return false
	}
	b.quote.goesOn = true
	return m.level != b.quote.column()
}

// indent begins quotes up to its column, or ends those beyond it.
func indent(b *blocks, m match, breaks bool) {
	if breaks {
		b.quote.goTo(m.level, b.text.line.span(0, 0), b.out)
	}
}

// column returns the column of the innermost quote, 0 without one.
func (q *openQuotes) column() int {
	if n := len(q.columns); n > 0 {
		return q.columns[n-1]
	}
	return 0
}

// goTo begins the quotes from the open ones up to a column, or ends those that are
// deeper: the last that is left, or a new one, then is at the column.
func (q *openQuotes) goTo(column int, at Span, out *builder) {
	if current := q.column(); column > current {
		q.addTab(column)
		for _, tab := range q.tabs {
			if tab > current {
				q.begin(tab, at, out)
			}
		}
		return
	}
	q.endDeeper(column, out)
	if n := len(q.columns); n > 0 {
		q.columns[n-1] = column
		return
	}
	q.addTab(column)
	q.begin(column, at, out)
}

func (q *openQuotes) begin(column int, at Span, out *builder) {
	q.columns = append(q.columns, column)
	out.open(&Quote{Span: at})
}

// endDeeper ends the quotes that are deeper than a column.
func (q *openQuotes) endDeeper(column int, out *builder) {
	for q.column() > column {
		q.columns = q.columns[:len(q.columns)-1]
		out.close(isQuote)
	}
}

// addTab adds a tab stop and drops those beyond it.
func (q *openQuotes) addTab(column int) {
	n := 0
	for n < len(q.tabs) && q.tabs[n] < column {
		n++
	}
	q.tabs = append(q.tabs[:n], column)
}

func (q *openQuotes) forgetTabs() { q.tabs = nil }
