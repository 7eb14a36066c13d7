// Command sitegen retires a Trac: it converts its wiki to Markdown, renders the
// site, previews and checks it, and keeps every old URL alive.
//
// Exit codes: 0 fine, 1 diagnostics, 2 wrong usage. Diagnostics go to standard
// error, results to standard output.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(67) // a build of ten thousand pages shall fit into 260 MiB
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
