package source

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// LockName is the file that a [Lock] keeps in its folder while it is held.
const LockName = ".sitegen.lock"

// Lock is what the one process holds that may write into a folder. The operating system lets go
// of it when the process ends, however it ends: a file that a killed one leaves locks nothing.
type Lock struct {
	file *flock.Flock
	made []string // folders that were made for it, the innermost first
}

// LockFolder locks a folder, and makes it if there is none. purpose is what the lock is for, the
// name of a command. Where another process has the folder, the error says which; it is not waited
// for, since nobody knows whether what it writes is what is wanted.
func LockFolder(dir, purpose string) (*Lock, error) {
	var err error
	for range 100 { // the file, and the folder, may be removed at any moment by who had the lock
		var l *Lock
		l, err = lockOnce(dir)
		if l != nil {
			l.sign(purpose)
			return l, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
	return nil, cmp.Or(err, errRestless)
}

var errRestless error = Errorf("its lock is taken and left without end")

// lockOnce tries to lock a folder. It returns neither a lock nor an error if the file that it
// locked, or could not lock, is no longer the one that others find.
func lockOnce(dir string) (*Lock, error) {
	made := missingFolders(dir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, LockName)
	l := &Lock{file: flock.New(path, flock.SetPermissions(0o644)), made: made}
	ok, err := l.file.TryLock()
	switch {
	case err != nil:
		return nil, err
	case !ok:
		who, gone := holder(path)
		if gone {
			return nil, nil
		}
		return nil, FileErrorf(dir, "another sitegen is writing into this folder: %s", who).
			WithHint("wait until it has ended, or end it; its lock goes with it")
	case !l.isWhatOthersFind():
		return nil, l.file.Close()
	}
	return l, nil
}

// Unlock lets go of the folder, and removes it if it was made for the lock and is empty.
func (l *Lock) Unlock() error {
	removed := os.Remove(l.file.Path()) // before another can lock it, where files in use can be removed
	err := l.file.Close()
	if removed != nil {
		os.Remove(l.file.Path()) // fails where another has it by now
	}
	for _, dir := range l.made {
		if os.Remove(dir) != nil {
			break // not empty
		}
	}
	return err
}

// missingFolders lists a folder and those above it that are not there, the innermost first.
func missingFolders(dir string) (list []string) {
	for {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			return list
		}
		list = append(list, dir)
		dir = filepath.Dir(dir)
	}
}

// isWhatOthersFind reports whether the file that is locked is still in its folder.
func (l *Lock) isWhatOthersFind() bool {
	mine, err := l.file.Stat()
	if err != nil {
		return false
	}
	found, err := os.Stat(l.file.Path())
	return err == nil && os.SameFile(mine, found)
}

// signature is where a lock's file says who holds it. Windows keeps others from reading the first
// byte, which is what is locked.
const signature = 1

// sign writes who holds the lock, for others to tell. The lock holds without it, so errors do not
// count.
func (l *Lock) sign(purpose string) {
	f, err := os.OpenFile(l.file.Path(), os.O_WRONLY, 0)
	if err != nil {
		return
	}
	defer f.Close()
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	text := fmt.Sprintf("%s, process %d on %s, since %s\n",
		purpose, os.Getpid(), host, time.Now().Format("2006-01-02 15:04:05 MST"))
	f.WriteAt([]byte(text), signature)
}

// holder returns who holds a lock; gone reports that nobody does any more.
func holder(path string) (who string, gone bool) {
	for range 20 {
		f, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return "", true
		}
		if err == nil {
			text, _ := io.ReadAll(io.NewSectionReader(f, signature, 1<<10))
			f.Close()
			if line, _, signed := strings.Cut(string(text), "\n"); signed {
				return line, false
			}
		}
		time.Sleep(5 * time.Millisecond) // who has it is about to sign
	}
	return "it does not say which", false
}
