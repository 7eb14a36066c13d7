package redirect

import (
	"path"
	"slices"
	"strings"
)

// A stub is a file where an old URL can be one. These cannot, and are answered by 404.html: what
// holds a backslash or a control character, which not every disk takes and no tool expects; what
// is longer than a file's name or path may be.
//
// The file is index.html in the folder of the old path. Where that is a folder itself, for
// there was an old path PATH/index.html as well, or would answer for PATH/index, which was another
// page, it is PATH.html, which answers PATH alone: PATH/ is left to 404.html.

const (
	longestName = 255 // bytes: ext4, APFS
	longestPath = 800 // bytes below the site's folder: macOS takes 1024 with what is above it
)

// nameFiles gives the stubs their files, and notes those that 404.html must know.
func (m *Map) nameFiles() {
	hasIndex := map[string]bool{} // old paths, in small letters, whose index.html is not theirs
	for _, p := range m.paths {
		at := 0
		for _, part := range strings.Split(p, "/") {
			if isLast := at+len(part) == len(p); strings.EqualFold(part, "index.html") || isLast && part == "index" {
				hasIndex[strings.ToLower(strings.TrimSuffix(p[:at], "/"))] = true
			}
			at += len(part) + 1
		}
	}
	for _, p := range m.paths {
		s, trimmed := m.stubs[p], strings.Trim(p, "/")
		s.File = strings.TrimPrefix(trimmed+"/index.html", "/")
		if hasIndex[strings.ToLower(strings.TrimSuffix(p, "/"))] {
			if s.File = trimmed + ".html"; m.hasPathsIn(p + ".html") {
				s.File = ""
			}
		}
		if !canBeFile(s.File) {
			s.File = ""
		}
		if !s.hasIndexFile() {
			m.unfiled = append(m.unfiled, s)
		}
	}
}

// hasIndexFile reports whether the stub's file answers its path in every spelling, as an
// index.html does on every server.
func (s *Stub) hasIndexFile() bool { return path.Base(s.File) == "index.html" }

// hasPathsIn reports whether an old path is, or lies in, the folder.
func (m *Map) hasPathsIn(folder string) bool {
	if _, found := slices.BinarySearch(m.paths, folder); found {
		return true
	}
	i, _ := slices.BinarySearch(m.paths, folder+"/")
	return i < len(m.paths) && strings.HasPrefix(m.paths[i], folder+"/")
}

// canBeFile reports whether every disk that a site is built on takes a path as a file's.
func canBeFile(p string) bool {
	isTooLong := func(part string) bool { return len(part) > longestName }
	return len(p) <= longestPath && !strings.Contains(p, `\`) && !hasControl(p) &&
		!slices.ContainsFunc(strings.Split(p, "/"), isTooLong)
}

// unfiledStub is a stub as resolver.js reads it: what the file would tell.
type unfiledStub struct {
	To      string   `json:"to,omitempty"`
	Gone    string   `json:"gone,omitempty"`
	Since   string   `json:"since,omitempty"`
	See     string   `json:"see,omitempty"`
	Missing bool     `json:"missing,omitempty"`
	From    string   `json:"from,omitempty"` // with N, the rule whose maps of query and fragment it has
	N       int      `json:"n,omitempty"`
	Row     captures `json:"row,omitempty"`
}

// Unfiled returns the stubs that 404.html must know as JSON, an object by their decoded paths;
// "" for none.
func (m *Map) Unfiled() string {
	if len(m.unfiled) == 0 {
		return ""
	}
	byPath := map[string]unfiledStub{}
	for _, s := range m.unfiled {
		u := unfiledStub{To: s.To, Gone: s.Gone, Since: s.Since, See: s.See, Missing: s.missing, Row: s.row()}
		if s.Gone != "" {
			u.To = ""
		}
		if s.mapper != nil && !s.missing {
			u.From, u.N = s.mapper.pattern.text, s.mapper.number
		}
		byPath[s.Path] = u
	}
	return mustJSON(byPath)
}
