package check

import (
	"fmt"

	"github.com/twisted/sitegen/generator/check/external"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// Summary counts what all checks of a site found.
type Summary struct {
	Pages     int `json:"pages"`
	Links     int `json:"links"`
	Redirects int `json:"redirects"` // old URLs that have a stub
	Errors    int `json:"errors"`
	Warnings  int `json:"warnings"`
	Known     int `json:"known"` // links that were broken in the old Trac already
	Lost      int `json:"lost"`  // old URLs that nothing answers

	External *external.Report `json:"external,omitempty"` // nil where other hosts were not asked
	OldURLs  []*OldURLReport  `json:"old_urls,omitempty"`
	Since    *SinceReport     `json:"since,omitempty"` // nil where no earlier commit was asked
}

// Summarize sums up the check of a site, list being all that was wrong with it.
func Summarize(
	files *output.Files, r Result, list source.List, outside *external.Report, oldURLs []*OldURLReport,
) Summary {
	s := Summary{
		Pages: len(files.Site.Pages), Links: r.Links, Redirects: len(files.Site.Redirects.Stubs()),
		Errors: list.Errors(),
		Known:  len(r.Known), External: outside, OldURLs: oldURLs, Warnings: list.Warnings(),
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
	text := fmt.Sprintf("%s, %s, %s: %s", source.Count(s.Pages, "page"), source.Count(s.Links, "link"),
		source.Count(s.Redirects, "redirect"), source.Count(s.Errors, "error"))
	if s.Warnings > 0 {
		text += ", " + source.Count(s.Warnings, "warning")
	}
	if s.External != nil {
		text += "; " + s.External.String()
	}
	if len(s.OldURLs) > 0 {
		text += fmt.Sprintf(", %s lost", source.Count(s.Lost, "old URL"))
	}
	if s.Since != nil {
		text += "; " + s.Since.String()
	}
	return text
}
