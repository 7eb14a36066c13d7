package fidelity

import (
	"fmt"
	"io"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// WriteText writes the comparison for people: the features, the pages that differ most, at most
// worst, and, if whole is set, every difference of those.
func (r *Report) WriteText(w io.Writer, worst int, whole bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-12s %8s %6s %6s\n", "feature", "score", "pages", "exact")
	for _, f := range Features {
		if t := r.Features[f]; t != nil {
			fmt.Fprintf(&b, "%-12s %8.4f %6d %6d\n", f, t.Score, t.Pages, t.Exact)
		}
	}
	for _, p := range r.Pages[:min(max(0, worst), len(r.Pages))] {
		if p.Score == 1 {
			break
		}
		if absence := p.Absence(); absence != "" {
			fmt.Fprintf(&b, "%-11s %s\n", absence, p.Name)
			continue
		}
		fmt.Fprintf(&b, "%8.4f  %s:", p.Score, p.Name)
		for _, f := range Features {
			if score, ok := p.Scores[f]; ok && score < 1 {
				fmt.Fprintf(&b, " %s %.3f", f, score)
			}
		}
		fmt.Fprintln(&b)
		if whole {
			p.writeDifferences(&b)
		}
	}
	fmt.Fprintln(&b, r.Summary())
	_, err := io.WriteString(w, b.String())
	return err
}

// Summary is the comparison in one line.
func (r *Report) Summary() string {
	line := fmt.Sprintf("fidelity %.4f: %d of %d pages are perfect, %d missing",
		r.Fidelity, r.Perfect, len(r.Pages), r.Missing)
	if r.Files > 0 {
		line += fmt.Sprintf(", %s not fetched", source.Count(r.Files, "file"))
	}
	if r.Failed > 0 {
		line += fmt.Sprintf(", %d not built", r.Failed)
	}
	if r.Left > 0 {
		line += fmt.Sprintf(", %d more left to another site", r.Left)
	}
	if r.Unfinished != "" {
		line += "; not all was fetched: " + r.Unfinished
	}
	return line
}

// writeDifferences shows each, with what stands around it.
func (p *Page) writeDifferences(b *strings.Builder) {
	for _, d := range p.Differences() {
		fmt.Fprintf(b, "%s\n", d.Feature)
		for _, h := range d.Hunks {
			fmt.Fprintf(b, "    … %s\n", strings.Join(h.Before, " "))
			for _, side := range []struct {
				sign  string
				words []string
			}{{"-", h.Trac}, {"+", h.Site}} {
				if len(side.words) > 0 {
					fmt.Fprintf(b, "  %s %s\n", side.sign, strings.Join(side.words, " "))
				}
			}
			fmt.Fprintf(b, "    %s …\n", strings.Join(h.After, " "))
		}
		for _, s := range d.Trac {
			fmt.Fprintf(b, "  - %s\n", indented(s))
		}
		for _, s := range d.Site {
			fmt.Fprintf(b, "  + %s\n", indented(s))
		}
	}
}

func indented(s string) string { return strings.ReplaceAll(s, "\n", "\n    ") }

// Empty complains of a comparison of nothing: of the one page that was asked for, or of the
// whole snapshot in a folder.
func (r *Report) Empty(snapshot, only string) error {
	switch {
	case len(r.Pages) > 0:
		return nil
	case only != "":
		return source.Errorf("there is no page %q to compare", only).
			WithHint("it is not in the snapshot, or left to another site")
	}
	return source.FileErrorf(snapshot, "there is no page in this snapshot to compare").
		WithHint("\"sitegen convert URL\" goes on with a fetch that was stopped")
}
