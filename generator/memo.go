package generator

import (
	"io/fs"
	"sync"
	"time"
)

// memo remembers files from one site to the next, so that an edit costs what it
// changed. A file is taken for unchanged while its size and its time are, as Git does,
// unless it was written so shortly before it was read that another write could bear
// the same time.
type memo struct {
	mu    sync.Mutex
	files map[string]remembered
}

type remembered struct {
	stamp stamp
	read  time.Time
	file  *pageFile
}

// stamp tells one state of a file from another.
type stamp struct {
	size     int64
	modified time.Time
}

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime()} }

// settled is how old a file's time must be, when it is read, to be trusted: some disks
// count in seconds.
const settled = 2 * time.Second

// get returns the file as it is now.
func (m *memo) get(fsys fs.FS, name string, now stamp) (*pageFile, error) {
	m.mu.Lock()
	old, ok := m.files[name]
	m.mu.Unlock()
	if ok && old.stamp == now && !now.modified.IsZero() && old.read.Sub(now.modified) > settled {
		return old.file, nil
	}
	read := time.Now()
	f, err := readPage(fsys, name)
	if err != nil {
		return nil, err
	}
	if ok && string(old.file.Data) == string(f.Data) {
		f = old.file
	}
	m.mu.Lock()
	m.files[name] = remembered{now, read, f}
	m.mu.Unlock()
	return f, nil
}

// keep forgets all but the files named.
func (m *memo) keep(names map[string]bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name := range m.files {
		if !names[name] {
			delete(m.files, name)
		}
	}
}
