package trac

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
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

// versionsPath is the folder of a page's versions: history.html, Trac's list of them,
// and a text each, 1.txt, 2.txt …
func (s *Snapshot) versionsPath(name string) string {
	return filepath.Join(s.dir, "history", fileName(name))
}

// Versions returns a page's versions, the first one first; none if the snapshot was
// fetched without its history.
func (s *Snapshot) Versions(name string) ([]Version, error) {
	html, err := os.ReadFile(filepath.Join(s.versionsPath(name), "history.html"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []Version
	for _, v := range versions(parse(html)) {
		text, err := os.ReadFile(filepath.Join(s.versionsPath(name), fmt.Sprintf("%d.txt", v.Number)))
		if errors.Is(err, fs.ErrNotExist) {
			continue // the Trac would not give it; it is among the Failures
		}
		if err != nil {
			return nil, err
		}
		v.Source = string(text)
		list = append(list, v)
	}
	return list, nil
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
	at := "/wiki/" + (&url.URL{Path: name}).EscapedPath()
	dir := f.snapshot.versionsPath(name)
	list := filepath.Join(dir, "history.html")
	getList := func() ([]byte, error) { return f.client.get(ctx, f.login+at+"?action=history") }
	html, err := f.keep(list, getList)
	if err == nil && newest > 0 && !hasVersion(html, newest) {
		os.Remove(list)
		html, err = f.keep(list, getList)
	}
	if err != nil {
		return f.excuse(at+"?action=history", err)
	}
	for _, v := range versions(parse(html)) {
		one := fmt.Sprintf("%s?version=%d&format=txt", at, v.Number)
		file := filepath.Join(dir, fmt.Sprintf("%d.txt", v.Number))
		if _, err := f.keep(file, func() ([]byte, error) { return f.client.get(ctx, f.login+one) }); err != nil {
			if err := f.excuse(one, err); err != nil {
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
