package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// Preview shows a site while it is edited.
type Preview struct {
	Dir  string // of the site, watched
	Poll bool   // look for changes every half second, on disks that tell none
	// Options are asked for before each load, so that the site's settings are read anew.
	Options func(context.Context) (generator.Options, error)
	Tell    func(source.List) // prints diagnostics
	Log     func(line string) // prints what was done

	generator   *generator.Generator
	server      *Server
	stopTelling context.CancelFunc // ends the telling of what is wrong with an older site
}

// roots are what a site is made of, below its folder.
var roots = []string{"content", "theme", "redirects", "site.toml"}

// Start loads the site for the first time.
func (p *Preview) Start(ctx context.Context) {
	p.generator, p.server = generator.New(), New()
	p.Reload(ctx)
}

// ServeHTTP implements http.Handler: it shows the site as it was last loaded.
func (p *Preview) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.server.ServeHTTP(w, r) }

// Run serves and watches until ctx ends.
func (p *Preview) Run(ctx context.Context, l net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	server := &http.Server{
		Handler: p, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	changed := func() { p.Reload(ctx) }
	done := make(chan error, 2)
	go func() { done <- server.Serve(l) }()
	go func() {
		if p.Poll {
			done <- Poll(ctx, p.Dir, roots, 500*time.Millisecond, changed)
		} else {
			done <- Watch(ctx, p.Dir, roots, changed)
		}
	}()
	err := <-done
	cancel()
	server.Close()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// Reload shows the site as it is on disk now.
func (p *Preview) Reload(ctx context.Context) {
	if p.stopTelling != nil {
		p.stopTelling()
	}
	started := time.Now()
	o, err := p.Options(ctx)
	if err != nil {
		list := source.AsList(err)
		p.Tell(list)
		p.server.ShowProblems(list)
		return
	}
	files, list := p.generator.Load(o)
	p.Tell(list)
	if list.HasErrors() && len(files.Site.Pages) == 0 {
		p.server.Show(o.Site.Mount.Path, nil, list)
		return
	}
	p.server.Show(o.Site.Mount.Path, files, list)
	p.Tell(files.Site.Skipped)
	pages := source.Count(len(files.Site.Pages), "page")
	p.Log(fmt.Sprintf("%s, %s", pages, time.Since(started).Round(time.Millisecond)))
	p.tellLater(ctx, files, list)
}

// tellLater renders every page, when no change has come for a while, to print the faults of
// those that nobody looks at; the next change ends it.
func (p *Preview) tellLater(ctx context.Context, files *output.Files, list source.List) {
	ctx, p.stopTelling = context.WithCancel(ctx)
	go func() {
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
			if faults := check.Faults(ctx, files, list); ctx.Err() == nil {
				p.Tell(faults)
			}
		}
	}()
}
