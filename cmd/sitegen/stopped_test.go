package main

import (
	"context"
	"strings"
	"testing"
)

// What is stopped by Ctrl-C says so, and nothing that is true of a part of the site alone.
func TestStoppedCommandsSaySo(t *testing.T) {
	t.Parallel()
	dir := newSite(t)
	writeFiles(t, dir, map[string]string{"old.txt": "/\n", "access.log": `::1 - - [01/Jan/2024:00:00:00 +0000] "GET / HTTP/1.1" 200 1` + "\n"})
	for _, args := range [][]string{
		{"build"}, {"check"}, {"check", "--old-urls", dir + "/old.txt"}, {"check", "--log", dir + "/access.log"}, {"check", "--external"},
	} {
		ctx, stop := context.WithCancel(t.Context())
		stop()
		var out, errs strings.Builder
		code := run(ctx, append([]string{"-C", dir, "--format", "text"}, args...), &out, &errs)
		if code != 1 || out.Len() > 0 || !strings.HasSuffix(errs.String(), "stopped; run it again to go on\n") || strings.Contains(errs.String(), "error") {
			t.Errorf("%q exits %d\n%s%s", args, code, out.String(), errs.String())
		}
	}
}
