package converter

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
)

// WriteSummary writes in a few lines what a conversion did. The pages are in the folder into
// below content/, the whole report in the folder notes.
func (r Result) WriteSummary(w io.Writer, into, notes string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s and %s, %s written\n", source.Count(r.Report.Pages, "page"),
		source.Count(r.Report.Attachments, "attachment"), source.Count(r.Written, "file"))
	if n := len(r.Report.Guide); n > 0 {
		fmt.Fprintf(&b, "  %s of Trac's own guide left out (--trac-pages brings them); "+
			"their URLs lead to trac.edgewall.org\n", source.Count(n, "page"))
	}
	fmt.Fprintf(&b, "  not taken: %s\n", strings.Join(r.Report.NotTaken, ", "))
	for _, k := range report.Kinds {
		if n := r.Report.Count(k); n > 0 {
			fmt.Fprintf(&b, "  %s: %d\n", k, n)
		}
	}
	if n := len(r.Report.Undecided); n > 0 {
		fmt.Fprintf(&b, "TO DECIDE in redirects/trac.toml, and said to be gone until then: %s: %s\n",
			source.Count(n, "part"), strings.Join(r.Report.Undecided, "; "))
	}
	fmt.Fprintf(&b, "the report: %s (.md, .json)\n", filepath.Join(notes, "report.txt"))
	fmt.Fprintf(&b, "the index of the pages is /%s/; a menu in site.toml can lead there\n", into)
	r.writeMissing(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// IsWhole reports whether all that was asked of the Trac is in the snapshot.
func (r Result) IsWhole() bool { return len(r.Report.Missing) == 0 && r.Report.Unfinished == "" }

// writeMissing writes how much of the Trac is missing, and how to go on.
func (r Result) writeMissing(b *strings.Builder) {
	if r.IsWhole() {
		return
	}
	var parts []string
	for _, kind := range []trac.Kind{trac.MissingPage, trac.MissingFile, trac.MissingVersion} {
		if n := r.Report.CountMissing(kind); n > 0 {
			parts = append(parts, source.Count(n, string(kind)))
		}
	}
	what := "missing: " + strings.Join(parts, ", ") + " that the Trac has"
	switch {
	case len(parts) == 0:
		what = "not all was asked for: " + r.Report.Unfinished
	case r.Report.Unfinished != "":
		what += ", and perhaps more: " + r.Report.Unfinished
	}
	fmt.Fprintf(b, "%s; \"sitegen convert %s\" goes on\n", what, r.Report.Trac)
}

// WriteLeftOut names what is not in the site: what the Trac would not give, and files that are
// somebody's work.
func (r Result) WriteLeftOut(w io.Writer) error {
	var b strings.Builder
	for _, m := range r.Report.Missing {
		fmt.Fprintf(&b, "not fetched: %s: %s\n", m.Path, m.Reason)
	}
	for _, name := range r.Report.Deleted {
		fmt.Fprintf(&b, "no longer in the Trac: %s; what was made of it is still in the site\n", name)
	}
	for _, name := range r.Report.Renamed {
		fmt.Fprintf(&b, "renamed in the Trac: %s is %s now; \"sitegen mv\" leaves an alias\n", name.Old, name.New)
	}
	for _, k := range r.Report.Conflicts {
		fmt.Fprintf(&b, "left alone, edited, moved or deleted by hand, and changed in the Trac as well: %s\n", k)
	}
	if n := len(r.Report.LeftOut); n > 0 {
		fmt.Fprintf(&b, "left out by --only: %s\n", source.Count(n, "page"))
	}
	for _, k := range r.Report.Kept {
		fmt.Fprintf(&b, "left alone, it was edited, moved or deleted by hand: %s\n", k)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
