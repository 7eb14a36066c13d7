package check

import (
	"fmt"

	"github.com/twisted/sitegen/generator/check/external"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// Summary counts what all checks of a site found.
type Summary struct {
	Pages, Links, Redirects, Errors, Known, Lost int

	External *external.Report `json:",omitempty"` // nil where other hosts were not asked
	OldURLs  []*OldURLReport  `json:",omitempty"`
	Since    *SinceReport     `json:"since,omitempty"` // nil where no earlier commit was asked

	warnings int
}

// Summarize sums up the check of a site, list being all that was wrong with it.
func Summarize(
	files *output.Files, r Result, list source.List, outside *external.Report, oldURLs []*OldURLReport,
) Summary {
	s := Summary{
		Pages: r.Pages, Links: r.Links, Redirects: len(files.Site.Redirects.Stubs()), Errors: list.Errors(),
		Known: len(r.Known), External: outside, OldURLs: oldURLs, warnings: list.Warnings(),
	}
	for _, r := range oldURLs {
		s.Lost += r.URLs.Nothing
	}
	return s
}

// HasFailed reports whether something is wrong that has to be mended.
func (s Summary) HasFailed() bool { return s.Errors > 0 || s.Lost > 0 }

// String is the summary for people.
func (s Summary) String() string {
	text := fmt.Sprintf("%d pages, %d links, %d redirects: %d errors", s.Pages, s.Links, s.Redirects, s.Errors)
	if s.warnings > 0 {
		text += fmt.Sprintf(", %d warnings", s.warnings)
	}
	if s.External != nil {
		text += "; " + s.External.String()
	}
	if len(s.OldURLs) > 0 {
		text += fmt.Sprintf(", %d old URLs lost", s.Lost)
	}
	if s.Since != nil {
		text += "; " + s.Since.String()
	}
	return text
}
