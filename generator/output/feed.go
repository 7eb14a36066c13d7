package output

import (
	"path"
	"strings"

	"github.com/twisted/sitegen/generator/output/feed"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// feedSize is how many entries a feed has.
const feedSize = 20

// A list's feeds are files beside its page.
const (
	atomFile = "feed.atom"
	jsonFile = "feed.json"
)

// feeds are an Atom and a JSON feed for each list of dated pages.
func feeds(r *renderer) []*Output {
	var list []*Output
	for _, p := range r.site.EveryPage() {
		if !site.HasFeed(r.site, p) {
			continue
		}
		list = append(list,
			feedOutput(r, p, atomFile, feed.Feed.Atom),
			feedOutput(r, p, jsonFile, feed.Feed.JSON))
	}
	return list
}

func feedOutput(r *renderer, of *site.Page, file string, encode func(feed.Feed) ([]byte, error)) *Output {
	return &Output{
		Path: strings.TrimPrefix(path.Join(of.Path, file), "/"), From: source.Position{File: of.File.Path},
		isDefault: true,
		render: func() ([]byte, source.List) {
			f, list := makeFeed(r, of)
			f.Self = r.site.Settings.Mount.Abs(path.Join(of.Path, file))
			data, err := encode(f)
			return data, append(list, source.AsList(err)...)
		},
	}
}

func feedURL(r *renderer, of *site.Page, file string) string {
	return r.site.Settings.Mount.URL(page.URL(path.Join(of.Path, file)))
}

// makeFeed gathers a list's newest entries, in full.
func makeFeed(r *renderer, of *site.Page) (feed.Feed, source.List) {
	var list source.List
	f := feed.Feed{
		Title: r.site.Settings.Title + ": " + of.Title, Home: r.views[of].AbsURL, Language: r.shared.Language,
		Author: r.site.Settings.Title,
	}
	newest := site.Newest(of.Members)
	for _, p := range newest[:min(feedSize, len(newest))] {
		b, errs := renderBody(r, p)
		list = append(list, errs...)
		view := r.views[p]
		f.Entries = append(f.Entries, feed.Entry{
			Title: p.Title, URL: view.AbsURL, HTML: feed.Absolute(string(b.HTML), view.AbsURL), Summary: p.Description,
			Image: view.Image, Published: p.Date, Updated: site.Changed(p), Authors: p.Authors, Tags: p.Tags,
		})
	}
	return f, list
}
