package output_test

import (
	"strings"
	"testing"

	"github.com/twisted/sitegen/internal/sitetest"
)

const home = "+++\ntitle = \"Home\"\n+++\n"

// A file of the site's own goes before what a site has by default, and is no second claim.
func TestTheSitesOwnFilesGoFirst(t *testing.T) {
	t.Parallel()
	s := sitetest.Good(t, map[string]string{
		"content/_index.md": home, "content/robots.txt": "mine", "theme/assets/highlight.css": "own{}",
	})
	if got := sitetest.Render(t, s, "robots.txt"); got != "mine" {
		t.Errorf("robots.txt is %q", got)
	}
	if got := string(s.Asset("highlight.css")); got != "own{}" {
		t.Errorf("highlight.css is not the theme's own: %.80s", got)
	}
}

// No output has a path that leads elsewhere on some disk, or that a disk cannot have.
func TestPathsAreThoseOfEveryDisk(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{
		"upwards":   {"content/a.md": "+++\naliases = [\"/../up\"]\n+++\n"},
		"not clean": {"content/a.md": "+++\naliases = [\"/x/../up\"]\n+++\n"},
		"backslash": {"content/a.md": "+++\nslug = '..\\up'\n+++\n"},
		"control":   {"content/a\x01b.md": "x"},
	} {
		files["content/_index.md"] = home
		_, list := sitetest.Load(t, files)
		if !strings.Contains(list.Error(), "is no path within the site") {
			t.Errorf("%s: %v", name, list)
		}
	}
}

// A feed has no links of headings to themselves, which are for readers of the page.
func TestFeedsHaveNoLinksOfHeadings(t *testing.T) {
	t.Parallel()
	s := sitetest.Good(t, map[string]string{
		"content/_index.md": home, "content/news/_index.md": home,
		"content/news/a.md": "+++\ndate = 2019-01-01\n+++\n## Part\n\nText.\n",
	})
	got := sitetest.Render(t, s, "news/feed.atom")
	if !strings.Contains(got, "Part") || strings.Contains(got, "heading-anchor") {
		t.Errorf("the feed is %s", got)
	}
}
