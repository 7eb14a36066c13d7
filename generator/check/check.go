package check

import (
	"context"
	"path"
	"slices"
	"sync"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// Result is what a check of the pages found.
type Result struct {
	Links    int
	Problems source.List
	// Known are links that a page's front matter names as broken in the old Trac already: no
	// error, but told.
	Known source.List
}

// KnownNote counts the known ones; empty where there are none.
func (r Result) KnownNote() source.List {
	if len(r.Known) == 0 {
		return nil
	}
	return source.List{source.Errorf("broken in the old Trac already: %s", source.Count(len(r.Known), "link")).
		WithSeverity(source.Note)}
}

// pageChecks are what is checked of each page when all are rendered, a file each.
var pageChecks = []func(*checker, *output.Output, *document){
	(*checker).checkLinks,
	(*checker).checkAccessibility,
}

// Site renders every page and proves that each link, image and fragment of the rendered HTML,
// and each redirect, arrives at an output of the site. It warns of what keeps some readers out. The
// error is that of ctx, if it ended the check.
func Site(ctx context.Context, files *output.Files) (Result, error) {
	c := &checker{
		files: files, documents: map[*output.Output]*document{}, bodies: map[*site.Page]*markdown.Body{},
		nearestPage: nearestPage(files),
	}
	if err := c.read(ctx); err != nil {
		return Result{}, err
	}
	for _, at := range files.Paths() {
		o := files.At(at)
		// A copied file's links are not ours to mend; its ids count.
		if d := c.documents[o]; d != nil && !o.Copied {
			for _, check := range pageChecks {
				check(c, o, d)
			}
		}
	}
	redirects := files.Site.Redirects.Check(c.arrivesAtPage, c.nearest)
	c.result.Problems = append(c.result.Problems, redirects...)
	c.result.Problems.Sort()
	c.result.Known.Sort()
	return c.result, nil
}

// checker holds the pages, rendered and read, against each other.
type checker struct {
	files       *output.Files
	documents   map[*output.Output]*document  // of pages, and of HTML that is copied
	bodies      map[*site.Page]*markdown.Body // of the pages with problems
	nearestPage func(to string) string
	result      Result
}

// read renders everything that links may lead to a part of.
func (c *checker) read(ctx context.Context) error {
	pages := slices.DeleteFunc(slices.Clone(c.files.Paths()), func(p string) bool {
		return path.Ext(p) != ".html" || c.files.At(p).Stub != nil
	})
	var mu sync.Mutex
	return output.Each(ctx, pages, func(p string) error {
		data, errs := c.files.Render(p)
		d := readDocument(data)
		mu.Lock()
		defer mu.Unlock()
		c.documents[c.files.At(p)] = d
		c.result.Problems = append(c.result.Problems, errs...)
		return nil
	})
}

// body is a page's, rendered once more for the places of what is in it.
func (c *checker) body(p *site.Page) *markdown.Body {
	if c.bodies[p] == nil {
		c.bodies[p], _ = c.files.Body(p)
	}
	return c.bodies[p]
}

// nearestPage returns what suggests the page whose URL is spelled most like a path.
func nearestPage(files *output.Files) func(to string) string {
	urls := sync.OnceValue(func() (urls []string) {
		for _, p := range files.Site.Pages {
			urls = append(urls, page.URL(p.Path))
		}
		return urls
	})
	return func(to string) string { return source.Nearest(to, urls()) }
}
