package page

import (
	"strconv"
	"strings"
	"unicode"
)

// Anchors names who gives a page's headings their ids.
type Anchors string

// The ways to give ids.
const (
	GitHubAnchors Anchors = "github"
	TracAnchors   Anchors = "trac"
)

// valid reports whether a is a way to give ids; "" stands for GitHub's.
func (a Anchors) valid() bool { return a == "" || a == GitHubAnchors || a == TracAnchors }

// IDs gives the headings of one page their ids, each once.
type IDs struct {
	style Anchors
	taken map[string]bool
	next  map[string]int // the number to try next, for an id that was taken
}

// NewIDs starts a page's ids.
func NewIDs(style Anchors) *IDs {
	return &IDs{style: style, taken: map[string]bool{}, next: map[string]int{}}
}

// Heading returns the id of a heading from its text as a reader sees it.
func (ids *IDs) Heading(text string) string {
	id := ids.Next(text)
	ids.taken[id] = true
	return id
}

// Next returns the id that Heading would give, without giving it.
func (ids *IDs) Next(text string) string {
	if ids.style == TracAnchors {
		return ids.free(TracID(text))
	}
	return ids.free(githubID(text))
}

// Unique claims id, or the first of its numbered followers that is free.
func (ids *IDs) Unique(id string) string {
	id = ids.free(id)
	ids.taken[id] = true
	return id
}

// free returns id or its first free follower: Trac counts a, a1, a2; GitHub a,
// a-1, a-2.
func (ids *IDs) free(id string) string {
	separator := "-"
	if ids.style == TracAnchors {
		separator = ""
	}
	if !ids.taken[id] {
		return id
	}
	for n := max(1, ids.next[id]); ; n++ {
		if unique := id + separator + strconv.Itoa(n); !ids.taken[unique] {
			ids.next[id] = n
			return unique
		}
	}
}

// TracID is Trac's rule (trac/wiki/formatter.py, _parse_heading): drop all but
// word characters, colon, dot and hyphen; put an a before what does not begin
// like a name.
func TracID(text string) string {
	id := strings.Map(func(r rune) rune {
		if isWord(r) || r == ':' || r == '.' || r == '-' {
			return r
		}
		return -1
	}, text)
	if id == "" || id[0] == '.' || id[0] == '-' || unicode.IsDigit([]rune(id)[0]) {
		return "a" + id
	}
	return id
}

// githubID is GitHub's rule: lower case, spaces to hyphens, letters, digits,
// hyphens and underscores of any script kept.
func githubID(text string) string {
	id := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case isWord(r) || r == '-' || unicode.Is(unicode.M, r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(text))
	if id == "" {
		return "section"
	}
	return id
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }
