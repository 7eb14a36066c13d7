package converter

import (
	"regexp"
	"strings"
)

// Text that is Markdown already: #!markdown, and what site.toml puts in the place of a
// macro. A wiki's author is not the site's: what he wrote may hold no HTML that Trac
// would not let through, and no shortcode.

var (
	rawTag        = regexp.MustCompile(`</?[a-zA-Z][^<>]*>?|<[!?]`)
	autolink      = regexp.MustCompile(`^<[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\s]*>$|^<[^<>\s@]+@[^<>\s]+>$`)
	shortcodeHead = regexp.MustCompile(`(?m)^([ \t]*)\{\{<`)
)

// harmless escapes the tags that are not safe, or not whole, and what would be a
// shortcode.
func harmless(text string) string {
	text = rawTag.ReplaceAllStringFunc(text, func(tag string) string {
		if autolink.MatchString(tag) || countTags(tag) == countTags(policy.Sanitize(tag)) && isSafe(tag) {
			return tag
		}
		return "&lt;" + tag[1:]
	})
	return shortcodeHead.ReplaceAllString(text, `$1\{{<`)
}

// isSafe tells a tag that the sanitiser leaves with all its attributes.
func isSafe(tag string) bool {
	if strings.HasPrefix(tag, "</") {
		return policy.Sanitize(tag) != ""
	}
	return strings.HasSuffix(tag, ">") && strings.Count(tag, "=") == strings.Count(policy.Sanitize(tag), "=")
}

// argument escapes a macro's argument for use within Markdown.
var argument = strings.NewReplacer("\n", " ", `\`, `\\`, "<", "&lt;", "[", `\[`, "]", `\]`, "(", `\(`, ")", `\)`, "`", "\\`", "*", `\*`)

// shortcodeArgument escapes it for use within a shortcode's quotes.
var shortcodeArgument = strings.NewReplacer("\n", " ", `"`, "'", ">}}", "}}")
