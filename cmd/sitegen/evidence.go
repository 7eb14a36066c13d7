package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/evidence"
	"github.com/twisted/sitegen/generator/source"
)

// evidenceFlags name where old URLs are found.
type evidenceFlags struct {
	lists, logs []string
	worst       int
}

// evidenceReport is what one file of old URLs showed.
type evidenceReport struct {
	File string `json:"file"`
	*generator.Coverage
	Misses  []generator.Miss `json:"misses"`
	Ignored map[string]int   `json:"ignored,omitempty"` // lines of a log, by why
}

// evidence holds the site against files of old URLs and tells what does not arrive.
func (a *app) evidence(site *generator.Site, flags evidenceFlags) ([]evidenceReport, error) {
	var reports []evidenceReport
	for i, file := range slices.Concat(flags.lists, flags.logs) {
		report := evidenceReport{File: file, Coverage: site.Coverage()}
		in, err := evidence.Open(file)
		if err != nil {
			return nil, err
		}
		if i < len(flags.lists) {
			err = a.readList(in, &report)
		} else {
			err = readLog(in, &report)
		}
		in.Close()
		if err != nil {
			return nil, source.FileErrorf(file, "%v", err)
		}
		report.Misses = report.Coverage.Misses()
		reports = append(reports, report)
		if source.Format(a.format) != source.JSON {
			a.printEvidence(report, flags.worst)
		}
	}
	return reports, nil
}

// readList tells of each URL that does not arrive, at its line.
func (a *app) readList(in io.Reader, report *evidenceReport) error {
	return evidence.List(in, func(line int, raw string) {
		if report.Add([]byte(raw)) == generator.Nothing {
			d := source.FileErrorf(report.File, "nothing answers %s", raw)
			d.Line = line
			source.List{d}.Print(a.err, source.Format(a.format))
		}
	})
}

func readLog(in io.Reader, report *evidenceReport) error {
	report.Ignored = map[string]int{}
	var raw []byte
	malformed, err := evidence.Log(in, func(q evidence.Request) {
		if why := q.Noise(); why != "" {
			report.Ignored[why]++
			return
		}
		if raw = raw[:0]; len(q.Host) > 0 && len(q.Target) > 0 && q.Target[0] == '/' {
			raw = append(append(raw, "//"...), q.Host...)
		}
		report.Add(append(raw, q.Target...))
	})
	if malformed > 0 {
		report.Ignored["no line of a log"] = malformed
	}
	return err
}

// printEvidence tells the shares, then the worst misses with rules to mend them.
func (a *app) printEvidence(r evidenceReport, worst int) {
	u, h := r.URLs, r.Hits
	fmt.Fprintf(a.err, "%s: %d of %d old URLs arrive, %s", r.File, u.All-u.Foreign-u.Nothing, u.All-u.Foreign, percent(u.Share()))
	if r.Ignored != nil {
		fmt.Fprintf(a.err, "; %d of %d hits, %s", h.All-h.Foreign-h.Nothing, h.All-h.Foreign, percent(h.Share()))
	}
	fmt.Fprintf(a.err, "\n    %d on this site, %d elsewhere, %d are gone and say so\n", u.Here, u.Away, u.Gone)
	if len(r.Ignored) > 0 {
		fmt.Fprintf(a.err, "    lines left out: %s\n", counts(r.Ignored))
	}
	if u.Foreign > 0 {
		fmt.Fprintf(a.err, "    of hosts that this site does not answer for: %s\n", counts(r.Foreign))
	}
	for i, m := range r.Misses {
		if i == worst {
			fmt.Fprintf(a.err, "and %d more groups of misses\n", len(r.Misses)-worst)
			break
		}
		fmt.Fprintf(a.err, "missed: %s: %d URLs, %d hits, such as %s\n", m.Under, m.URLs, m.Hits, strings.Join(m.Examples, " "))
		for _, from := range m.Froms() {
			fmt.Fprintf(a.err, "    [[rule]]\n    from = %q\n", from)
			if host, ok := strings.CutPrefix(m.Under, "//"); ok {
				host, _, _ = strings.Cut(host, "/")
				fmt.Fprintf(a.err, "    hosts = [%q]\n", host)
			}
			fmt.Fprintf(a.err, "    to = \"…\"      # or gone = \"…\"\n")
		}
	}
}

// percent never rounds up to all.
func percent(share float64) string {
	if share == 1 {
		return "100 %"
	}
	return fmt.Sprintf("%.2f %%", min(share*100, 99.99))
}

// counts lists numbers by name, the largest first, ten at the most.
func counts(m map[string]int) string {
	names := slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Or(cmp.Compare(m[b], m[a]), strings.Compare(a, b)) })
	var parts []string
	for i, n := range names {
		if i == 10 {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, fmt.Sprintf("%s %d", n, m[n]))
	}
	return strings.Join(parts, ", ")
}
