package git

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"strconv"
	"strings"
	"sync"

	"github.com/twisted/sitegen/internal/filetree"
)

// Tree is the files of a commit below a folder. Git is asked for the names at once and for a
// file's bytes when they are read, so that a clone that leaves out old files
// (--filter=blob:none) fetches no more of them than that. Many goroutines may read it.
type Tree struct {
	Files   *filetree.Tree
	IDs     map[string]string // of the files' bytes, by path
	objects objects
}

// OpenTree opens those files of a commit that are in the folder dir of the repository at the
// names below it, all of them without names. [Tree.Close] ends it.
func OpenTree(ctx context.Context, dir, commit string, names ...string) (*Tree, error) {
	list, err := output(ctx, dir, append([]string{"ls-tree", "-r", "-z", commit, "--"}, names...)...)
	if err != nil {
		return nil, err
	}
	t := &Tree{Files: filetree.New(), IDs: map[string]string{}}
	t.objects.command = Command(ctx, dir, "cat-file", "--batch")
	for _, line := range strings.Split(list, "\x00") {
		info, name, ok := strings.Cut(line, "\t")
		fields := strings.Fields(info) // mode, type, id
		if !ok || len(fields) != 3 || fields[1] != "blob" {
			continue
		}
		mode := fs.FileMode(0o644)
		if fields[0] == "120000" {
			mode = fs.ModeSymlink | 0o777
		}
		id := fields[2]
		t.IDs[name] = id
		t.Files.Add(name, mode, func() ([]byte, error) { return t.objects.read(id) })
	}
	return t, nil
}

// Close ends the process that reads.
func (t *Tree) Close() error { return t.objects.close() }

// objects are those of a repository, read by one "git cat-file --batch", which is started when
// something is read and answers one question at a time.
type objects struct {
	mu      sync.Mutex
	command *exec.Cmd
	ask     io.WriteCloser // nil until something is read
	answers *bufio.Reader
}

// read returns the bytes of an id.
func (o *objects) read(id string) ([]byte, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ask == nil {
		if err := o.start(); err != nil {
			return nil, err
		}
	}
	if _, err := fmt.Fprintln(o.ask, id); err != nil {
		return nil, err
	}
	head, err := o.answers.ReadString('\n')
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
	if _, err := io.ReadFull(o.answers, data); err != nil {
		return nil, err
	}
	return data[:size:size], nil
}

func (o *objects) start() error {
	ask, err := o.command.StdinPipe()
	if err != nil {
		return err
	}
	answers, err := o.command.StdoutPipe()
	if err != nil {
		return err
	}
	o.ask, o.answers = ask, bufio.NewReader(answers)
	return o.command.Start()
}

func (o *objects) close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ask == nil {
		return nil
	}
	o.ask.Close()
	return o.command.Wait()
}
