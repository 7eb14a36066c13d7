package main

import (
	"bytes"
	"cmp"
	"errors"
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
		if errors.Is(err, evidence.ErrNoLog) {
			return nil, source.FileErrorf(file, "%v", err).WithHint("--old-urls reads a list of URLs")
		}
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, source.FileErrorf(file, "the file is cut off").WithHint("unpack what can be read of it, and give that")
		}
		if _, told := errors.AsType[source.Diagnostic](err); err != nil && !told {
			err = source.FileErrorf(file, "%v", err)
		}
		if err != nil {
			return nil, err
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
	logLines := 0
	err := evidence.List(in, func(line int, raw string) {
		if evidence.IsLogLine(raw) {
			logLines++
			return
		}
		if report.Add([]byte(raw)) == generator.Nothing {
			d := source.FileErrorf(report.File, "nothing answers %q", raw)
			d.Line = line
			source.List{d}.Print(a.err, source.Format(a.format))
		}
	})
	if err == nil && logLines > 0 {
		return source.FileErrorf(report.File, "this is an access log: %d of its lines are", logLines).WithHint("--log %s reads it", report.File)
	}
	return err
}

func readLog(in io.Reader, report *evidenceReport) error {
	report.Ignored = map[string]int{}
	var raw []byte
	malformed, err := evidence.Log(in, func(q evidence.Request) {
		if why := q.Noise(); why != "" {
			report.Ignored[why]++
			return
		}
		raw = raw[:0]
		if target := bytes.TrimLeft(q.Target, "/"); len(target) < len(q.Target) { // a path, doubled slashes or not
			if len(q.Host) > 0 {
				raw = append(append(raw, "//"...), q.Host...)
			}
			raw = append(raw, '/')
			q.Target = target
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
	fmt.Fprintf(a.out, "%s: %d of %d old URLs arrive, %s", r.File, u.All-u.Foreign-u.Nothing, u.All-u.Foreign, percent(u.Share()))
	if r.Ignored != nil {
		fmt.Fprintf(a.out, "; %d of %d hits, %s", h.All-h.Foreign-h.Nothing, h.All-h.Foreign, percent(h.Share()))
	}
	fmt.Fprintf(a.out, "\n    %d on this site, %d elsewhere, %d are gone and say so\n", u.Here, u.Away, u.Gone)
	if len(r.Ignored) > 0 {
		fmt.Fprintf(a.out, "    lines left out: %s\n", counts(r.Ignored))
	}
	if u.Foreign > 0 {
		fmt.Fprintf(a.out, "    of hosts that this site does not answer for: %s\n", counts(r.Foreign))
	}
	for i, m := range r.Misses {
		if i == worst {
			fmt.Fprintf(a.out, "and %d more groups of misses\n", len(r.Misses)-worst)
			break
		}
		fmt.Fprintf(a.out, "missed: %s: URLs %d, hits %d, such as %s\n", m.Under, m.URLs, m.Hits, strings.Join(m.Examples, " "))
		for _, from := range m.Froms() {
			fmt.Fprintf(a.out, "    [[rule]]\n    from = %q\n", from)
			if host, ok := strings.CutPrefix(m.Under, "//"); ok {
				host, _, _ = strings.Cut(host, "/")
				fmt.Fprintf(a.out, "    hosts = [%q]\n", host)
			}
			fmt.Fprintf(a.out, "    to = \"…\"      # or gone = \"…\"\n")
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
