package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/external"
	"github.com/twisted/sitegen/generator/source"
)

// externalReport counts what became of the links that leave the site.
type externalReport struct {
	URLs                                            int
	Fine, Moved, NoFragment, Dead, Blocked, Unknown int
}

// external asks other hosts whether the site's links arrive. Only a dead one is an error.
func (a *app) external(ctx context.Context, site *generator.Site, cacheFile string) (*externalReport, source.List, error) {
	if cacheFile == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, nil, source.Errorf("%v", err).WithHint("--cache FILE names a file for the answers")
		}
		cacheFile = filepath.Join(dir, "sitegen", "external.json")
	}
	cache, err := external.OpenCache(cacheFile)
	if err != nil {
		return nil, nil, err
	}
	links := site.ExternalLinks()
	urls := make([]string, len(links))
	for i, l := range links {
		urls[i] = l.URL
	}
	done := 0
	results := (&external.Checker{Cache: cache}).Check(ctx, urls, func(external.Result) {
		if done++; done%100 == 0 && a.format == string(source.Text) {
			fmt.Fprintf(a.err, "%d of %d links to other hosts\n", done, len(urls))
		}
	})
	if err := cache.Save(time.Now()); err != nil {
		return nil, nil, err
	}
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	report := &externalReport{URLs: len(urls)}
	var list source.List
	for i, r := range results {
		d := links[i].Place
		d.Severity = source.Warning
		switch r.Verdict {
		case external.Fine:
			report.Fine++
			continue
		case external.Moved:
			report.Moved++
			d.Message, d.Hint = fmt.Sprintf("%s has moved for good", r.URL), "write "+r.To
		case external.NoFragment:
			report.NoFragment++
			d.Message, d.Hint = fmt.Sprintf("%s: %s", r.URL, r.Why), "a script may make it; look with a browser"
		case external.Dead:
			report.Dead++
			d.Severity = source.Error
			d.Message, d.Hint = fmt.Sprintf("%s is dead: %s", r.URL, reason(r)), "https://web.archive.org/web/"+r.URL+" may have what was there"
		case external.Blocked:
			report.Blocked++
			d.Severity, d.Message, d.Excerpt = source.Note, fmt.Sprintf("blocked: %s: %s", r.URL, reason(r)), ""
		default:
			report.Unknown++
			d.Severity, d.Message, d.Excerpt = source.Note, fmt.Sprintf("unknown: %s: %s", r.URL, reason(r)), ""
		}
		list = append(list, d)
	}
	return report, list, nil
}

// reason is a status with its words, or what went wrong.
func reason(r external.Result) string {
	if r.Status == 0 {
		return r.Why
	}
	if r.Why == "" {
		return fmt.Sprintf("status %d", r.Status)
	}
	return fmt.Sprintf("%d %s", r.Status, r.Why)
}
