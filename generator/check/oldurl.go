package check

import (
	"errors"
	"io"

	"github.com/twisted/sitegen/generator/check/oldurls"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// OldURLReport is what one file of old URLs showed.
type OldURLReport struct {
	File string `json:"file"`
	*Coverage
	Misses  []Miss         `json:"misses"`
	Ignored map[string]int `json:"ignored,omitempty"` // lines of a log, by why
}

// OldURLList holds the site against a list of old URLs, or a sitemap, or a snapshot's folder.
// lost is called for each URL that does not arrive, with its line.
func OldURLList(files *output.Files, file string, lost func(source.Diagnostic)) (*OldURLReport, error) {
	return readOldURLs(files, file, func(in io.Reader, r *OldURLReport) error {
		logLines := 0
		err := oldurls.List(in, func(line int, raw string) {
			if oldurls.IsLogLine(raw) {
				logLines++
				return
			}
			if r.Add([]byte(raw)) == Nothing {
				d := source.FileErrorf(file, "nothing answers %q", raw)
				d.Line = line
				lost(d)
			}
		})
		if err == nil && logLines > 0 {
			return source.FileErrorf(file, "this is an access log: %d of its lines are", logLines).
				WithHint("--log %s reads it", file)
		}
		return err
	})
}

// AccessLog holds the site against the requests of an access log.
func AccessLog(files *output.Files, file string) (*OldURLReport, error) {
	return readOldURLs(files, file, func(in io.Reader, r *OldURLReport) error {
		r.Ignored = map[string]int{}
		var buffer []byte
		malformed, err := oldurls.Log(in, func(q oldurls.Request) {
			if why := q.Noise(); why != "" {
				r.Ignored[why]++
				return
			}
			buffer = q.AppendURL(buffer[:0])
			r.Add(buffer)
		})
		if malformed > 0 {
			r.Ignored["no line of a log"] = malformed
		}
		return err
	})
}

// readOldURLs opens a file and says what is wrong with one that cannot be read.
func readOldURLs(
	files *output.Files, file string, read func(io.Reader, *OldURLReport) error,
) (*OldURLReport, error) {
	in, err := oldurls.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	report := &OldURLReport{File: file, Coverage: NewCoverage(files)}
	err = read(in, report)
	report.Misses = report.Coverage.Misses()
	_, isTold := errors.AsType[source.Diagnostic](err)
	switch {
	case errors.Is(err, oldurls.ErrNoLog):
		return nil, source.FileErrorf(file, "%v", err).WithHint("--old-urls reads a list of URLs")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, source.FileErrorf(file, "the file is cut off").
			WithHint("unpack what can be read of it, and give that")
	case err != nil && !isTold:
		return nil, source.FileErrorf(file, "%v", err)
	case err != nil:
		return nil, err
	}
	return report, nil
}
