package load

import (
	"bytes"
	"io/fs"
	"sync"
	"time"
)

// stamp tells one state of a file from another without reading it.
type stamp struct {
	size     int64
	modified time.Time
}

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime()} }

// settled is how long before it is read a file must have been written for its stamp to be
// trusted. A second write within the clock's tick bears the same time, and may leave the same
// size; some disks count in seconds, FAT in two. Git calls such files racily clean.
const settled = 2 * time.Second

// pageMemory remembers pages by name, so that a load reads only those that changed.
type pageMemory struct {
	mu    sync.Mutex
	pages map[string]readPageAt
}

// readPageAt is a page, the stamp that its file had, and when it was read.
type readPageAt struct {
	stamp stamp
	read  time.Time
	page  *Page
}

// isCurrent reports whether a file that has a stamp now cannot have been written since it was
// read. A time of zero is of a file system that knows none.
func (r readPageAt) isCurrent(now stamp) bool {
	return r.stamp == now && !now.modified.IsZero() && r.read.Sub(now.modified) > settled
}

// get returns the page of a file, whose stamp is now, as it is.
func (m *pageMemory) get(dir fs.FS, name string, now stamp) (*Page, error) {
	m.mu.Lock()
	before, known := m.pages[name]
	m.mu.Unlock()
	if known && before.isCurrent(now) {
		return before.page, nil
	}
	read := time.Now()
	p, err := readPage(dir, name)
	if err != nil {
		return nil, err
	}
	if known && bytes.Equal(before.page.Data, p.Data) {
		p = before.page
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.pages == nil {
		m.pages = map[string]readPageAt{}
	}
	m.pages[name] = readPageAt{now, read, p}
	return p, nil
}

// keep forgets all pages but those named.
func (m *pageMemory) keep(names map[string]bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name := range m.pages {
		if !names[name] {
			delete(m.pages, name)
		}
	}
}
