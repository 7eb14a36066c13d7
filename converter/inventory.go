package converter

import (
	"fmt"
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/page"
)

// inventory lists every URL of the wiki that the Trac answered, as a path, encoded, with its
// query: pages in each form and version (trac/wiki/web_ui.py), attachments shown, raw and as
// an archive (trac/attachment.py). Of what the Trac did not give it has what was asked for, so
// that it is not forgotten. attached are paths below raw-attachment/.
func inventory(base string, articles []*article, in *input, attached []string) []string {
	urls := []string{base + "/wiki", base + "/wiki/TitleIndex", base + "/wiki/RecentChanges"}
	for _, a := range articles {
		name := a.page.Name
		old := base + "/wiki/" + oldURL(name)
		urls = append(urls, old, old+"?format=txt", old+"?action=history")
		for v := range min(a.page.Version, maxVersions) {
			urls = append(urls, fmt.Sprintf("%s?version=%d", old, v+1))
			if v > 0 {
				urls = append(urls, fmt.Sprintf("%s?action=diff&version=%d", old, v+1))
			}
		}
		if len(a.page.Attachments) > 0 {
			urls = append(urls, base+"/attachment/wiki/"+oldURL(name)+"/",
				base+"/zip-attachment/wiki/"+oldURL(name)+"/")
		}
	}
	for _, name := range in.guide {
		urls = append(urls, base+"/wiki/"+oldURL(name))
	}
	for _, file := range in.files {
		urls = append(urls, oldURL(base+"/"+file))
	}
	for _, path := range attached {
		shown := base + "/attachment/" + oldURL(path)
		urls = append(urls, shown, shown+"?format=raw")
	}
	for _, m := range in.missing {
		urls = append(urls, base+m.Path)
		if below, ok := strings.CutPrefix(m.Name, "raw-attachment/"); ok && m.Kind == trac.MissingFile {
			urls = append(urls, base+"/attachment/"+oldURL(below))
		}
	}
	slices.Sort(urls)
	return slices.Compact(urls)
}

// oldURL encodes a path. An ampersand is encoded where whoever reads a list of URLs takes it for HTML's.
func oldURL(p string) string { return strings.ReplaceAll(page.URL(p), "&amp;", "%26amp;") }

// maxVersions bounds how many URLs a page makes: its number of versions is read from HTML.
const maxVersions = 10000
