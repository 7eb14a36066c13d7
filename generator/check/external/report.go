package external

import (
	"fmt"

	"github.com/twisted/sitegen/generator/source"
)

// Link is a link that leaves a site, and where it stands first.
type Link struct {
	URL   string
	Place source.Diagnostic // without a message
}

// URLs are those of links.
func URLs(links []Link) []string {
	urls := make([]string, len(links))
	for i, l := range links {
		urls[i] = l.URL
	}
	return urls
}

// Report counts what became of the links that leave a site.
type Report struct {
	URLs       int `json:"urls"`
	Fine       int `json:"fine"`
	Moved      int `json:"moved"`
	NoFragment int `json:"no_fragment"` // the page is there, and not the part of it
	Dead       int `json:"dead"`
	Blocked    int `json:"blocked"`
	Unknown    int `json:"unknown"`
}

// String sums it up for people.
func (r Report) String() string {
	return fmt.Sprintf("of %s to other hosts %d fine, %d moved, %d dead, %d blocked, %d unknown",
		source.Count(r.URLs, "link"), r.Fine+r.NoFragment, r.Moved, r.Dead, r.Blocked, r.Unknown)
}

// Judge counts the results, which are in the order of the links, and tells of each link that is
// not fine. Only a dead one is an error: what is blocked or unknown today says nothing of the
// page.
func Judge(links []Link, results []Result) (Report, source.List) {
	report := Report{URLs: len(links)}
	var list source.List
	for i, r := range results {
		d := links[i].Place
		d.Severity = source.Warning
		switch r.Verdict {
		case Fine:
			report.Fine++
			continue
		case Moved:
			report.Moved++
			d.Message, d.Hint = fmt.Sprintf("%s has moved for good", r.URL), "write "+r.To
		case NoFragment:
			report.NoFragment++
			d.Message, d.Hint = fmt.Sprintf("%s: %s", r.URL, r.Why), "a script may make it; look with a browser"
		case Dead:
			report.Dead++
			d.Severity, d.Message = source.Error, fmt.Sprintf("%s is dead: %s", r.URL, r.reason())
			d.Hint = "https://web.archive.org/web/" + r.URL + " may have what was there"
		case Blocked:
			report.Blocked++
			d.Severity, d.Message, d.Excerpt = source.Note, fmt.Sprintf("blocked: %s: %s", r.URL, r.reason()), ""
		default:
			report.Unknown++
			d.Severity, d.Message, d.Excerpt = source.Note, fmt.Sprintf("unknown: %s: %s", r.URL, r.reason()), ""
		}
		list = append(list, d)
	}
	return report, list
}

// reason is a status with its words, or what went wrong.
func (r Result) reason() string {
	switch {
	case r.Status == 0:
		return r.Why
	case r.Why == "":
		return fmt.Sprintf("status %d", r.Status)
	}
	return fmt.Sprintf("%d %s", r.Status, r.Why)
}
