package links

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// A file of the Trac is published at its old path, unless no file can be there: the path holds a
// backslash or a control character, or is too long; what lies in a hidden folder would not be published;
// or it is a folder as well, since page A has an attachment B and page A/B has some of its own. Such a file
// is published beside, under a name made as those of pages are, and the redirect map leads there.

// MovedFiles maps those files, by their paths below the Trac's base, that cannot be published there to where
// they are instead.
func MovedFiles(files []string) map[string]string {
	isFolder, taken := map[string]bool{}, map[string]bool{}
	for _, file := range files {
		taken[source.FoldPath(file)] = true
		for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
			isFolder[dir], taken[source.FoldPath(dir)] = true, true
		}
	}
	moved := map[string]string{}
	for _, file := range slices.Sorted(slices.Values(files)) {
		if canPublish(file) && !isFolder[file] {
			continue
		}
		to := cleanFile(file)
		ext := path.Ext(to)
		for n := 2; taken[source.FoldPath(to)]; n++ {
			to = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(cleanFile(file), ext), n, ext)
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
	for _, part := range strings.Split(file, "/") {
		isHidden := source.IsHidden(part) && !strings.HasPrefix(file, attachmentFolder)
		if isHidden || len(part) > 255 {
			return false
		}
	}
	return len(file) <= longestName && utf8.ValidString(file) && !strings.Contains(file, `\`) &&
		!strings.ContainsFunc(file, unicode.IsControl)
}

// cleanFile makes a path that can be published of a file's.
func cleanFile(file string) string {
	parts := strings.Split(file, "/")
	last := len(parts) - 1
	for i, part := range parts[:last] {
		if i > 0 {
			parts[i] = cleanPart(part, true)
		}
	}
	ext := path.Ext(parts[last])
	if len(ext) > 20 {
		ext = ""
	}
	if ext = cleanPart(strings.TrimPrefix(ext, "."), false); ext == pageSuffix[1:] {
		ext = ""
	} else {
		ext = "." + ext
	}
	parts[last] = cleanPart(strings.TrimSuffix(parts[last], path.Ext(parts[last])), false)
	parts[last] = parts[last][:len(cut(parts[last]))]
	for len(strings.Join(parts, "/")) > longestName-len(ext) && len(parts) > 2 {
		parts = slices.Delete(parts, len(parts)-2, len(parts)-1)
	}
	return strings.Join(parts, "/") + ext
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
