package publish

import (
	"fmt"
	"time"

	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// Summary counts what a build of a site did.
type Summary struct {
	Pages    int `json:"pages"`
	LeftOut  int `json:"left_out"` // drafts, and pages that have expired or are of the future
	Warnings int `json:"warnings"`
	Written
}

// Summarize sums up a build of a site, list being all that was told of it.
func Summarize(w Written, s *site.Site, list source.List) Summary {
	return Summary{Pages: len(s.Pages), LeftOut: len(s.Skipped), Warnings: list.Warnings(), Written: w}
}

// Text is the summary for people, of a build into a folder.
func (s Summary) Text(dir string, took time.Duration) string {
	text := dir + ": " + source.Count(s.Pages, "page")
	if s.LeftOut > 0 {
		text += fmt.Sprintf(", %d left out", s.LeftOut)
	}
	text += fmt.Sprintf(", %s (%.1f MB), %d changed, %d removed, in %s", source.Count(s.Files, "file"),
		float64(s.Bytes)/1e6, s.Changed, s.Removed, took.Round(time.Millisecond))
	if s.Warnings > 0 {
		text += ", " + source.Count(s.Warnings, "warning")
	}
	return text
}

// Advice returns what a published site lacks though it could have it. isShallow says that the
// version control's history was cut off.
func Advice(s *site.Site, isShallow bool) source.List {
	var list source.List
	if isShallow {
		list = append(list, source.Errorf("this is a shallow clone: no page can tell when it was last changed").
			WithSeverity(source.Warning).
			WithHint("within GitHub Actions, give actions/checkout the settings fetch-depth: 0 and filter: blob:none"))
	}
	if s.Settings.Mount.Origin == "" {
		list = append(list, source.FileErrorf("site.toml",
			"without a base_url there are no feeds, no sitemap and no canonical addresses").WithSeverity(source.Note))
	}
	return list
}
