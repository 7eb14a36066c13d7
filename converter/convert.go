package converter

import (
	"path"
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/converter/writer"
	"github.com/twisted/sitegen/generator/page"
)

// Conversion is a wiki as files of a site.
type Conversion struct {
	// Files maps paths relative to the site to bytes: pages and attachments.
	Files map[string][]byte
	// Once are files that are written only where there are none: the first
	// draft of the redirect map.
	Once map[string][]byte
	// Inventory are the old URLs (paths, encoded, with queries) that the Trac
	// answered, sorted.
	Inventory []string
	Report    *Report

	base string // the Trac's mount point
}

// conversion is the state of the stages.
type conversion struct {
	Options
	snapshot *trac.Snapshot
	resolver *links.Resolver
	articles map[string]*article // by name
	names    []string            // sorted
	files    map[string]bool     // fetched, by path below the mount point

	permalinks map[string]bool // of the pages, encoded
	report     *Report
}

// Convert turns a snapshot into the files of a site.
func Convert(s *trac.Snapshot, o Options) (*Conversion, error) {
	c := &conversion{
		Options: o, snapshot: s,
		articles: map[string]*article{}, files: map[string]bool{}, report: &Report{},
		permalinks: map[string]bool{"/": true, "/" + o.into() + "/": true},
	}
	if err := c.parse(); err != nil {
		return nil, err
	}
	for _, name := range c.names {
		a := c.articles[name]
		a.blocks = (&lowering{conversion: c, article: a}).lower(a.blocks)
	}
	for _, name := range c.names {
		c.resolve(c.articles[name])
	}
	return c.write()
}

// parse reads every page and sets up what the later stages know of the whole.
func (c *conversion) parse() error {
	files, err := c.snapshot.Files()
	if err != nil {
		return err
	}
	for _, f := range files {
		c.files[f] = true
	}
	c.resolver = &links.Resolver{
		Base: c.snapshot.Base(), Hosts: append([]string{c.snapshot.Host()}, c.Hosts...),
		Pages: map[string]bool{}, Lists: map[string]bool{"TitleIndex": true, "RecentChanges": true}, InterWiki: map[string]string{},
	}
	if c.Base != "" {
		c.resolver.Base = strings.TrimRight(c.Base, "/")
	}
	var pages []*trac.Page
	for _, name := range c.snapshot.Names() {
		p, err := c.snapshot.Page(name)
		if err != nil {
			return err
		}
		if name == links.InterMap {
			c.resolver.InterWiki = links.ParseInterMap(p.Source)
		}
		if isGuide(p) && !c.TracPages {
			c.report.Guide = append(c.report.Guide, name)
			c.resolver.Lists[name] = true
			continue
		}
		c.names, pages = append(c.names, name), append(pages, p)
	}
	paths := contentPaths(c.names, c.into())
	for _, p := range pages {
		name := p.Name
		a := &article{Page: p, file: paths[name]}
		if p.HTML != "" {
			a.html = readRendering(p.HTML)
			a.evidence = links.ReadEvidence(a.html.body)
		}
		a.parser = wiki.Options{IsMacro: func(name, body string) bool { return c.isPlugin(a, name, body) }}
		a.blocks = wiki.Parse(p.Source, a.parser)
		c.articles[name] = a
		c.permalinks[page.URL(page.Permalink(a.file, ""))] = true
		c.resolver.Pages[name] = true
	}
	c.report.Failures, err = c.snapshot.Failures()
	return err
}

// write makes the files.
func (c *conversion) write() (*Conversion, error) {
	out := &Conversion{Files: map[string][]byte{}, Once: map[string][]byte{}, Report: c.report, base: c.resolver.Base}
	for _, name := range c.names {
		if ok, _ := path.Match(c.Only, name); c.Only != "" && !ok {
			continue // known, so that links to it are links
		}
		a := c.articles[name]
		data, err := c.markdown(a)
		if err != nil {
			return nil, err
		}
		out.Files["content/"+a.file] = data
		c.report.Pages++
	}
	var attached []string
	for p := range c.files {
		data, err := c.snapshot.File(p)
		if err != nil {
			return nil, err
		}
		out.Files["content"+c.resolver.Base+"/"+p] = data
		if below, ok := strings.CutPrefix(p, "raw-attachment/"); ok {
			attached = append(attached, below)
			c.report.Attachments++
		}
	}
	if len(c.report.Guide) > 0 {
		out.Files["redirects/trac-guide.csv"] = table("page", c.report.Guide)
		out.Files["redirects/trac-guide.toml"] = guideRules(c.resolver.Base)
	}
	slices.Sort(attached)
	out.Inventory = c.inventory(attached)
	out.Files["content/"+c.into()+"/"+page.Index] = c.index(c.articles[links.StartPage] == nil)
	out.Files["redirects/trac-attachments.csv"] = attachmentTable(attached)
	out.Files["redirects/trac-attachments.toml"] = attachmentRules(c.resolver.Base)
	out.Once["redirects/trac.toml"] = tracRules(c.resolver.Base)
	c.report.sort()
	return out, nil
}

// markdown writes one page.
func (c *conversion) markdown(a *article) ([]byte, error) {
	old := c.resolver.Base + "/wiki/" + page.URL(a.Name)
	fm := page.FrontMatter{
		Title: a.title(), Aliases: []string{old}, TOC: a.toc, Anchors: page.TracAnchors, Updated: a.Date,
		Trac: &page.Trac{Page: a.Name, Version: a.Version, Author: a.Author, Date: a.Date, Comment: a.Comment},
	}
	if len(a.Attachments) > 0 {
		fm.Aliases = append(fm.Aliases, attachmentsOf(c.resolver.Base, a.Name))
	}
	if a.Name == links.StartPage {
		fm.Aliases = append(fm.Aliases, c.front()...)
	}
	// A Trac at the root has some of its URLs where the site has its own.
	fm.Aliases = slices.DeleteFunc(fm.Aliases, func(alias string) bool { return c.permalinks[strings.TrimSuffix(alias, "/")+"/"] })
	slices.Sort(a.broken)
	fm.Trac.Broken = slices.Compact(a.broken)
	for _, f := range a.Attachments {
		fm.Trac.Attachments = append(fm.Trac.Attachments, page.Attachment(f))
	}
	ids := headingIDs(a.blocks)
	return page.Format(fm, writer.Write(a.blocks, writer.Options{HeadingID: func(h *wiki.Heading) string { return ids[h] }}))
}

// title is the page's leading heading, if it is the only one of the first level,
// or its name.
func (a *article) title() string {
	var first []*wiki.Heading
	for _, b := range a.blocks {
		if h, ok := b.(*wiki.Heading); ok && h.Level == 1 {
			first = append(first, h)
		}
	}
	if len(first) == 1 && a.blocks[0] == wiki.Block(first[0]) {
		if text := strings.TrimSpace(wiki.PlainText(first[0].Inlines)); text != "" {
			return text
		}
	}
	return a.Name
}

// front are the old URLs of the first page, besides its own.
func (c *conversion) front() []string {
	if c.resolver.Base == "" {
		return []string{"/wiki"}
	}
	return []string{c.resolver.Base + "/wiki", c.resolver.Base} // the latter by Trac's default handler
}

// index is the section's own page: it answers for Trac's two lists of pages, and for
// the first page where that was left out.
func (c *conversion) index(isFront bool) []byte {
	var aliases []string
	for _, list := range []string{"TitleIndex", "RecentChanges"} {
		if c.articles[list] == nil {
			aliases = append(aliases, c.resolver.Base+"/wiki/"+list)
		}
	}
	if isFront {
		aliases = append(aliases, c.front()...)
		aliases = slices.DeleteFunc(aliases, func(alias string) bool { return c.permalinks[alias+"/"] })
	}
	data, err := page.Format(page.FrontMatter{Title: "Wiki", Description: "Every page of the wiki.", Aliases: aliases}, "")
	if err != nil {
		panic(err) // front matter of constants
	}
	return data
}
