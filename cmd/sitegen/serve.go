package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/serve"
	"github.com/twisted/sitegen/generator/source"
)

func (a *app) serve() *cobra.Command {
	flags := siteFlags{}
	var addr string
	var open, poll bool
	c := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site, live",
		Long: `Serve the site from memory as GitHub Pages would, and reload the browser whenever a file is
saved. Errors are shown in the browser.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := a.options(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			if _, _, err := net.SplitHostPort(addr); err != nil {
				return usageError{fmt.Errorf("--addr %q is not of the form 127.0.0.1:8080", addr)}
			}
			listener, err := net.Listen("tcp", addr)
			if err != nil {
				return source.Errorf("%v", err).WithHint("another preview may be running: --addr 127.0.0.1:0 takes any free port")
			}
			base := basePath(o.BaseURL)
			server := serve.New(base)
			g := generator.New()
			load := func() { a.reload(cmd.Context(), g, server, &flags) }
			load()
			at := "http://" + listener.Addr().String() + base + "/"
			fmt.Fprintln(a.out, at)
			if open {
				openBrowser(at)
			}
			return a.run(cmd.Context(), listener, server, poll, load)
		},
	}
	flags.add(c)
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "`address` to listen on")
	c.Flags().BoolVar(&open, "open", false, "open the browser")
	c.Flags().BoolVar(&poll, "poll", false, "look for changes every half second, on disks that tell none")
	return c
}

// reload shows the site as it is on disk now; site.toml is read anew, too.
func (a *app) reload(ctx context.Context, g *generator.Generator, server *serve.Server, flags *siteFlags) {
	if a.telling != nil {
		a.telling()
	}
	started := time.Now()
	o, err := a.options(ctx, flags)
	if err != nil {
		list := source.AsList(err)
		a.print(list)
		server.Show(nil, list)
		return
	}
	site, list := g.Load(o)
	a.print(list)
	if list.HasErrors() && len(site.Pages) == 0 {
		server.Show(nil, list)
		return
	}
	server.ShowAt(basePath(o.BaseURL), site, list)
	a.print(site.Skipped)
	fmt.Fprintf(a.err, "%d pages, %s\n", len(site.Pages), time.Since(started).Round(time.Millisecond))
	a.tellLater(ctx, site, list)
}

// tellLater renders every page, when no change has come for a while, to print the faults of
// those that nobody looks at; the next change ends it.
func (a *app) tellLater(ctx context.Context, site *generator.Site, list source.List) {
	ctx, a.telling = context.WithCancel(ctx)
	go func() {
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
			if problems := site.Problems(ctx, list); ctx.Err() == nil {
				a.print(problems)
			}
		}
	}()
}

// basePath is the path below which a site is.
func basePath(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}

// run serves and watches until ctx ends.
func (a *app) run(ctx context.Context, l net.Listener, handler http.Handler, poll bool, changed func()) error {
	roots := []string{"content", "theme", "redirects", "site.toml"}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	done := make(chan error, 2)
	go func() { done <- server.Serve(l) }()
	go func() {
		if poll {
			done <- serve.Poll(ctx, a.dir, roots, 500*time.Millisecond, changed)
		} else {
			done <- serve.Watch(ctx, a.dir, roots, changed)
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

// openBrowser asks the desktop; a machine without one shows nothing.
func openBrowser(at string) {
	name := map[string]string{"darwin": "open", "windows": "explorer"}[runtime.GOOS]
	if name == "" {
		name = "xdg-open"
	}
	if cmd := exec.Command(name, at); cmd.Start() == nil {
		go cmd.Wait()
	}
}
