package publish

import (
	"fmt"
	"time"

	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// Summary says in one line what a build of a site into a folder did.
func (w Written) Summary(dir string, s *site.Site, took time.Duration) string {
	skipped := ""
	if n := len(s.Skipped); n > 0 {
		skipped = fmt.Sprintf(", %d left out", n)
	}
	return fmt.Sprintf("%s: %d pages%s, %d files (%.1f MB), %d changed, %d removed, in %s",
		dir, len(s.Pages), skipped, w.Files, float64(w.Bytes)/1e6, w.Changed, w.Removed, took.Round(time.Millisecond))
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
