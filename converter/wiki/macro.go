package wiki

import "strings"

// Macros, [[Name(args)]], and WikiCreole links, [[Page|label]]: a name that is
// no macro is a link.

// isMacro reports whether [[body]], of that name, is a macro.
func (o Options) isMacro(name, body string) bool {
	return o.IsMacro != nil && o.IsMacro(name, body)
}

// runsInLine reports whether a macro is run where only one line may stand.
func (o Options) runsInLine(m *Macro) bool {
	return o.RunsInLine != nil && o.RunsInLine(m.Name, m.Args)
}

// matchMacro matches [[…]] as a whole. target is what is within.
func matchMacro(sc *scanner, i int) (match, bool) {
	s := sc.s
	if i < sc.noMacroEnd || !strings.HasPrefix(s[i:], "[[") {
		return match{}, false
	}
	at := i + 2
	for at < len(s) {
		if s[at] != ']' {
			at++
		} else if at+1 < len(s) && s[at+1] == ']' {
			return match{end: at + 2, target: s[i+2 : at]}, at > i+2
		} else {
			at += 2
		}
	}
	sc.noMacroEnd = len(s)
	return match{}, false
}

// writeMacro writes what is an anchor, a line break, a macro or a link.
func writeMacro(t *text, m match) {
	body := m.target
	if anchor, isAnchor := strings.CutPrefix(body, "=#"); isAnchor {
		if id, label, ok := splitAnchor(anchor); ok {
			t.node(newAnchor(t, match{start: m.start, end: m.end, target: id, label: label}))
			return
		}
	}
	span, raw := t.line.span(m.start, m.end), t.line.text[m.start:m.end]
	name, args, ok := splitMacro(body)
	known := strings.TrimSuffix(name, "?")
	switch {
	case ok && strings.EqualFold(name, "br"):
		t.node(&Break{Span: span, Clear: clearArg(args)})
	case ok && (known == "" || t.options.isMacro(known, body)):
		t.node(&Macro{Span: span, Name: name, Args: args, Raw: raw})
	default:
		t.node(newCreoleLink(span, body, raw))
	}
}

// newCreoleLink makes a link of [[target|label]].
func newCreoleLink(at Span, body, raw string) *Link {
	target, label, _ := strings.Cut(body, "|")
	l := &Link{Span: at, Form: CreoleLink, Target: stripRight(target), Label: Unquote(label), Raw: raw}
	if relativeEnd(target, 0) == 0 {
		if colon := schemeEnd(target, 0); colon >= 0 {
			l.Scheme, l.Target = target[:colon], stripRight(target[colon+1:])
		}
		l.Target = Unquote(l.Target)
	}
	return l
}

// splitMacro splits "Name(args)".
func splitMacro(s string) (name, args string, ok bool) {
	end := 0
	for i, r := range s {
		if !isWord(r) && !strings.ContainsRune("/+-", r) {
			break
		}
		end = i + len(string(r))
	}
	if end < len(s) && s[end] == '?' {
		end++
	}
	name, rest := s[:end], s[end:]
	if name == "" {
		return "", "", false
	}
	if rest == "" {
		return name, "", true
	}
	if rest[0] != '(' || rest[len(rest)-1] != ')' || len(rest) < 2 {
		return "", "", false
	}
	return name, rest[1 : len(rest)-1], true
}

// clearArg reads [[BR(clear=left)]].
func clearArg(args string) string {
	i := strings.IndexAny(args, ":=")
	if i < 0 || args[:i] != "clear" {
		return ""
	}
	switch side := args[i+1:]; side {
	case "left", "right":
		return side
	}
	return "both"
}
