package wiki

import "strings"

// Macros, [[Name(args)]], and WikiCreole links, [[Page|label]]: a name that is
// no macro is a link.

// builtinMacros are those of Trac itself.
var builtinMacros = set("TitleIndex", "RecentChanges", "PageOutline", "Image", "MacroList", "TracIni", "KnownMimeTypes",
	"TracGuideToc", "InterTrac", "InterWiki", "RepositoryIndex", "TicketQuery", "Workflow", "SubscriberList",
	"TracAdminHelp", "ChangeLog", "CommitTicketReference")

// IsMacro tells whether Trac itself has a macro of that name.
func IsMacro(name string) bool { return builtinMacros[name] }

// inlineProcessors may be called as macros within a line of text.
var inlineProcessors = set("html", "htmlcomment", "comment", "span", "Span")

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// matchMacro matches [[…]] as a whole. target is what is within.
func (sc *scanner) matchMacro(i int) (match, bool) {
	s := sc.s
	if sc.noMacroEnd || !strings.HasPrefix(s[i:], "[[") {
		return match{}, false
	}
	at := i + 2
	for at < len(s) {
		if s[at] != ']' {
			at++
		} else if at+1 < len(s) && s[at+1] == ']' {
			if at == i+2 {
				return match{}, false
			}
			return match{rule: ruleMacro, end: at + 2, target: s[i+2 : at]}, true
		} else {
			at += 2
		}
	}
	sc.noMacroEnd = true
	return match{}, false
}

// macroOrLink tells a macro, an anchor and a link apart.
func (p *parser) macroOrLink(m match) {
	body := m.target
	if strings.HasPrefix(body, "=#") {
		if a, ok := anchorParts(body[2:], m.end); ok {
			a.start = m.start
			p.anchor(a)
			return
		}
	}
	span, raw := p.line.span(m.start, m.end), p.line.text[m.start:m.end]
	if name, args, ok := splitMacro(body); ok {
		if strings.EqualFold(name, "br") {
			if p.isOneLine {
				p.emit(event{kind: text, span: span, text: " "})
			} else {
				p.emit(event{kind: node, node: &Break{Span: span, Clear: clearArg(args)}})
			}
			return
		}
		if known := strings.TrimSuffix(name, "?"); known == "" || p.isMacro(known, body) {
			if p.isOneLine && !inlineProcessors[name] {
				shown := "[[" + name + "]]"
				if args != "" {
					shown = "[[" + name + "(...)]]"
				}
				p.emit(event{kind: text, span: span, text: shown})
				return
			}
			p.emit(event{kind: node, node: &Macro{Span: span, Name: name, Args: args, Raw: raw}})
			return
		}
	}
	target, label, _ := strings.Cut(body, "|")
	l := &Link{Span: span, Form: CreoleLink, Target: stripRight(target), Label: Unquote(label), Raw: raw}
	if relativeEnd(target, 0) == 0 {
		if colon := schemeEnd(target, 0); colon >= 0 {
			l.Scheme, l.Target = target[:colon], stripRight(target[colon+1:])
		}
		l.Target = Unquote(l.Target)
	}
	p.emit(event{kind: node, node: l})
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
