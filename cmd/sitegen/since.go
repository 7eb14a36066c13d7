package main

import (
	"context"
	"errors"
	"io/fs"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/git"
)

// checkSince holds the site against itself at the commit that --since names. The report is nil
// where there was no site then.
func (a *app) checkSince(
	ctx context.Context, files *output.Files, f checkFlags,
) (*check.SinceReport, source.List, error) {
	commit, err := git.Commit(ctx, a.dir, f.since)
	if err != nil {
		return nil, nil, noCommit(f.since, err)
	}
	tree, err := git.OpenTree(ctx, a.dir, commit, "site.toml", "content", "redirects", "theme")
	if err != nil {
		return nil, nil, err
	}
	defer tree.Close()
	then, list, err := a.loadTree(tree, f)
	if err != nil || then == nil {
		return nil, list, err
	}
	renamed, err := git.Renamed(ctx, a.dir, commit, tree)
	if err != nil {
		return nil, nil, err
	}
	report, more := check.Since(check.Before{Commit: f.since, Files: then, Renamed: renamed}, files)
	list = append(list, more...)
	if report.Lost > 0 && !git.IsAncestor(ctx, a.dir, commit) {
		list = append(list, source.Errorf("not all of %s is in what is checked out: what was added there is not "+
			"here, and is told as lost", f.since).WithSeverity(source.Note).
			WithHint("merge it, or compare with where the two parted: --since $(git merge-base %s HEAD)", f.since))
	}
	return &report, list, ctx.Err()
}

// loadTree loads the site of a commit's files, with the same flags as today's and as of today. Its
// mistakes stop nothing: this program may be newer than they are. It is nil where there was none.
func (a *app) loadTree(tree *git.Tree, f checkFlags) (*output.Files, source.List, error) {
	c, err := readConfig(tree.Files)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d := source.FileErrorf("site.toml", "there was no site in this folder at %s: no URL was compared", f.since)
		return nil, source.List{d.WithSeverity(source.Warning)}, nil
	case c == nil:
		return nil, nil, err
	}
	list := source.AsList(err)
	o := c.options(tree.Files)
	if err := f.apply(&o); err != nil {
		return nil, nil, err
	}
	files, errs := generator.New().Load(o)
	if list = append(list, errs...); list.HasErrors() {
		return files, source.List{source.Errorf("the site at %s had mistakes, %d in all, such as: %v", f.since,
			list.Errors(), firstError(list)).WithSeverity(source.Warning).
			WithHint("what could be read of it was compared")}, nil
	}
	return files, nil, nil
}

func firstError(list source.List) source.Diagnostic {
	for _, d := range list {
		if d.Severity == source.Error {
			return d
		}
	}
	return source.Diagnostic{}
}

// noCommit tells why there is nothing that a name means.
func noCommit(name string, err error) error {
	d := source.Errorf("--since %s: %v", name, err)
	switch {
	case errors.Is(err, git.ErrShallow):
		return d.WithHint("\"git fetch --unshallow\" fetches it; in a workflow of GitHub, " +
			"fetch-depth: 0 for actions/checkout")
	case errors.Is(err, git.ErrNoRepository):
		return d.WithHint("-C names the folder of the site, which must be in a clone of its repository")
	case errors.Is(err, git.ErrNoCommit):
		return d.WithHint("\"git branch --all\" and \"git tag\" list names; " +
			"what a server has needs a fetch: origin/main")
	}
	return d
}
