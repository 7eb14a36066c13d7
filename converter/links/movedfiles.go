package links

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// A file of the Trac is published at its old path, unless no file can be there: the path holds
// a backslash or a control character, or is too long; it lies in a hidden folder, which is not
// published; or it is a folder as well, since page A has an attachment B and page A/B has some of
// its own. Such a file is published beside, under a name made as those of pages are, and the
// redirect map leads there.

// MovedFiles maps those files, by their paths below the Trac's base, that cannot be published
// there to where they are instead. No two are at one place, on any disk.
func MovedFiles(files []string) map[string]string {
	isFolder, isMoved := map[string]bool{}, map[string]bool{}
	addFolders := func(file string) {
		for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
			isFolder[dir] = true
		}
	}
	move := func(file string) {
		isMoved[file] = true
		addFolders(cleanFile(file))
	}
	for _, file := range files {
		if canPublish(file) {
			addFolders(file)
		} else {
			move(file)
		}
	}
	for n := -1; n < len(isMoved); { // what is moved may need a folder where a file is
		n = len(isMoved)
		for _, file := range files {
			if isFolder[file] && !isMoved[file] {
				move(file)
			}
		}
	}
	taken := map[string]bool{}
	for dir := range isFolder {
		taken[source.FoldPath(dir)] = true
	}
	for _, file := range files {
		if !isMoved[file] {
			taken[source.FoldPath(file)] = true
		}
	}
	moved := map[string]string{}
	for _, file := range slices.Sorted(maps.Keys(isMoved)) {
		to := cleanFile(file)
		name, ext := splitExt(to)
		for n := 2; taken[source.FoldPath(to)]; n++ {
			to = fmt.Sprintf("%s-%d%s", name, n, ext)
		}
		taken[source.FoldPath(to)] = true
		moved[file] = to
	}
	return moved
}

// attachmentFolder begins the paths of attachments, whose names may be anything.
const attachmentFolder = "raw-attachment/"

// canPublish reports whether a site can have a file of that path.
func canPublish(file string) bool {
	isBad := func(part string) bool { return !canPublishPart(part, strings.HasPrefix(file, attachmentFolder)) }
	return len(file) <= longestName && !slices.ContainsFunc(strings.Split(file, "/"), isBad)
}

// canPublishPart reports whether a part of such a path can stand in it.
func canPublishPart(part string, ofAttachment bool) bool {
	return len(part) <= 255 && (ofAttachment || !source.IsHidden(part)) && utf8.ValidString(part) &&
		!strings.Contains(part, `\`) && !strings.ContainsFunc(part, unicode.IsControl)
}

// cleanFile makes a path that can be published of a file's: it changes what cannot stand in one.
func cleanFile(file string) string {
	parts := strings.Split(file, "/")
	last := len(parts) - 1
	for i, part := range parts[:last] {
		if !canPublishPart(part, strings.HasPrefix(file, attachmentFolder)) {
			parts[i] = cleanPart(part, true)
		}
	}
	name, ext := splitExt(parts[last])
	if !canPublishPart(ext, true) {
		name, ext = name+ext, ""
	}
	if len(name) > longestPart-longestExt || !canPublishPart(name, true) {
		name = cut(cleanPart(name, false), longestPart-longestExt)
	}
	parts[last] = name + ext
	for len(strings.Join(parts, "/")) > longestName && len(parts) > 2 {
		parts = slices.Delete(parts, len(parts)-2, len(parts)-1)
	}
	return strings.Join(parts, "/")
}

// longestExt is what an extension may be, in bytes; what is longer is a part of a name.
const longestExt = 20

// splitExt splits a file's name before its extension, which tells what is in it.
func splitExt(name string) (before, ext string) {
	if ext = path.Ext(name); len(ext) > longestExt || ext == name {
		ext = ""
	}
	return strings.TrimSuffix(name, ext), ext
}

// publishedURL leads to where a file is published. Any other address stays.
func (s *Site) publishedURL(address string) string {
	rest, ok := strings.CutPrefix(address, s.Base+"/")
	if !ok || len(s.Moved) == 0 {
		return address
	}
	at, query, fragment := split(rest)
	p, err := url.PathUnescape(at)
	if to := s.Moved[p]; err == nil && to != "" {
		return s.Base + "/" + page.URL(to) + query + hash(fragment)
	}
	return address
}
