package fidelity

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/sync/errgroup"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// Options say how the site is addressed.
type Options struct {
	TracBase string   // where the Trac was mounted: "/trac"
	SiteBase string   // path that the site is published below, "" for the root
	Hosts    []string // hosts that are the site or the old Trac
	Only     string   // the page to compare; "" for all
}

// Report is what a comparison found.
type Report struct {
	Pages    []*Page `json:"pages"` // the worst first
	Fidelity float64 `json:"fidelity"`
	Perfect  int     `json:"perfect"`
	Missing  int     `json:"missing"`
	Files    int     `json:"missing_files"` // attachments and images that the snapshot lacks
	// Unfinished is why the snapshot's fetch did not come to its end, "" if it did.
	Unfinished string             `json:"unfinished,omitempty"`
	Failed     int                `json:"failed"` // pages that do not build
	Left       int                `json:"left"`   // pages that are not compared: their URLs lead to another site
	Features   map[Feature]*Total `json:"features"`

	Problems source.List `json:"-"` // why they do not build
}

// HasFailed reports whether the site lacks a page or file that Trac had.
func (r *Report) HasFailed() bool { return r.Missing+r.Failed+r.Files > 0 || r.Unfinished != "" }

// Total is one feature over all pages that have it.
type Total struct {
	Score float64 `json:"score"` // mean
	Pages int     `json:"pages"`
	Exact int     `json:"exact"`
}

// Page is one page's comparison.
type Page struct {
	Name    string              `json:"name"`
	Output  string              `json:"output"` // of the site, "" where it is missing
	Score   float64             `json:"score"`
	Scores  map[Feature]float64 `json:"scores"` // of the features that either side has
	Missing bool                `json:"missing,omitempty"`
	// NotFetched is why the snapshot lacks the page as well, "" where it has it.
	NotFetched string       `json:"not_fetched,omitempty"`
	Failed     bool         `json:"failed,omitempty"`      // it does not build
	Details    []Difference `json:"differences,omitempty"` // where only one page is compared

	problems   source.List // why it does not build
	trac, site *bags
	tracHTML   string
	siteHTML   string
}

// Difference is one feature in which a page differs.
type Difference struct {
	Feature Feature  `json:"feature"`
	Score   float64  `json:"score"`
	Trac    []string `json:"trac,omitempty"` // what only one side has; for words see Hunks
	Site    []string `json:"site,omitempty"`
	Hunks   []Hunk   `json:"hunks,omitempty"`
}

// Compare holds every page of a snapshot against the built site. A page whose old URL
// leads to another site is left out, and counted.
func Compare(ctx context.Context, s *trac.Snapshot, site Site, o Options) (*Report, error) {
	r := &reader{site: site, base: o.SiteBase, hosts: map[string]bool{"": true}, stubs: map[string]string{}}
	for _, h := range o.Hosts {
		r.hosts[h], r.hosts["www."+h] = true, true
	}
	names := s.Names()
	if o.Only != "" {
		names = slices.DeleteFunc(names, func(n string) bool { return n != o.Only })
	}
	report := &Report{Pages: make([]*Page, len(names))}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			p, err := s.Page(name)
			if err == nil {
				report.Pages[i], err = r.compare(p, o.TracBase)
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	report.Pages = slices.DeleteFunc(report.Pages, func(p *Page) bool { return p == nil })
	report.Left = len(names) - len(report.Pages)
	missing, files := missingFrom(s, names, o.Only)
	report.Pages, report.Files, report.Unfinished = append(report.Pages, missing...), files, s.Unfinished()
	report.sum()
	if o.Only != "" && len(report.Pages) > 0 {
		report.Pages[0].Details = report.Pages[0].Differences()
	}
	return report, nil
}

// compare compares one page, which is found as a reader finds it: by its old URL.
func (r *reader) compare(p *trac.Page, tracBase string) (*Page, error) {
	old := tracBase + "/wiki/" + page.URL(p.Name)
	at, _, _ := strings.Cut(cmp.Or(r.stub(old), old), "#")
	if strings.Contains(at, "://") {
		return nil, nil // left to another site, as Trac's own guide is
	}
	out := &Page{Name: p.Name, Scores: map[Feature]float64{}, tracHTML: p.HTML}
	theirs, err := parse(`<div id="wikipage">` + p.HTML + "</div>")
	if err != nil {
		return nil, err
	}
	shown := find(theirs, func(n *html.Node) bool { return attribute(n, "id") == "wikipage" })
	tracShowsError := find(shown, func(n *html.Node) bool { return hasClass(n, "system-message") }) != nil
	if tracShowsError {
		remove(shown, unconverted)
	}
	out.trac = collect(shown, func(h string) string { return r.follow(h, old) }, isTracAnchor)
	out.Output = r.output(at)
	if out.Output == "" {
		out.Missing = true
		return out, nil
	}
	data, list := r.site.Render(out.Output)
	if list.HasErrors() { // no build writes it
		out.Failed, out.problems = true, list
		return out, nil
	}
	doc, err := parse(string(data))
	if err != nil {
		return nil, err
	}
	root := article(doc)
	out.siteHTML = inner(root)
	if tracShowsError {
		remove(root, unconverted)
	}
	if !strings.HasSuffix(at, "/") {
		at += "/"
	}
	out.site = collect(root, func(h string) string { return r.follow(h, at) }, func(id string) bool {
		_, found := slices.BinarySearch(out.trac.of[Anchors], id)
		return found
	})
	// A title that the layout adds, where the wiki page has no such heading, is no difference.
	if a, b := out.trac.headings, out.site.headings; len(b) == len(a)+1 && (len(a) == 0 || a[0].text != b[0].text) {
		out.site.dropTitle()
	}
	out.score()
	return out, nil
}

// parse reads HTML as one without scripts sees it: Trac shows errors to those alone.
func parse(text string) (*html.Node, error) {
	return html.ParseWithOptions(strings.NewReader(text), html.ParseOptionEnableScripting(false))
}

// unconverted is the class of what the converter could not convert.
const unconverted = "unconverted"

// isTracAnchor reports whether an id of Trac's page is of its text.
func isTracAnchor(id string) bool { return id != "wikipage" && id != "searchable" }

func (p *Page) score() {
	sum := 0.0
	for _, f := range Features {
		score, ok := bagScore(p.trac.of[f], p.site.of[f])
		if f == Words {
			score, ok = wordScore(p.trac.of[f], p.site.of[f])
		}
		if ok {
			p.Scores[f] = score
			sum += score
		}
	}
	p.Score = 1
	if n := len(p.Scores); n > 0 {
		p.Score = sum / float64(n)
	}
}

// sum makes the totals and puts the worst pages first.
func (r *Report) sum() {
	r.Features = map[Feature]*Total{}
	for _, p := range r.Pages {
		r.Fidelity += p.Score
		r.Problems = append(r.Problems, p.problems...)
		if p.Missing {
			r.Missing++
		} else if p.Failed {
			r.Failed++
		} else if p.Score == 1 {
			r.Perfect++
		}
		for f, score := range p.Scores {
			t := r.Features[f]
			if t == nil {
				t = &Total{}
				r.Features[f] = t
			}
			t.Score += score
			t.Pages++
			if score == 1 {
				t.Exact++
			}
		}
	}
	for _, t := range r.Features {
		t.Score /= float64(t.Pages)
	}
	if n := len(r.Pages); n > 0 {
		r.Fidelity /= float64(n)
	}
	slices.SortStableFunc(r.Pages, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(a.Score, b.Score), strings.Compare(a.Name, b.Name))
	})
}

// Differences lists the features in which the page differs.
func (p *Page) Differences() []Difference {
	var list []Difference
	for _, f := range Features {
		score, ok := p.Scores[f]
		if !ok || score == 1 {
			continue
		}
		d := Difference{Feature: f, Score: score}
		if f == Words {
			d.Hunks = hunks(p.trac.of[f], p.site.of[f])
		} else {
			d.Trac, d.Site = difference(p.trac.of[f], p.site.of[f])
		}
		list = append(list, d)
	}
	return list
}

// Absence says why there is nothing of the page to read, "" where there is something.
func (p *Page) Absence() string {
	switch {
	case p.NotFetched != "":
		return "not fetched"
	case p.Missing:
		return "missing"
	case p.Failed:
		return "not built"
	}
	return ""
}

// article is the part of a built page that is its text.
func article(doc *html.Node) *html.Node {
	for _, tag := range []string{"article", "main", "body"} {
		if n := find(doc, func(n *html.Node) bool { return n.Data == tag }); n != nil {
			return n
		}
	}
	return doc
}

func find(root *html.Node, is func(*html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && is(n) {
			return n
		}
	}
	return nil
}

func inner(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		if html.Render(&b, c) != nil {
			return ""
		}
	}
	return b.String()
}
