package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// Before is the site as it was at an earlier commit.
type Before struct {
	Commit  string // as it was named: "HEAD^1"
	Files   *output.Files
	Renamed map[string]string // files since then, by their old names: "content/faq.md"
}

// SinceReport is what became of the URLs of an earlier site.
type SinceReport struct {
	Commit   string `json:"commit"`
	URLs     int    `json:"urls"`     // that the site answered then
	Lost     int    `json:"lost"`     // that nothing answers now
	Patterns int    `json:"patterns"` // of rules, then: what they answered cannot be counted
}

// String returns the report for people.
func (r SinceReport) String() string {
	return fmt.Sprintf("%d of the %d URLs at %s are still answered", r.URLs-r.Lost, r.URLs, r.Commit)
}

// Since proves that each URL that the site answered before is answered now, and complains of
// each that is not, with what to write as the hint. URLs are those of pages, a list's further
// pages, feeds, files of content/, aliases, and the concrete paths of rules, on other hosts, too.
// The theme's files are none: the names of its style sheets and scripts change with them.
//
// What a pattern answered cannot be listed: an example of it stands for all. And what only a
// pattern, a range or the missing of a table answers now, and was there then for others, is lost
// too (kept.go): nobody wrote it for this URL. An id that a heading has no more, on a page that is
// where it was, is a warning.
//
// Both sites must be those of one day: a page that has expired since then went as its author
// wished.
func Since(before Before, files *output.Files) (SinceReport, source.List) {
	c := sinceChecker{before: before, files: files, kept: NewKept(before.Files, files),
		report: SinceReport{Commit: before.Commit}}
	for _, o := range Asked(before.Files) {
		c.report.URLs++
		if by := c.kept.by("", RequestPath(o)); by != "" {
			c.report.Lost++
			c.list = append(c.list, c.lostOutput(o, by))
		}
	}
	c.checkRedirects()
	for _, p := range before.Files.Site.Pages {
		if now := files.Site.PageAt(p.Path); now != nil && now.Name != "" {
			c.checkHeadings(p, now)
		}
	}
	c.checkMount()
	c.list.Sort()
	return c.report, c.list
}

// sinceChecker holds a site against an earlier one.
type sinceChecker struct {
	before Before
	files  *output.Files
	kept   *Kept
	report SinceReport
	list   source.List
}

// Asked returns the outputs that readers or their programs ask for by a URL: all but stubs, what
// only pages lead to, and what only the host reads.
func Asked(files *output.Files) []*output.Output {
	var list []*output.Output
	for _, p := range files.Paths() {
		o := files.At(p)
		isForHost := p == "CNAME" || p == ".nojekyll" || p == output.NotFoundFile
		if o.Stub == nil && !isForHost && !strings.HasPrefix(o.From.File, "theme/") {
			list = append(list, o)
		}
	}
	return list
}

// RequestPath is the decoded path that an output answers, "/docs/".
func RequestPath(o *output.Output) string {
	file := o.Path
	if file == "index.html" || strings.HasSuffix(file, "/index.html") {
		file = strings.TrimSuffix(file, "index.html")
	}
	return "/" + file
}

// now returns the name that a file of content/ has now, and its page, if it is published.
func (c *sinceChecker) now(file string) (name string, p *site.Page) {
	pageOf := func(file string) *site.Page {
		i := slices.IndexFunc(c.files.Site.Pages, func(p *site.Page) bool { return p.File.Path == file })
		if i < 0 {
			return nil
		}
		return c.files.Site.Pages[i]
	}
	if p := pageOf(file); p != nil || c.skipped(file) != "" {
		return file, p
	}
	if to := c.before.Renamed[file]; to != "" {
		return to, pageOf(to)
	}
	return file, nil
}

// skipped returns why a file's page is left out; "" where it is not.
func (c *sinceChecker) skipped(file string) string {
	for _, d := range c.files.Site.Skipped {
		if d.File == file {
			return d.Message
		}
	}
	return ""
}

// lostOutput complains of an output's URL; by is what answers it.
func (c *sinceChecker) lostOutput(o *output.Output, by string) source.Diagnostic {
	url := page.URL(RequestPath(o))
	file := o.From.File
	if o.Page != nil && o.Page.Name != "" {
		file = o.Page.File.Path
	}
	name, now := c.now(file)
	var d source.Diagnostic
	switch {
	case name != file:
		d = source.FileErrorf(name, "%s answers %s any more: at %s it was %s", by, url, c.before.Commit, file)
	case now != nil || c.skipped(file) != "":
		d = source.FileErrorf(name, "%s answers %s any more, as this did at %s", by, url, c.before.Commit)
	default:
		d = source.FileErrorf(name, "%s answers %s any more, which was made of this at %s", by, url, c.before.Commit)
	}
	isPage := strings.HasSuffix(o.Path, ".html")
	switch why := c.skipped(name); {
	case why != "":
		return d.WithHint("the page is %s", why)
	case now != nil && isPage:
		return d.WithHint("add %q to its aliases: aliases = [%q]", url, url)
	case o.Copied && name != file:
		to := strings.TrimPrefix(name, "content")
		return d.WithHint("add a rule to redirects/: from = %q, to = %q, stub = false", url, page.URL(to))
	case !isPage:
		return d.WithHint("put it back, or add a rule to redirects/: "+
			"from = %q, stub = false, and to = \"…\" or gone = \"…\"", url)
	}
	return d.WithHint("add %q to the aliases of the page that has taken its place, "+
		"or a rule to redirects/: from = %q, gone = \"…\"", url, url)
}

// checkRedirects looks at aliases and rules.
func (c *sinceChecker) checkRedirects() {
	lost := map[source.Position]int{}
	var places []source.Diagnostic
	for _, e := range c.before.Files.Site.Redirects.Entries() {
		host, path := "", e.Example
		if rest, isOther := strings.CutPrefix(e.From, "//"); isOther {
			host, _, _ = strings.Cut(rest, "/")
		}
		if e.IsPattern {
			c.report.Patterns++
			if was := follow(c.before.Files, host, path); !was.HasArrived() || len(was.Steps) == 0 {
				continue // the example led nowhere then, or was a page, which is looked at as one
			}
		} else {
			c.report.URLs++
		}
		by := c.kept.by(host, path)
		if by == "" {
			continue
		}
		if !e.IsPattern {
			c.report.Lost++
		}
		if lost[e.Source]++; lost[e.Source] == 1 {
			places = append(places, c.lostRedirect(e, by))
		}
	}
	for _, d := range places {
		if n := lost[d.Position]; n > 1 {
			d.Message += fmt.Sprintf(", nor %d others of the same rule", n-1)
		}
		d.Position = source.Position{File: d.File} // the line is that of the earlier file
		c.list = append(c.list, d)
	}
}

// lostRedirect complains of what an alias or a rule answered; by is what answers now. Its place is
// that in the earlier file, for the file as it is called now.
func (c *sinceChecker) lostRedirect(e redirect.Entry, by string) source.Diagnostic {
	from, at := e.From, e.Source
	was := at.String()
	name, now := c.now(at.File)
	d := source.FileErrorf(name, "%s answers %s any more, as %s did at %s", by, from, was, c.before.Commit)
	d.Position = source.Position{File: name, Line: at.Line, Column: at.Column}
	switch why := c.skipped(name); {
	case why != "":
		return d.WithHint("the page is %s", why)
	case now != nil:
		return d.WithHint("add %q to its aliases again", from)
	case strings.HasPrefix(at.File, "content/"):
		return d.WithHint("add %q to the aliases of the page that has taken its place, "+
			"or a rule to redirects/: from = %q, gone = \"…\"", from, page.URL(from))
	case e.IsPattern:
		return d.WithHint("keep its rule, or let it say what is gone: gone = \"…\"; of a pattern one example was tried")
	}
	return d.WithHint("keep its rule, or let it say what is gone: gone = \"…\"")
}

// checkHeadings warns of ids that a page's headings had.
func (c *sinceChecker) checkHeadings(was, now *site.Page) {
	if was.Anchors == now.Anchors && slices.Equal(was.File.Data, now.File.Data) {
		return
	}
	old, _ := c.before.Files.Body(was)
	body, _ := c.files.Body(now)
	ids := readDocument(body.HTML).ids
	for _, h := range old.Headings {
		if h.ID != "" && !ids[h.ID] {
			c.list = append(c.list, now.File.Warnf(now.Body, "%s#%s is no place of the page any more, as at %s",
				now.Path, h.ID, c.before.Commit).WithHint("{#%s} behind a heading gives it that id", h.ID))
		}
	}
}

// checkMount warns of URLs that have changed as a whole. Whether the old host, or GitHub, sends
// them on is not for the site to see; what is compared is below the two.
func (c *sinceChecker) checkMount() {
	was, now := c.before.Files.Site.Settings.Mount, c.files.Site.Settings.Mount
	if was.Path != now.Path || was.Origin != "" && was.Origin != now.Origin {
		c.list = append(c.list, source.FileErrorf("site.toml", "the site was at %s/ at %s, and is at %s/ now",
			was.Origin+was.Path, c.before.Commit, now.Origin+now.Path).WithSeverity(source.Warning).
			WithHint("see to it that the old place forwards every path to the new one"))
	}
}
