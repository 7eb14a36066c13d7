package git

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Tree is the files of a commit below a folder, an fs.FS. Git is asked for the names at once
// and for a file's bytes when they are read, so that a clone that leaves out old files
// (--filter=blob:none) fetches no more of them than that. Many goroutines may read it.
type Tree struct {
	entries map[string]*treeEntry // by path; "." is the folder
	mu      sync.Mutex            // of the process, which answers one question at a time
	command *exec.Cmd             // "git cat-file --batch"; nil until something is read
	ask     io.WriteCloser
	answers *bufio.Reader
	start   func() error
}

// OpenTree opens those files of a commit that are in the folder dir of the repository at the
// names below it, all of them without names. [Tree.Close] ends it.
func OpenTree(ctx context.Context, dir, commit string, names ...string) (*Tree, error) {
	list, err := output(ctx, dir, append([]string{"ls-tree", "-r", "-z", commit, "--"}, names...)...)
	if err != nil {
		return nil, err
	}
	t := &Tree{entries: map[string]*treeEntry{".": {name: ".", mode: fs.ModeDir | 0o755}}}
	for _, line := range strings.Split(list, "\x00") {
		info, name, ok := strings.Cut(line, "\t")
		fields := strings.Fields(info) // mode, type, id
		if ok && len(fields) == 3 && fields[1] == "blob" && fs.ValidPath(name) {
			t.add(name, fields[0], fields[2])
		}
	}
	for _, e := range t.entries { // Git's order of folders is another
		slices.SortFunc(e.children, func(a, b *treeEntry) int { return strings.Compare(a.name, b.name) })
	}
	t.start = func() (err error) {
		t.command = Command(ctx, dir, "cat-file", "--batch")
		if t.ask, err = t.command.StdinPipe(); err != nil {
			return err
		}
		out, err := t.command.StdoutPipe()
		if err != nil {
			return err
		}
		t.answers = bufio.NewReader(out)
		return t.command.Start()
	}
	return t, nil
}

// Close ends the process that reads.
func (t *Tree) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.command == nil {
		return nil
	}
	t.ask.Close()
	return t.command.Wait()
}

// add notes a file, and the folders that it is in.
func (t *Tree) add(name, mode, id string) {
	e := &treeEntry{name: path.Base(name), mode: 0o644, id: id}
	if mode == "120000" {
		e.mode = fs.ModeSymlink | 0o777
	}
	t.entries[name] = e
	for child := e; name != "."; child, name = t.entries[path.Dir(name)], path.Dir(name) {
		dir, known := t.entries[path.Dir(name)]
		if !known {
			dir = &treeEntry{name: path.Base(path.Dir(name)), mode: fs.ModeDir | 0o755}
			t.entries[path.Dir(name)] = dir
		}
		dir.children = append(dir.children, child)
		if known {
			return
		}
	}
}

// IDs are the ids of the files' bytes, by path.
func (t *Tree) IDs() map[string]string {
	ids := map[string]string{}
	for name, e := range t.entries {
		if !e.IsDir() {
			ids[name] = e.id
		}
	}
	return ids
}

// mostLinks is how many symbolic links lead to a file.
const mostLinks = 8

// ReadFile implements fs.ReadFileFS.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	fail := func(err error) ([]byte, error) { return nil, &fs.PathError{Op: "read", Path: name, Err: err} }
	if !fs.ValidPath(name) {
		return fail(fs.ErrInvalid)
	}
	at := name
	for range mostLinks {
		e := t.entries[at]
		switch {
		case e == nil:
			return fail(fs.ErrNotExist)
		case e.IsDir():
			return fail(errors.New("is a folder"))
		}
		data, err := t.blob(e.id)
		if err != nil {
			return fail(err)
		}
		if e.mode&fs.ModeSymlink == 0 {
			return data, nil
		}
		at = path.Join(path.Dir(at), string(data))
	}
	return fail(fs.ErrNotExist)
}

// blob reads the bytes of an id.
func (t *Tree) blob(id string) ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.command == nil {
		if err := t.start(); err != nil {
			return nil, err
		}
	}
	if _, err := fmt.Fprintln(t.ask, id); err != nil {
		return nil, err
	}
	head, err := t.answers.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(head) // id, type, size; or id, missing
	if len(fields) != 3 {
		return nil, fmt.Errorf("the repository lacks the object %s", id)
	}
	size, err := strconv.Atoi(fields[2])
	if err != nil {
		return nil, err
	}
	data := make([]byte, size+1) // a line end follows
	if _, err := io.ReadFull(t.answers, data); err != nil {
		return nil, err
	}
	return data[:size], nil
}

// Open implements fs.FS.
func (t *Tree) Open(name string) (fs.File, error) {
	e := t.entries[name]
	if !fs.ValidPath(name) || e == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if e.IsDir() {
		return &openTree{treeEntry: e}, nil
	}
	data, err := t.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &openTree{treeEntry: &treeEntry{name: e.name, mode: 0o644}, data: data}, nil
}

// Stat implements fs.StatFS.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	e := t.entries[name]
	if !fs.ValidPath(name) || e == nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	if e.mode&fs.ModeSymlink != 0 {
		f, err := t.Open(name)
		if err != nil {
			return nil, err
		}
		return f.Stat()
	}
	return e, nil
}

// openTree is a file or folder that is read.
type openTree struct {
	*treeEntry
	data []byte
	at   int
}

// Stat implements fs.File.
func (f *openTree) Stat() (fs.FileInfo, error) { return f.treeEntry, nil }

// Read implements fs.File.
func (f *openTree) Read(into []byte) (int, error) {
	if f.IsDir() {
		return 0, &fs.PathError{Op: "read", Path: f.name, Err: errors.New("is a folder")}
	}
	if f.at == len(f.data) && len(into) > 0 {
		return 0, io.EOF
	}
	n := copy(into, f.data[f.at:])
	f.at += n
	return n, nil
}

// Close implements fs.File.
func (f *openTree) Close() error { return nil }

// ReadDir implements fs.ReadDirFile.
func (f *openTree) ReadDir(n int) ([]fs.DirEntry, error) {
	if !f.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: f.name, Err: errors.New("is no folder")}
	}
	rest := f.children[f.at:]
	if n > 0 {
		if len(rest) == 0 {
			return nil, io.EOF
		}
		rest = rest[:min(n, len(rest))]
	}
	f.at += len(rest)
	list := make([]fs.DirEntry, len(rest))
	for i, e := range rest {
		list[i] = e
	}
	return list, nil
}
