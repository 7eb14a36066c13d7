package wiki

import "strings"

// oneLine parses part of a line as Trac formats a heading, a label or a term:
// marks, code and links, no blocks.
func oneLine(l line, from, to int, o Options) []Inline {
	from = skipSpace(l.text[:to], from)
	end := len(stripRight(l.text[from:to]))
	t := &text{options: o, out: newBuilder(), line: l.from(from)}
	t.line.text = t.line.text[:end]
	shown := strings.TrimSuffix(t.line.text, "...")
	var sc scanner
	for m := range sc.matches(shown) {
		if m.rule == nil || m.rule.write == nil {
			t.source(m.start, m.end)
		} else {
			m.rule.write(t, m)
		}
	}
	if len(shown) < end {
		t.emit(event{kind: textWritten, span: t.line.span(len(shown), end), text: "…"})
	}
	for i := range t.events {
		inOneLine(&t.events[i], o)
	}
	t.out.write(t.events)
	return t.out.finishInlines()
}

// inOneLine makes of an event what Trac shows of it in a line by itself: no
// macro's result and no line break.
func inOneLine(e *event, o Options) {
	switch n := e.node.(type) {
	case *Code:
		n.Value = shorten(n.Value)
	case *Break:
		*e = event{kind: textWritten, span: n.Span, text: " "}
	case *Macro:
		if o.runsInLine(n) {
			return
		}
		shown := "[[" + n.Name + "]]"
		if n.Args != "" {
			shown = "[[" + n.Name + "(...)]]"
		}
		*e = event{kind: textWritten, span: n.Span, text: shown}
	default:
		e.text = shorten(e.text)
	}
}

func shorten(s string) string { return strings.ReplaceAll(s, "[...]", "[…]") }
