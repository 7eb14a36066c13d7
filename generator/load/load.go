package load

import (
	"io/fs"
	"path"

	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// Sources are a site's files as they were when they were read.
type Sources struct {
	Pages  []*Page          // of content/**.md, by name
	Files  []string         // all else below content/, sorted: "content/docs/pic.png"
	Rules  []*redirect.Rule // of redirects/
	Theme  *template.Theme
	Reader Reader
}

// Loader reads a site. It remembers from one time to the next what did not change. One
// goroutine at a time may use it.
type Loader struct {
	pages pageMemory
	rules remembered[[]*redirect.Rule]
	theme remembered[*template.Theme]
}

// Load reads the site in dir; defaultTheme is what its own theme/ is laid over. What could be
// read is returned together with what was wrong.
func (l *Loader) Load(dir, defaultTheme fs.FS) (*Sources, source.List) {
	s := &Sources{Reader: Reader{dir}}
	var list source.List
	if err := l.loadContent(dir, s); err != nil {
		list = append(list, source.FileErrorf("content", "%v", err))
	}
	files, err := ruleFiles(dir)
	if err != nil {
		list = append(list, source.FileErrorf("redirects", "%v", err))
	}
	if len(s.Pages) == 0 && len(list) == 0 {
		list = append(list, source.FileErrorf("content", "there is no page here").
			WithHint("sitegen init makes a site to begin with"))
	}
	rules, errs := l.rules.parse(files, redirect.Parse)
	s.Rules, list = rules, append(list, errs...)
	theme, errs := l.loadTheme(dir, defaultTheme)
	s.Theme = theme
	return s, append(list, errs...)
}

// ruleFiles reads the rules and tables of the redirect map.
func ruleFiles(dir fs.FS) ([]*source.File, error) {
	var files []*source.File
	err := walk(dir, "redirects", func(name string, _ fs.DirEntry) error {
		if path.Ext(name) != ".toml" && path.Ext(name) != ".csv" {
			return nil
		}
		f, err := source.ReadFile(dir, name)
		if err == nil {
			files = append(files, f)
		}
		return err
	})
	return files, err
}
