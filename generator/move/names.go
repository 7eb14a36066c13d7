package move

import (
	"cmp"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// Rename is a file that gets another name, as seen from the site's folder: "content/faq.md".
type Rename struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// renaming is what OLD and NEW mean. Names are below content/.
type renaming struct {
	page     *site.Page // that is moved, or nil
	from, to string     // of a file, or of a folder
	isFolder bool
}

// disk tells which files there are, by their exact names: a disk that does not tell small letters
// from capitals must not.
type disk struct{ files fs.FS }

// kind reports whether something below content/ has a name, and whether it is a folder.
func (d disk) kind(name string) (exists, isFolder bool) {
	if name == "." {
		return true, true
	}
	e := d.entry(name)
	return e != nil, e != nil && e.IsDir()
}

// isLink reports whether a file below content/ is a symbolic link.
func (d disk) isLink(name string) bool {
	e := d.entry(name)
	return e != nil && e.Type()&fs.ModeSymlink != 0
}

func (d disk) entry(name string) fs.DirEntry {
	entries, _ := fs.ReadDir(d.files, path.Dir("content/"+name))
	for _, e := range entries {
		if e.Name() == path.Base(name) {
			return e
		}
	}
	return nil
}

// understand finds out what OLD and NEW mean.
func understand(files *output.Files, d disk, old, to string) (renaming, error) {
	r, err := understandOld(files, d, old)
	if err != nil {
		return r, err
	}
	if r.to, err = understandNew(files.Site.Settings, d, r, to); err != nil {
		return r, err
	}
	exists, _ := d.kind(r.to)
	switch {
	case !fs.ValidPath(r.to) || r.to == "." || slices.ContainsFunc(strings.Split(r.to, "/"), source.IsHidden):
		return r, source.Usagef("%q is no place below content/ that is published", to)
	case r.to == r.from:
		return r, source.FileErrorf("content/"+r.from, "this is there already")
	case r.isFolder && strings.HasPrefix(r.to, r.from+"/"):
		return r, source.FileErrorf("content/"+r.from, "a folder cannot be moved into itself, to content/%s", r.to)
	case exists:
		return r, source.FileErrorf("content/"+r.to, "this is there already, and is not written over")
	case !r.isFolder && (path.Ext(r.from) == ".md") != (path.Ext(r.to) == ".md"):
		return r, source.Usagef("a page stays a page, and a file a file: content/%s cannot become content/%s",
			r.from, r.to)
	}
	return r, nil
}

// understandOld finds the file or folder that OLD names, by its path or by its URL.
func understandOld(files *output.Files, d disk, old string) (renaming, error) {
	if at, isURL := sitePath(files.Site.Settings, old); isURL {
		return answering(files, d, at)
	}
	name := contentName(old)
	exists, isFolder := d.kind(name)
	if isPage, _ := d.kind(name + ".md"); isPage && isFolder && !strings.HasSuffix(old, "/") {
		return renaming{}, source.FileErrorf("content/"+name, "this is a folder, and content/%s.md is a page", name).
			WithHint("name the page with .md, or the folder with a slash at its end")
	}
	if !exists && path.Ext(name) == "" {
		name += ".md"
		exists, isFolder = d.kind(name)
	}
	switch {
	case name == "." || name == page.Index:
		return renaming{}, source.Usagef("the first page, and all of content/, stay where they are")
	case !exists:
		var names []string
		for _, p := range files.Site.Pages {
			names = append(names, p.Name)
		}
		d := source.FileErrorf("content/"+strings.TrimSuffix(name, ".md"), "there is no such file below content/")
		return renaming{}, d.Suggest(name, append(names, trimContent(files.Site.Files)...))
	}
	r := renaming{from: name, isFolder: isFolder}
	for _, p := range files.Site.Pages {
		if p.Name == name {
			r.page = p
		}
	}
	return r, nil
}

// answering finds what answers a path of the site: a page's file, a section's folder, a file.
func answering(files *output.Files, d disk, at string) (renaming, error) {
	o := files.Answering(at)
	folder := strings.Trim(at, "/")
	switch {
	case at == "/":
		return renaming{}, source.Usagef("the first page, and all of content/, stay where they are")
	case o != nil && o.Stub != nil:
		return renaming{}, source.FileErrorf(o.From.File, "%s is an old address, that leads to %s", at,
			cmp.Or(o.Stub.To, "a page which says what is gone"))
	case o != nil && o.Copied:
		return renaming{from: strings.TrimPrefix(o.From.File, "content/")}, nil
	case o != nil && o.Page != nil && o.Page.Name != "":
		p := o.Page
		if p.IsSection() {
			return renaming{page: p, from: path.Dir(p.Name), isFolder: true}, nil
		}
		return renaming{page: p, from: p.Name}, nil
	case o != nil:
		return renaming{}, source.Errorf("%s is made by sitegen, of no file below content/", at)
	}
	if exists, isFolder := d.kind(folder); exists && isFolder {
		return renaming{from: folder, isFolder: true}, nil
	}
	var urls []string
	for _, p := range files.Site.Pages {
		urls = append(urls, p.Path)
	}
	return renaming{}, source.Errorf("nothing answers %s", at).Suggest(at, urls)
}

// understandNew is the name that NEW gives: a path, a folder to move into, or a URL.
func understandNew(s site.Settings, d disk, r renaming, to string) (string, error) {
	if at, isURL := sitePath(s, to); isURL {
		name := strings.Trim(at, "/")
		if r.isFolder {
			return name, nil
		}
		if r.page == nil {
			if strings.HasSuffix(at, "/") {
				return path.Join(name, path.Base(r.from)), nil
			}
			return name, nil
		}
		if r.page.Slug == "" || r.page.IsSection() {
			return name + ".md", nil
		}
		if path.Base(name) != r.page.Slug {
			return "", source.KeyErrorf(r.page.File, "slug", "its slug gives this page an address that ends with "+
				"%s/, not %s", r.page.Slug, at).WithHint("name the new file, or change the slug")
		}
		return path.Join(path.Dir(name), path.Base(r.from)), nil
	}
	name := contentName(to)
	_, isFolder := d.kind(name)
	switch {
	case isFolder || strings.HasSuffix(to, "/"):
		return path.Join(name, path.Base(r.from)), nil
	case !r.isFolder && path.Ext(r.from) == ".md" && path.Ext(name) != ".md":
		return name + ".md", nil
	}
	return name, nil
}

// contentName is the name below content/ of a path as people write it.
func contentName(p string) string {
	p = path.Clean(strings.ReplaceAll(p, `\`, "/"))
	if p == "content" {
		return "."
	}
	return strings.TrimPrefix(p, "content/")
}

// sitePath is the decoded path of the site that a URL means, and whether it is one: with the
// site's host, or a slash at its beginning.
func sitePath(s site.Settings, text string) (at string, isURL bool) {
	if rest, ok := strings.CutPrefix(text, s.Mount.Origin+s.Mount.Path+"/"); ok && s.Mount.Origin != "" {
		text = "/" + rest
	}
	if !strings.HasPrefix(text, "/") {
		return "", false
	}
	text, _, _ = strings.Cut(text, "#")
	text, _, _ = strings.Cut(text, "?")
	if decoded, err := url.PathUnescape(text); err == nil {
		text = decoded
	}
	return text, true
}

func trimContent(files []string) []string {
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimPrefix(f, "content/"))
	}
	return names
}

// renames lists the files that get another name: all below a folder; a page with the files that
// are published beside it.
func (r renaming) renames(s *site.Site, d disk) ([]Rename, error) {
	var list []Rename
	add := func(from, to string) { list = append(list, Rename{"content/" + from, "content/" + to}) }
	if r.isFolder {
		return list, fs.WalkDir(d.files, "content/"+r.from, func(name string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				name = strings.TrimPrefix(name, "content/")
				add(name, r.to+strings.TrimPrefix(name, r.from))
			}
			return err
		})
	}
	add(r.from, r.to)
	if r.page == nil {
		return list, nil
	}
	dir, newDir := strings.Trim(r.page.Path, "/"), strings.Trim(page.Permalink(r.to, r.page.Slug), "/")
	if dir == newDir || dir == "" || r.page.IsSection() && hasOtherPages(s, r.page) {
		return list, nil
	}
	for _, f := range trimContent(s.Files) {
		if below, ok := strings.CutPrefix(f, dir+"/"); ok && isBeside(s, r.page, f) {
			if newDir == "" {
				return nil, source.FileErrorf("content/"+f, "files of the first page cannot lie in content/ itself")
			}
			add(f, path.Join(newDir, below))
		}
	}
	return list, nil
}

// hasOtherPages reports whether a section's folder has pages besides its own.
func hasOtherPages(s *site.Site, section *site.Page) bool {
	return slices.ContainsFunc(s.Pages, func(p *site.Page) bool {
		return p != section && strings.HasPrefix(p.Path, section.Path)
	})
}

// isBeside reports whether a file below a page's address is that page's, and not that of a page
// further below.
func isBeside(s *site.Site, p *site.Page, file string) bool {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if owner := s.PageAt("/" + dir + "/"); owner != nil {
			return owner == p
		}
	}
	return false
}
