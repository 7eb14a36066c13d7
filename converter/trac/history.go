package trac

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// Version is one state of a wiki page.
type Version struct {
	Number  int // from 1
	Author  string
	Date    time.Time
	Comment string
	Source  string // WikiFormatting
}

// Versions returns a page's versions, the first one first; none if the snapshot was
// fetched without its history.
func (s *Snapshot) Versions(name string) ([]Version, error) {
	folder := s.places.page(name).versions
	list := folder + "/history.html"
	if !s.holds(list) {
		return nil, nil
	}
	html, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(list)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var had []Version
	for _, v := range versions(parse(html)) {
		file := fmt.Sprintf("%s/%d.txt", folder, v.Number)
		if !s.holds(file) {
			continue // the Trac would not give it, or it is damaged; it is Missing
		}
		text, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(file)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		v.Source = string(text)
		had = append(had, v)
	}
	return had, nil
}

// mostVersions bounds what one page's history makes the fetch ask for.
const mostVersions = 10000

// versions reads Trac's list of a page's versions (history_view.html), and sorts it.
func versions(doc *goquery.Document) []Version {
	var list []Version
	doc.Find("#fieldhist tbody tr").Each(func(_ int, row *goquery.Selection) {
		n, err := strconv.Atoi(strings.TrimSpace(row.Find("td.version").First().Text()))
		if err != nil || n < 1 || len(list) == mostVersions {
			return
		}
		list = append(list, Version{
			Number: n, Date: timelineDate(row),
			Author:  strings.TrimSpace(row.Find("td.author").First().Text()),
			Comment: strings.TrimSpace(row.Find("td.comment").First().Text()),
		})
	})
	slices.SortFunc(list, func(a, b Version) int { return a.Number - b.Number })
	return slices.CompactFunc(list, func(a, b Version) bool { return a.Number == b.Number })
}

// history brings the versions of a page. A page that was changed since is asked for its list
// again.
func (f *fetcher) history(ctx context.Context, name string, newest int) error {
	at := pageAddress(name)
	missing := func(query string) Missing {
		return Missing{Kind: MissingVersion, Name: encodeInvalid(name), Path: at + query}
	}
	folder := f.places.page(name).versions
	list := folder + "/history.html"
	html, err := f.keep(ctx, list, at+"?action=history", wantHistory(f.endsPages))
	if err == nil && newest > 0 && !hasVersion(html, newest) {
		os.Remove(filepath.Join(f.dir, filepath.FromSlash(list)))
		html, err = f.keep(ctx, list, at+"?action=history", wantHistory(f.endsPages))
	}
	if err != nil {
		return f.excuse(missing("?action=history"), err)
	}
	for _, v := range versions(parse(html)) {
		query := fmt.Sprintf("?version=%d&format=txt", v.Number)
		file := fmt.Sprintf("%s/%d.txt", folder, v.Number)
		if _, err := f.keep(ctx, file, at+query, wantText); err != nil {
			if err := f.excuse(missing(query), err); err != nil {
				return err
			}
		}
	}
	return nil
}

// hasVersion reports whether Trac's list of a page's versions has that one.
func hasVersion(html []byte, number int) bool {
	return slices.ContainsFunc(versions(parse(html)), func(v Version) bool { return v.Number == number })
}
