package links

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// A wiki page's name may hold anything: Trac asks only that no part between two slashes be
// empty, "." or ".." (trac/wiki/api.py, validate_page_name). Its file's name keeps the parts
// as folders, composed (Unicode's NFC), and puts a hyphen for what a file system, a URL or a
// Windows checkout would stumble over; what is too long is cut. What the site or Windows keeps
// for itself gets "-page" at its end. Names that would fall together, be it only on a disk that
// does not tell case apart, are told apart by a number. The page itself says what it was called.

const (
	longestPart = 240 // bytes of a file's or folder's name, of 255: a number and .md follow
	longestName = 700 // bytes of a path: macOS takes 1024 with what is above it
)

// ContentFiles maps each page's name to its file below content/, in the folder into. No two
// are the same, on any disk.
func ContentFiles(names []string, into string) map[string]string {
	paths := map[string]string{}
	taken := map[string]bool{source.FoldPath(path.Join(into, page.Index)): true}
	names = slices.Clone(names)
	clean := map[string]string{}
	for _, name := range names {
		clean[name] = cleanName(name)
	}
	// Names that need no change come first: they keep their own.
	slices.SortFunc(names, func(a, b string) int {
		if ca, cb := clean[a] == a, clean[b] == b; ca != cb {
			if ca {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		base := path.Join(into, clean[name])
		file := base + ".md"
		for n := 2; taken[source.FoldPath(file)]; n++ {
			file = fmt.Sprintf("%s-%d.md", base, n)
		}
		taken[source.FoldPath(file)] = true
		paths[name] = file
	}
	return paths
}

// PathPrefix returns the beginning of the permalinks of those pages whose names begin with
// prefix, if the pages are in the folder into.
func PathPrefix(into, prefix string) string {
	parts := strings.Split(prefix, "/")
	last := len(parts) - 1
	for i := range last {
		parts[i] = cleanPart(parts[i], true)
	}
	if parts[last] != "" {
		parts[last] = strings.TrimSuffix(cleanPart(parts[last], false), pageSuffix)
	}
	return "/" + page.URL(into+"/"+strings.Join(parts, "/"))
}

// cleanName makes a path of a name.
func cleanName(name string) string {
	parts := strings.Split(name, "/")
	last := len(parts) - 1
	for i, part := range parts {
		parts[i] = cleanPart(part, i < last)
	}
	for len(strings.Join(parts, "/")) > longestName { // two parts always fit
		parts = slices.Delete(parts, len(parts)-2, len(parts)-1)
	}
	return strings.Join(parts, "/")
}

// pageSuffix ends the names that would otherwise be taken.
const pageSuffix = "-page"

// cleanPart makes a folder's name of a part of a page's name, or of its last part that of a file
// without .md.
func cleanPart(part string, isFolder bool) string {
	hadDouble := strings.Contains(part, "--")
	part = strings.Map(portable, norm.NFC.String(part))
	for strings.Contains(part, "--") && !hadDouble {
		part = strings.ReplaceAll(part, "--", "-")
	}
	part = strings.TrimLeft(part, "-._") // what begins with a dot is hidden, with _ a section's
	end := ".-"
	if isFolder {
		end = ".-~" // an editor's copy, which is hidden
	}
	part = strings.TrimRight(cut(part, longestPart), end)
	if md := len(part) - len(".md"); isFolder && md >= 0 && strings.EqualFold(part[md:], ".md") {
		part = part[:md] + "-md" // where a page's file may be
	}
	if source.IsDevice(part) {
		device, rest, _ := strings.Cut(part, ".")
		return strings.TrimSuffix(device+pageSuffix+"."+rest, ".")
	}
	if part == "" || kept[strings.ToLower(part)] {
		return strings.TrimPrefix(part+pageSuffix, "-")
	}
	return part
}

// kept are the names that a site keeps: for the files of a folder, and for the folder of
// attachments. Git takes the last one for its own folder, as Windows may spell it.
var kept = map[string]bool{
	"index": true, "index.html": true, "feed.atom": true, "feed.json": true, "raw-attachment": true, "git~1": true,
}

// portable returns the character, or a hyphen for one that some file system, shell or URL has
// trouble with, or that nobody sees.
func portable(r rune) rune {
	const zeroWidthNonJoiner, zeroWidthJoiner = '\u200c', '\u200d' // of Persian words, and of emoji
	switch {
	case r == zeroWidthNonJoiner || r == zeroWidthJoiner:
		return r
	case r == unicode.ReplacementChar || !unicode.IsGraphic(r) || unicode.IsSpace(r) ||
		strings.ContainsRune(`\:*?"<>|%#&{}[]`, r):
		return '-'
	}
	return r
}

// cut shortens what is longer than a number of bytes, between two characters.
func cut(part string, length int) string {
	if len(part) <= length {
		return part
	}
	for !utf8.RuneStart(part[length]) {
		length--
	}
	return part[:length]
}
