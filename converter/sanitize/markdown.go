package sanitize

import (
	"regexp"
	"strings"
)

var (
	rawTag        = regexp.MustCompile(`</?[a-zA-Z][^<>]*>?|<[!?]`)
	autolink      = regexp.MustCompile(`^<[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\s]*>$|^<[^<>\s@]+@[^<>\s]+>$`)
	shortcodeHead = regexp.MustCompile(`(?m)^([ \t]*)\{\{<`)
)

// Markdown escapes, in text that is Markdown already, the tags that are not safe or not
// whole, and what would be a shortcode.
func Markdown(text string) string {
	text = rawTag.ReplaceAllStringFunc(text, func(tag string) string {
		if autolink.MatchString(tag) || CountTags(tag) == CountTags(Tags(tag)) && isSafe(tag) {
			return tag
		}
		return "&lt;" + tag[1:]
	})
	return shortcodeHead.ReplaceAllString(text, `$1\{{<`)
}

// isSafe reports whether the sanitiser leaves a tag with all its attributes.
func isSafe(tag string) bool {
	if strings.HasPrefix(tag, "</") {
		return Tags(tag) != ""
	}
	return strings.HasSuffix(tag, ">") && strings.Count(tag, "=") == strings.Count(Tags(tag), "=")
}
