package check

import (
	"context"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/check/external"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// ExternalLinks are the links of the pages, of menu and footer that leave the site, each once,
// sorted, with the place where it stands first. Those of the redirect map are not among them.
func ExternalLinks(ctx context.Context, files *output.Files) ([]external.Link, error) {
	s := files.Site.Settings
	perPage := make([][]external.Link, len(files.Site.Pages))
	err := output.Each(ctx, output.Indexes(len(perPage)), func(i int) error {
		p := files.Site.Pages[i]
		body, _ := files.Body(p) // a check has told its faults
		for _, l := range body.Links {
			if s.Leaves(l.URL) {
				perPage[i] = append(perPage[i], external.Link{URL: l.URL, Place: p.File.Errorf(l.Offset, "")})
			}
		}
		return nil
	})
	all := slices.Concat(perPage...)
	for _, e := range slices.Concat(s.Menu, s.Footer) {
		if s.Leaves(e.URL) {
			all = append(all, external.Link{URL: e.URL, Place: source.FileErrorf("site.toml", "")})
		}
	}
	slices.SortStableFunc(all, func(a, b external.Link) int { return strings.Compare(a.URL, b.URL) })
	return slices.CompactFunc(all, func(a, b external.Link) bool { return a.URL == b.URL }), err
}
