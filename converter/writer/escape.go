package writer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/twisted/sitegen/converter/wiki"
)

// escapeText escapes what Markdown would read as markup anywhere in a line.
// before and after are the characters around the text, 0 at a line's ends.
// Within a link no address becomes another one.
func escapeText(s string, before, after rune, inLink bool) string {
	if !strings.ContainsAny(s, "\\`*_[]<&~:@.$") {
		return s
	}
	var b strings.Builder
	runes := []rune(s)
	at := func(i int) rune {
		switch {
		case i < 0:
			return before
		case i >= len(runes):
			return after
		}
		return runes[i]
	}
	for i, r := range runes {
		prev, next := at(i-1), at(i+1)
		switch r {
		case '\\':
			if isPunct(next) || isBlank(next) { // a blank may be trimmed
				b.WriteByte('\\')
			}
		case '`':
			b.WriteByte('\\')
		case '[':
			// A link needs what follows its bracket; a footnote, image or box does not.
			if inLink || next == '^' || prev == '!' || isBlank(prev) && isTaskBox(at, i) {
				b.WriteByte('\\')
			}
		case ']':
			if inLink || next == '(' || next == '[' || next == ':' {
				b.WriteByte('\\')
			}
		case '*':
			if !isBlank(prev) || !isBlank(next) {
				b.WriteByte('\\')
			}
		case '_':
			// Within a word an underscore means nothing.
			if !isAlnum(prev) || !isAlnum(next) {
				b.WriteByte('\\')
			}
		case '~':
			if next == '~' || prev == '~' || !isBlank(prev) || !isBlank(next) {
				b.WriteByte('\\')
			}
		case '<':
			if isTagStart(next) {
				b.WriteByte('\\')
			}
		case '&':
			if isEntity(string(runes[i:min(len(runes), i+34)])) {
				b.WriteByte('\\')
			}
		case ':':
			if !inLink && isAutolink(string(runes[max(0, i-6):i]), string(runes[i:min(len(runes), i+3)])) {
				b.WriteByte('\\')
			}
		case '@':
			if !inLink && (isAlnum(next) || next == '-' || next == '_') && (isAlnum(prev) || strings.ContainsRune("._+-", prev)) {
				b.WriteByte('\\')
			}
		case '.':
			if !inLink && i >= 3 && strings.EqualFold(string(runes[i-3:i]), "www") {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isTaskBox tells [ ], [x] or [X] at i.
func isTaskBox(at func(int) rune, i int) bool {
	return strings.ContainsRune(" xX", at(i+1)) && at(i+2) == ']'
}

func isBlank(r rune) bool { return r == 0 || unicode.IsSpace(r) }

func isAlnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func isPunct(r rune) bool { return r > ' ' && r < 0x7f && !isAlnum(r) }

func isTagStart(r rune) bool {
	return r < 0x80 && unicode.IsLetter(r) || r == '/' || r == '!' || r == '?'
}

var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});`)

func isEntity(s string) bool { return entity.MatchString(s) }

// isAutolink tells a colon that would make GFM see a URL.
func isAutolink(before, after string) bool {
	before = strings.ToLower(before)
	return strings.HasPrefix(after, "://") &&
		(strings.HasSuffix(before, "http") || strings.HasSuffix(before, "https") || strings.HasSuffix(before, "ftp")) ||
		strings.HasSuffix(before, "mailto") || strings.HasSuffix(before, "xmpp")
}

// lineStart are the beginnings of a line that would make it something else: a
// heading, a quote, a list, a rule, a fence, a table or its rule, a definition, a shortcode, a list's style.
var lineStart = regexp.MustCompile(`^(?:(#{1,6})(?:\s|$)|(>)|([-+*])(?:\s|$)|(\d{1,9})([.)])(?:\s|$)|(=+|-+)\s*$|(-)(?:\s*-){2,}\s*$|(\*)(?:\s*\*){2,}\s*$|(~~~)|(\{\{<)|(\{\.(?:lower|upper)-(?:alpha|roman)\}\s*$)|(\|)|(:)\s|(:-+:?|-+:)\s*$)`)

// escapeLineStart escapes a line that would begin a block.
func escapeLineStart(l string) string {
	m := lineStart.FindStringSubmatchIndex(l)
	if m == nil {
		return l
	}
	if m[10] >= 0 { // the dot or bracket behind a number
		return l[:m[10]] + `\` + l[m[10]:]
	}
	return `\` + l
}

var htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escapeHTML(s string) string { return htmlEscaper.Replace(s) }

// openTag writes a start tag.
func openTag(name string, attrs wiki.Args) string {
	var b strings.Builder
	b.WriteString("<" + name)
	for _, a := range attrs {
		b.WriteString(" " + a.Name + `="` + escapeHTML(a.Value) + `"`)
	}
	return b.String() + ">"
}

func lastRune(s string) rune {
	r, n := utf8.DecodeLastRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}

func firstRune(s string) rune {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}
