package converter

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/twisted/sitegen/converter/report"
)

// WriteSummary writes in a few lines what a conversion did. The pages are in the folder into
// below content/, the whole report in the folder notes.
func (r Result) WriteSummary(w io.Writer, into, notes string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d pages and %d attachments, %d files written\n", r.Report.Pages, r.Report.Attachments, r.Written)
	if n := len(r.Report.Guide); n > 0 {
		fmt.Fprintf(&b, "  %d pages of Trac's own guide were left out (--trac-pages brings them); "+
			"their URLs lead to trac.edgewall.org\n", n)
	}
	for _, k := range report.Kinds {
		if n := r.Report.Count(k); n > 0 {
			fmt.Fprintf(&b, "  %s: %d\n", k, n)
		}
	}
	fmt.Fprintf(&b, "the report: %s (.md, .json)\n", filepath.Join(notes, "report.txt"))
	fmt.Fprintf(&b, "the index of the pages is /%s/; a menu in site.toml can lead there\n", into)
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteLeftOut names what is not in the site: what the Trac would not give, and files that are
// somebody's work.
func (r Result) WriteLeftOut(w io.Writer) error {
	var b strings.Builder
	for _, f := range r.Report.Failures {
		fmt.Fprintf(&b, "not fetched: %s: %s\n", f.Path, f.Reason)
	}
	for _, k := range r.Report.Kept {
		fmt.Fprintf(&b, "left alone, it was edited, moved or deleted by hand: %s\n", k)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
