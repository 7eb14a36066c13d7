package converter

import (
	"fmt"
	"slices"

	"github.com/twisted/sitegen/generator/page"
)

// inventory lists every URL of the wiki that the Trac answered, as a path,
// encoded, with its query: pages in each form and version (trac/wiki/web_ui.py),
// attachments shown, raw and as an archive (trac/attachment.py). attached are paths
// below raw-attachment/, files all that was fetched.
func (c *conversion) inventory(attached []string) []string {
	base := c.resolver.Base
	urls := []string{base + "/wiki", base + "/wiki/TitleIndex", base + "/wiki/RecentChanges"}
	for _, name := range c.names {
		a := c.articles[name]
		old := base + "/wiki/" + page.URL(name)
		urls = append(urls, old, old+"?format=txt", old+"?action=history")
		for v := range min(a.Version, mostVersions) {
			urls = append(urls, fmt.Sprintf("%s?version=%d", old, v+1))
			if v > 0 {
				urls = append(urls, fmt.Sprintf("%s?action=diff&version=%d", old, v+1))
			}
		}
		if len(a.Attachments) > 0 {
			urls = append(urls, attachmentsOf(base, name)+"/", base+"/zip-attachment/wiki/"+page.URL(name)+"/")
		}
	}
	for _, name := range c.report.Guide {
		urls = append(urls, base+"/wiki/"+page.URL(name))
	}
	for file := range c.files {
		urls = append(urls, page.URL(base+"/"+file))
	}
	for _, path := range attached {
		urls = append(urls, base+"/attachment/"+page.URL(path), base+"/attachment/"+page.URL(path)+"?format=raw")
	}
	slices.Sort(urls)
	return slices.Compact(urls)
}

// mostVersions bounds what a page's number of versions, which is read from HTML, makes.
const mostVersions = 10000

// attachmentsOf is the URL of the page that listed a page's attachments.
func attachmentsOf(base, name string) string { return base + "/attachment/wiki/" + page.URL(name) }
