package move

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/git"
)

// Apply makes the plan in the site's folder: all of it, or nothing. In a Git repository the index
// follows. What is written is on the disk before anything changes, and what it replaces stays
// there until all is done, in a folder .sitegen-mv-… of the site that a kill may leave behind, with
// a list of what the move does ([Interrupted]). No page is absent at any time.
func (p *Plan) Apply(ctx context.Context, dir string) error {
	index, err := git.ReadIndex(ctx, dir, "content")
	if err != nil && !errors.Is(err, git.ErrNoRepository) && !errors.Is(err, git.ErrNoGit) {
		return err
	}
	staging, err := os.MkdirTemp(dir, stagingName)
	if err != nil {
		return err
	}
	a := applying{plan: p, dir: dir, staging: staging}
	steps := []func() error{a.isCurrent, a.stage, a.rename, a.replace}
	if index != nil {
		steps = append(steps, func() error { return index.Rename(ctx, p.names()) })
	}
	for _, step := range steps {
		if err := step(); err != nil {
			undone := a.undo()
			if undone == nil { // else the old bytes may be there alone
				undone = os.RemoveAll(staging)
			}
			return errors.Join(err, undone)
		}
	}
	a.removeEmptied()
	return os.RemoveAll(staging)
}

// names are the files that get another name, by the old one.
func (p *Plan) names() map[string]string {
	names := map[string]string{}
	for _, r := range p.Renames {
		names[r.From] = r.To
	}
	return names
}

// applying makes a plan, and remembers how to undo what it has done.
type applying struct {
	plan         *Plan
	dir, staging string
	undos        []func() error
}

// file is the path of a file of the site, behind a symbolic link.
func (a *applying) file(name string) string {
	file := filepath.Join(a.dir, filepath.FromSlash(name))
	if real, err := filepath.EvalSymlinks(file); err == nil {
		return real
	}
	return file
}

// isCurrent complains of files that were changed since the plan was made.
func (a *applying) isCurrent() error {
	for _, name := range slices.Sorted(maps.Keys(a.plan.before)) {
		data, err := os.ReadFile(a.file(name))
		if err != nil || !bytes.Equal(data, a.plan.before[name]) {
			return source.FileErrorf(name, "this was changed while the move was planned").WithHint("run it again")
		}
	}
	return nil
}

// staged is where the new bytes of a file wait, by their number.
func (a *applying) staged(n int) string { return filepath.Join(a.staging, fmt.Sprint(n)) }

// changed are the names of the files whose bytes change, in order.
func (a *applying) changed() []string { return slices.Sorted(maps.Keys(a.plan.after)) }

// stage writes the new bytes, and the list.
func (a *applying) stage() error {
	list := "What is renamed:\n"
	for _, r := range a.plan.Renames {
		list += r.From + " → " + r.To + "\n"
	}
	list += "What is changed, and the copy of what it was:\n"
	for n, name := range a.changed() {
		list += fmt.Sprintf("%s: %d.old\n", name, n)
		if err := os.WriteFile(a.staged(n), a.plan.after[name], 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(a.staging, listName), []byte(list), 0o644)
}

// rename gives files their new names.
func (a *applying) rename() error {
	list := a.plan.Renames
	if a.plan.folder != nil {
		list = []Rename{*a.plan.folder}
	}
	for _, r := range list {
		from, to := filepath.Join(a.dir, filepath.FromSlash(r.From)), filepath.Join(a.dir, filepath.FromSlash(r.To))
		if err := a.makeFolder(filepath.Dir(to)); err != nil {
			return err
		}
		if there, err := os.Lstat(to); err == nil {
			if here, err := os.Lstat(from); err != nil || !os.SameFile(here, there) {
				return source.FileErrorf(r.To, "this is there already, and is not written over")
			}
		}
		if err := a.move(from, to); err != nil {
			return err
		}
	}
	return nil
}

// makeFolder makes a folder, and those above it.
func (a *applying) makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := a.makeFolder(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	a.undos = append(a.undos, func() error { return os.Remove(dir) })
	return nil
}

func (a *applying) move(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	a.undos = append(a.undos, func() error { return os.Rename(to, from) })
	return nil
}

// replace puts the new bytes in place of the old, of which a copy is kept to be put back: were they
// moved away, a kill between the two would leave the page absent.
func (a *applying) replace() error {
	for n, name := range a.changed() {
		file := a.file(name)
		info, err := os.Stat(file)
		if err != nil {
			if err := a.makeFolder(filepath.Dir(file)); err != nil {
				return err
			}
			if err := a.move(a.staged(n), file); err != nil {
				return err
			}
			continue
		}
		old := a.staged(n) + ".old"
		if err := copyFile(file, old, info.Mode().Perm()); err != nil {
			return err
		}
		if err := os.Chmod(a.staged(n), info.Mode().Perm()); err != nil {
			return err
		}
		if err := os.Rename(a.staged(n), file); err != nil {
			return err
		}
		a.undos = append(a.undos, func() error { return os.Rename(old, file) })
	}
	return nil
}

func copyFile(from, to string, mode fs.FileMode) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		return err
	}
	return os.Chmod(to, mode) // whatever the umask is
}

// undo puts everything back.
func (a *applying) undo() error {
	var errs []error
	for _, undo := range slices.Backward(a.undos) {
		errs = append(errs, undo())
	}
	return errors.Join(errs...)
}

// removeEmptied removes the folders that nothing is left in.
func (a *applying) removeEmptied() {
	content := filepath.Join(a.dir, "content")
	for _, r := range a.plan.Renames {
		dir := filepath.Dir(filepath.Join(a.dir, filepath.FromSlash(r.From)))
		for ; dir != content && len(dir) > len(content) && os.Remove(dir) == nil; dir = filepath.Dir(dir) {
		}
	}
}
