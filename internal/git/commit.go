package git

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
)

// What can stand between a name and its commit.
var (
	ErrNoGit        = errors.New("the program git is not installed")
	ErrNoRepository = errors.New("this is no Git repository")
	ErrNoCommit     = errors.New("there is no such commit")
	// ErrShallow is ErrNoCommit of a clone that lacks commits: it may be among them.
	ErrShallow = errors.New("there is no such commit in this shallow clone")
)

// Commit returns the id of the commit that a name means in the repository at dir: a branch, a
// tag, an id, HEAD^1. Errors are those above, or what Git says.
func Commit(ctx context.Context, dir, name string) (id string, err error) {
	if _, err := output(ctx, dir, "rev-parse", "--git-dir"); err != nil {
		return "", err
	}
	id, err = output(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
	if err == nil {
		return strings.TrimSpace(id), nil
	}
	if shallow, _ := output(ctx, dir, "rev-parse", "--is-shallow-repository"); strings.TrimSpace(shallow) == "true" {
		return "", ErrShallow
	}
	return "", ErrNoCommit
}

// IsAncestor reports whether all of a commit is in what is checked out.
func IsAncestor(ctx context.Context, dir, commit string) bool {
	_, err := output(ctx, dir, "merge-base", "--is-ancestor", commit, "HEAD")
	return err == nil
}

// output runs a command and returns what it prints; its error is what Git says.
func output(ctx context.Context, dir string, args ...string) (string, error) {
	return filter(ctx, dir, "", args...)
}

// filter is output of a command that reads a text.
func filter(ctx context.Context, dir, input string, args ...string) (string, error) {
	cmd := Command(ctx, dir, args...)
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	var said bytes.Buffer
	cmd.Stderr = &said
	if input != "" {
		cmd.Stdin = strings.NewReader(input)
	}
	out, err := cmd.Output()
	switch {
	case err == nil:
		return string(out), nil
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return "", ErrNoGit
	case strings.Contains(said.String(), "not a git repository"):
		return "", ErrNoRepository
	case said.Len() > 0:
		return "", errors.New(strings.TrimSpace(said.String()))
	}
	return "", err
}
