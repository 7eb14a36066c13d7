// Package git runs Git.
package git

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Command is a command of the repository at dir, whichever repository's hook it is
// that runs us: there, GIT_DIR and its like would name another.
func Command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir}, args...)...)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GIT_") })
	return cmd
}
