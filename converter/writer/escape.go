package writer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// escapeText escapes what Markdown would read as markup anywhere in a line.
// before and after are the characters around the text, 0 at a line's ends.
// Within a link no address becomes another one.
func escapeText(s string, before, after rune, inLink bool) string {
	var b strings.Builder
	written := 0
	for i := range len(s) {
		if !hazards[s[i]] {
			continue
		}
		prev, next := before, after
		if i > 0 {
			prev, _ = utf8.DecodeLastRuneInString(s[:i])
		}
		if i+1 < len(s) {
			next, _ = utf8.DecodeRuneInString(s[i+1:])
		}
		if isHazard(s, i, prev, next, inLink) || isShortcode(s[i:], after) {
			b.WriteString(s[written:i])
			b.WriteByte('\\')
			written = i
		}
	}
	if written == 0 && b.Len() == 0 {
		return s
	}
	b.WriteString(s[written:])
	return b.String()
}

// hazards are the characters that may be markup.
var hazards = func() (set [256]bool) {
	for _, c := range "\\`*_[]<&~:@.{!" {
		set[c] = true
	}
	return set
}()

// isHazard reports whether the character at i, between prev and next, is markup.
func isHazard(s string, i int, prev, next rune, inLink bool) bool {
	switch s[i] {
	case '\\':
		return isPunct(next) || isBlank(next) // a blank may be trimmed
	case '`':
		return true
	case '[':
		// A link needs what follows its bracket; a footnote, image or box does not.
		return inLink || next == '^' || prev == '!' || isBlank(prev) && (isTaskBox(s[i:]) || isAlert(s[i:]))
	case '!': // with a link behind the text, of which the bracket is not escaped
		return i == len(s)-1 && next == '['
	case ']':
		return inLink || next == '(' || next == '[' || next == ':'
	case '*':
		return !isBlank(prev) || !isBlank(next)
	case '_': // means nothing within a word
		return !isAlnum(prev) || !isAlnum(next)
	case '~':
		return !isBlank(prev) || !isBlank(next)
	case '<':
		return isTagStart(next) || isAddress(s[i+1:])
	case '&':
		return isEntity(s[i:min(len(s), i+34)])
	case ':':
		return !inLink && isAutolink(s[max(0, i-6):i], s[i:min(len(s), i+3)])
	case '@':
		return !inLink && (isAlnum(next) || next == '-' || next == '_') &&
			(isAlnum(prev) || prev != 0 && strings.ContainsRune("._+-", prev))
	case '.':
		return !inLink && i >= 3 && strings.EqualFold(s[i-3:i], "www")
	}
	return false
}

// isShortcode reports whether s begins what the generator takes for a shortcode, or for the
// attempt at one; after is the character behind s. A node that is written as a tag may begin with
// any of three characters, see first.
func isShortcode(s string, after rune) bool {
	return strings.HasPrefix(s, "{{<") || strings.HasPrefix(s, "{{% ") ||
		s == "{{" && strings.ContainsRune("<*[", after) || s == "{{%" && after != 0
}

// isAlert reports whether s begins with a line that would make an alert of a quote.
func isAlert(s string) bool { return alert.MatchString(s) }

var alert = regexp.MustCompile(`^\[![A-Za-z]+\][ \t]*(?:\n|$)`)

// isAddress reports whether s begins with what would be an e-mail address before ">".
func isAddress(s string) bool {
	s = s[:min(len(s), 1024)]
	end := strings.IndexByte(s, '>')
	return end > 0 && strings.IndexByte(s[:end], '@') > 0
}

// isTaskBox reports whether s begins with [ ], [x] or [X].
func isTaskBox(s string) bool {
	return len(s) > 2 && strings.IndexByte(" xX", s[1]) >= 0 && s[2] == ']'
}

func isBlank(r rune) bool { return r == 0 || unicode.IsSpace(r) }

func isAlnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func isPunct(r rune) bool { return r > ' ' && r < 0x7f && !isAlnum(r) }

func isTagStart(r rune) bool {
	return r < 0x80 && unicode.IsLetter(r) || r == '/' || r == '!' || r == '?'
}

var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});`)

func isEntity(s string) bool { return entity.MatchString(s) }

// isAutolink reports whether a colon between two texts would make GFM see a URL.
func isAutolink(before, after string) bool {
	before = strings.ToLower(before)
	return strings.HasPrefix(after, "://") &&
		(strings.HasSuffix(before, "http") || strings.HasSuffix(before, "https") || strings.HasSuffix(before, "ftp")) ||
		strings.HasSuffix(before, "mailto") || strings.HasSuffix(before, "xmpp")
}

// lineStart are the beginnings of a line that would make it something else: a
// heading, a quote, a list, a rule, a fence, a table or its rule, a definition, a list's style.
var lineStart = regexp.MustCompile(`^(?:(#{1,6})(?:\s|$)|(>)|([-+*])(?:\s|$)|(\d{1,9})([.)])(?:\s|$)|` +
	`(=+|-+)\s*$|(-)(?:\s*-){2,}\s*$|(\*)(?:\s*\*){2,}\s*$|(~~~)|` +
	`(\{\.(?:lower|upper)-(?:alpha|roman)\}\s*$)|(\|)|(:)\s|(:-+:?|-+:)\s*$|([-:][-:| \t]*\|[-:| \t]*)$)`)

// escapeLineStart escapes a line that would begin a block.
func escapeLineStart(l string) string {
	if l == "" || strings.IndexByte("#>-+*=~{|:0123456789", l[0]) < 0 {
		return l
	}
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

// htmlInline writes HTML within a line, where Markdown reads what is between its tags.
func htmlInline(text string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(escapeText(string(z.Text()), '>', '<', false))
		default:
			b.Write(z.Raw())
		}
	}
}
