package wiki

import "unicode/utf8"

// rule is a construct: what is recognised in a line, and what it does to the page.
type rule struct {
	// begins are the bytes that a match begins with.
	begins *byteSet
	// atStart is set where a match stands at a line's start only.
	atStart bool
	// match reports what of the construct stands at an index of the line.
	match func(sc *scanner, i int) (match, bool)

	// breaks reports whether a match breaks off what is open, so that the blocks of
	// the kinds of ends end. Without it, every match does.
	breaks func(b *blocks, m match) bool
	ends   kinds

	// act changes the blocks, write writes into the running text. A line of text
	// takes act, where there is one; a line by itself, as a heading, has no blocks and
	// takes write alone, and shows what has none as it is written.
	act   func(b *blocks, m match, breaks bool)
	write func(t *text, m match)
}

// rules are Trac's, in the order in which Trac tries them: the first that matches
// wins. A construct is a file and a row here.
var rules []rule

// inLine and atStart are the rules that may match at a byte within a line and at
// its start.
var inLine, atStart [256][]*rule

// The rules are set as the program starts since they go in circles, which
// declarations may not: an anchor's label is read by the rules.
func init() {
	spaces := bytesOf(func(c byte) bool { return c >= utf8.RuneSelf || isSpace(rune(c)) })
	bracket := anyOf("[")
	rules = []rule{
		{begins: anyOf("'"), match: matchBoldItalic, breaks: breaksList, ends: kindList, write: toggleBoldItalic},
		{begins: anyOf("'*_~,^/"), match: matchMark, breaks: breaksList, ends: kindList, write: toggleMark},
		{begins: anyOf("`"), match: matchBackticks, write: writeCode},
		{begins: anyOf("{"), match: matchBraces, write: writeCode},
		{begins: anyOf("{"), match: matchReport, write: writeLink},
		{begins: bracket, match: matchCamelLabelled, write: writeLink},
		{begins: bracket, match: matchFreeLink, write: writeLink},
		{begins: bracket, match: matchBracketRevision, write: writeLink},
		{begins: bracket, match: matchBracketLink, write: writeLink},
		{begins: bracket, match: matchAnchor, write: writeAnchor},
		{begins: bracket, match: matchMacro, write: writeMacro},
		{begins: anyOf("#"), match: matchTicket, write: writeLink},
		{begins: anyOf(`\`), match: matchBreak, write: writeBreak},
		{begins: anyOf("<"), match: matchAngleLink, write: writeAngleLink},
		{begins: camelCaseStart, match: matchCamelCase, write: writeLink},
		{begins: anyOf("r"), match: matchRevision, write: writeLink},
		{begins: localBytes, match: matchEmail, write: writeLink},
		{begins: bytesOf(isASCIILetter), match: matchShortLink, write: writeLink},
		{
			begins: spaces.or(anyOf("=")), atStart: true, match: matchHeading,
			ends: everything, act: beginHeading,
		},
		{
			begins: spaces.or(bulletStart), atStart: true, match: matchItem,
			breaks: breaksItems, ends: kindTable | kindParagraph | kindQuote, act: beginItem,
		},
		{
			begins: spaces, atStart: true, match: matchDefinition,
			breaks: beginsDefinitions, ends: kindParagraph, act: beginDefinition,
		},
		{
			begins: spaces.or(anyOf("|")), match: matchRowSeparator,
			breaks: beginsTable, ends: endedByTable, act: separateRows, write: omitSeparator,
		},
		{
			begins: spaces, atStart: true, match: matchIndent,
			breaks: breaksQuotes, ends: kindTable | kindParagraph | kindList, act: indent,
		},
		{begins: anyOf("=|"), match: matchCell, breaks: beginsTable, ends: endedByTable, act: beginCell},
	}
	for c := range 256 {
		for i := range rules {
			if r := &rules[i]; r.begins[c] {
				atStart[c] = append(atStart[c], r)
				if !r.atStart {
					inLine[c] = append(inLine[c], r)
				}
			}
		}
	}
}
