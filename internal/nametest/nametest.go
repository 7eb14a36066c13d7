// Package nametest makes names of wiki pages and attachments for tests: any that a Trac may
// have.
//
// Of a page Trac asks only that no part of its name between slashes be empty, "." or ".."
// (trac/wiki/api.py, validate_page_name); its database keeps what Unicode there is. Of an
// attachment's name it drops control characters and blanks at the ends, and composes it
// (trac/util/__init__.py, normalize_filename).
package nametest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// parts are what file systems, URLs, links, Trac and the site itself each have a meaning for.
var parts = []string{
	"WikiStart2", "Foo", "foo", "FOO", "Bar", "bar", "CamelCase", "camelcase", "Straße", "STRASSE",
	"ſtraße", "Kelvin", "\u212aelvin", "\u00e9", "e\u0301", "E\u0301", "\u00c9", "A\u030a",
	"\u212b", "\u1e69", "s\u0323\u0307", "\uac00", "\u1100\u1161", "ﬁ", "fi", "CON", "con",
	"con.txt", "NUL", "nul.x", "COM1", "com1.md", "LPT9", "AUX", "PRN", "COM¹", "conin$", "a.",
	"a..", "a ", " a", "  ", " ", ".hid", " .hid", "..x", "...", "....", "~", "a~", "~a", "#a#",
	".git", "git~1", "GIT~1", "100% sure", "%41", "%2F", "%", "%%", "%00", "a%", "a?b", "?", "a#b",
	"#", "#1", "a;b", ";", "a+b", "+", "a=b&c", "&amp;", "&lt;", "'", `"`, "it's", `say "x"`,
	"`x`", "<b>", "<script>alert(1)</script>", "a|b", "||", "a*b", "**", "__x__", "_x_", "~~x~~",
	"a:b", ":", "wiki:x", "http:", "http://x.org", "[x]", "[[x]]", "[[BR]]", "(x)", "{x}", "{{x}}",
	"{{< x >}}", "{id:int}", "{x...}", "$1", "$", "!", "!x", "@", "a@b", "a@1", "a\\b", "\\",
	"C:\\x", "^", "a,b", ",", "-", "--", "---", "-.hid", "_", "_index", "-_index", "__init__", "=",
	"== x ==", "\t", "a\tb", "a\nb", "\n", "a\r\nb", "a\rb", "\r", "\x01", "\x0b", "\x0c",
	"\x1b[31m", "\x7f", "\u0085", "\u00a0", "\u2028", "\u2029", "\u200b", "\u200d", "\u202e",
	"\ufeff", "\ufffd", "\ue000", "\U0001f600", "👩\u200d💻", "می\u200cخواهم", "日本語", "한국어",
	"Ünï cödé", "İ", "ı", "I", "i", "ǅ", "ß", "ẞ", "ﷺ", "index", "index.html", "INDEX.HTML",
	"Index", "index.htm", "404", "404.html", "feed.xml", "feed.atom", "feed.json", "assets",
	"search", "sitemap.xml", "robots.txt", "CNAME", "page", "2", "tags", "authors",
	"raw-attachment", "attachment", "Raw-Attachment", "wiki", "trac", "A", "a", "A.md", "a.MD",
	"B", "A.html", "A.md.md", "_index.md", "index.md", "README.md", "A-2", "A-2.md", "x.txt",
	"x.png", "x.toml", "history", "diff", "TitleIndex2", "con-page", "index-page",
	"raw-attachment-page", ".sitegen.manifest", ".sitegen-1", ".well-known", "Thumbs.db",
	".DS_Store", "desktop.ini", "0", "007", "1e3", "true", "null", "+++",
}

// text returns a text of random characters.
func text(r *rand.Rand, length int) string {
	ranges := []func() rune{
		func() rune { return ' ' + rune(r.IntN('~'-' '+1)) },
		func() rune { return rune(r.IntN(0x20)) },
		func() rune { return rune(0x80 + r.IntN(0x800)) },
		func() rune { return rune(0x4e00 + r.IntN(0x5000)) },
		func() rune { return rune(0x300 + r.IntN(0x70)) },
		func() rune { return rune(r.IntN(0x20000)) },
	}
	var b strings.Builder
	only := ranges[r.IntN(len(ranges))]
	isMixed := r.IntN(2) == 0
	for range length {
		if isMixed {
			only = ranges[r.IntN(len(ranges))]
		}
		if c := only(); c != '/' && (c < 0xd800 || c > 0xdfff) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// part returns a part of a name.
func part(r *rand.Rand) string {
	switch r.IntN(12) {
	case 0:
		return text(r, 1+r.IntN(12))
	case 1:
		return text(r, 40+r.IntN(260)) // longer than a file's name may be, now and then
	case 2:
		return strings.Repeat(parts[r.IntN(len(parts))], 1+r.IntN(60))
	case 3:
		return parts[r.IntN(len(parts))] + parts[r.IntN(len(parts))]
	case 4:
		return strings.ToUpper(parts[r.IntN(len(parts))])
	}
	return parts[r.IntN(len(parts))]
}

// Pages returns n different names of pages, the same for a seed. Many are twins, or lie below
// others.
func Pages(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	var names []string
	have := map[string]bool{}
	for len(names) < n {
		var segments []string
		if len(names) > 0 && r.IntN(3) == 0 { // below another, or beside it
			segments = strings.Split(names[r.IntN(len(names))], "/")
			segments = segments[:1+r.IntN(len(segments))]
			if len(segments) > 5 {
				segments = segments[:2]
			}
		}
		for range 1 + r.IntN(2)*r.IntN(3) {
			segments = append(segments, part(r))
		}
		name := strings.Join(segments, "/")
		if isPage(name) && !have[name] {
			have[name] = true
			names = append(names, name)
		}
	}
	return names
}

// isPage reports whether a Trac can show a page of that name.
func isPage(name string) bool {
	isBad := func(part string) bool { return part == "" || part == "." || part == ".." }
	return len(name) < 1500 && !slices.ContainsFunc(strings.Split(name, "/"), isBad)
}

// Attachments returns up to n different names of attachments of one page, the same for a seed.
func Attachments(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 2))
	var names []string
	for range n {
		name := strings.Map(func(c rune) rune {
			if unicode.IsControl(c) {
				return ' '
			}
			return c
		}, norm.NFC.String(part(r)+[]string{"", ".png", ".txt", ".md", ".HTML", ".tar.gz"}[r.IntN(6)]))
		if i := strings.LastIndex(name, "/"); i >= 0 {
			name = name[i+1:]
		}
		name = strings.Trim(strings.TrimFunc(name, unicode.IsSpace), "\u200b")
		name = strings.TrimFunc(name, unicode.IsSpace)
		if isPage(name) && len(name) < 1000 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
