package serve

import (
	"bytes"
	"maps"
	"net/http"
	"strings"
	"sync"

	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// Site is what the preview shows.
type Site interface {
	Has(path string) bool
	Render(path string) ([]byte, source.List)
}

// Server is an http.Handler.
type Server struct {
	mu       sync.RWMutex
	base     string
	site     Site
	problems source.List // of the newest attempt
	version  int         // counts attempts
	changed  chan struct{}
	good     map[string]rendered // of pages that were looked at: as they last could be rendered
}

// rendered is a page as it was in one version.
type rendered struct {
	version int
	data    []byte
}

// New makes a Server that has no site to show yet.
func New() *Server {
	return &Server{changed: make(chan struct{}), good: map[string]rendered{}}
}

// Show makes site the newest, mounted at base ("" for the root); problems are shown over its
// pages. A nil site leaves the last one in place.
func (s *Server) Show(base string, site Site, problems source.List) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.base = base
	if site != nil {
		s.site = site
		maps.DeleteFunc(s.good, func(file string, _ rendered) bool { return !site.Has(file) })
	}
	s.tell(problems)
}

// ShowProblems shows problems over the last site.
func (s *Server) ShowProblems(problems source.List) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tell(problems)
}

// tell begins a new version, within the lock.
func (s *Server) tell(problems source.List) {
	s.problems = problems
	s.version++
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Server) now() (string, Site, source.List, int, chan struct{}) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.base, s.site, s.problems, s.version, s.changed
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == eventsPath {
		s.events(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "GitHub Pages answers GET and HEAD only", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	base, site, problems, version, _ := s.now()
	p, ok := strings.CutPrefix(r.URL.Path, base+"/")
	if !ok {
		if r.URL.Path == base || r.URL.Path == "/" {
			http.Redirect(w, r, base+"/", http.StatusMovedPermanently)
			return
		}
		http.NotFound(w, r)
		return
	}
	if site == nil {
		s.sendPage(w, http.StatusInternalServerError, []byte(emptyPage), problems, version)
		return
	}
	file, redirect := page.Find(site.Has, p)
	switch {
	case redirect:
		toFolder(w, r)
	case file != "":
		s.sendFile(w, http.StatusOK, file, site, problems, version)
	case site.Has(output.NotFoundFile):
		s.sendFile(w, http.StatusNotFound, output.NotFoundFile, site, problems, version)
	default:
		http.NotFound(w, r)
	}
}

// toFolder redirects /dir to /dir/.
func toFolder(w http.ResponseWriter, r *http.Request) {
	to := r.URL.EscapedPath() + "/"
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusMovedPermanently)
}

// emptyPage is what problems are shown over where there is no page.
const emptyPage = "<!doctype html><title>sitegen</title>"

// sendFile renders a file and sends it, as it last was if it cannot be rendered.
func (s *Server) sendFile(
	w http.ResponseWriter, status int, file string, site Site, problems source.List, version int,
) {
	data, errs := site.Render(file)
	problems = append(problems[:len(problems):len(problems)], errs...)
	problems.Sort()
	kind := contentType(file)
	if data = s.lastGood(file, kind, rendered{version, data}); data == nil && problems.HasErrors() {
		data, kind, status = []byte(emptyPage), htmlType, http.StatusInternalServerError
	}
	if strings.HasPrefix(kind, "text/html") {
		s.sendPage(w, status, data, problems, version)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	w.Write(data)
}

// lastGood returns a page that was rendered, else what it was when it last could be. A page of an
// older site, whose rendering took longer than that of a newer one, is not the last.
func (s *Server) lastGood(file, kind string, page rendered) []byte {
	if !strings.HasPrefix(kind, "text/html") {
		return page.data
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if page.data == nil {
		return s.good[file].data
	}
	if page.version >= s.good[file].version && s.site.Has(file) {
		s.good[file] = page
	}
	return page.data
}

// sendPage sends HTML with the preview's script, and the problems if there are any.
func (s *Server) sendPage(w http.ResponseWriter, status int, data []byte, problems source.List, version int) {
	w.Header().Set("Content-Type", htmlType)
	w.WriteHeader(status)
	add := liveReload(version) + overlay(problems)
	if i := bytes.LastIndex(data, []byte("</body>")); i >= 0 {
		w.Write(data[:i])
		w.Write([]byte(add))
		w.Write(data[i:])
		return
	}
	w.Write(data)
	if !bytes.Contains(data, []byte(`http-equiv="refresh"`)) { // a stub forwards at once
		w.Write([]byte(add))
	}
}
