package move

import (
	"net/url"
	"path"
	"strings"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
)

// places are the names and addresses that change. Names are below content/; addresses are
// decoded paths of the site.
type places struct {
	mount    page.Mount
	names    map[string]string // of files
	paths    map[string]string // of pages, of a list's further pages, and of files
	from, to string            // the address of a folder that moves as a whole, "/docs/"; or ""
	stays    map[string]bool   // addresses of pages that do not move
}

func newPlaces(s *site.Site, r renaming, renames []Rename) *places {
	p := &places{mount: s.Settings.Mount, names: map[string]string{}, paths: map[string]string{},
		stays: map[string]bool{}}
	for _, r := range renames {
		from, to := strings.TrimPrefix(r.From, "content/"), strings.TrimPrefix(r.To, "content/")
		p.names[from] = to
		p.paths["/"+from] = "/" + to
	}
	for _, pg := range s.EveryPage() {
		to, moves := p.names[pg.Name]
		delete(p.paths, "/"+pg.Name)
		at := page.Permalink(to, pg.Slug)
		for _, l := range pg.ListPages {
			if moves {
				p.paths[l.Path] = at + strings.TrimPrefix(l.Path, pg.Path)
			} else {
				p.stays[l.Path] = true
			}
		}
	}
	if r.isFolder {
		p.from, p.to = "/"+r.from+"/", "/"+r.to+"/"
	}
	return p
}

// name is the new name of a file below content/.
func (p *places) name(old string) string {
	if to, ok := p.names[old]; ok {
		return to
	}
	return old
}

// at is the new address of what is at a decoded path of the site: of a page, with or without the
// slash at its end, of a file, of a Markdown file's name.
func (p *places) at(old string) string {
	if to, ok := p.names[strings.TrimPrefix(old, "/")]; ok && strings.HasSuffix(old, ".md") {
		return "/" + to
	}
	if to, ok := p.paths[old]; ok {
		return to
	}
	if to, ok := p.paths[old+"/"]; ok {
		return strings.TrimSuffix(to, "/")
	}
	if to, ok := p.paths[old+".html"]; ok && strings.HasSuffix(to, ".html") {
		return strings.TrimSuffix(to, ".html")
	}
	if dir, ok := strings.CutSuffix(old, "/index.html"); ok && p.paths[dir+"/"] != "" {
		return p.paths[dir+"/"] + "index.html"
	}
	if p.stays[old] || p.stays[old+"/"] {
		return old // a page whose address is that of a folder with its files
	}
	return p.prefix(old)
}

// prefix is what the paths of pages begin with, after the move of a folder.
func (p *places) prefix(old string) string {
	if rest, ok := strings.CutPrefix(old, p.from); ok && p.from != "" {
		return p.to + rest
	}
	return old
}

// link is the new path of a link, an address as written, without query and fragment: that of
// the file from, below content/. Links stay relative or rooted, as they are. ok is false where
// the link may stay as it is.
func (p *places) link(from, written string) (to string, ok bool) {
	u, err := url.Parse(written)
	if err != nil || u.Path == "" {
		return "", false
	}
	if origin := u.Scheme + "://" + u.Host; u.Host != "" || u.Scheme != "" {
		at, isOurs := p.mount.Cut(u.Path)
		if origin != p.mount.Origin || !isOurs || p.at(at) == at {
			return "", false
		}
		return origin + p.mount.Path + page.URL(p.at(at)), true // which text takes for an address as it is
	}
	if strings.HasPrefix(u.Path, "/") {
		return escapePath(p.at(u.Path), written), p.at(u.Path) != u.Path
	}
	target := p.at(join(from, u.Path))
	if join(p.name(from), u.Path) == target && !leavesContent(p.name(from), u.Path) {
		return "", false
	}
	relative := relativePath(path.Dir("/"+p.name(from)), target)
	to = escapePath(relative, written)
	if first, _, _ := strings.Cut(to, "/"); strings.Contains(first, ":") || to == "" {
		to = "./" + to // else what is before the colon would be a scheme
	}
	return to, true
}

// file is the new name of a file that a page, or its front matter, names: seen from the page's
// file, or with a slash before it, from content/.
func (p *places) file(from, written string) (to string, ok bool) {
	if strings.HasPrefix(written, "/") {
		to = "/" + p.name(strings.TrimPrefix(path.Clean(written), "/"))
		return to, to != path.Clean(written)
	}
	target := "/" + p.name(strings.TrimPrefix(join(from, written), "/"))
	if join(p.name(from), written) == target && !leavesContent(p.name(from), written) {
		return "", false
	}
	return relativePath(path.Dir("/"+p.name(from)), target), true
}

// join is the path of the site that a relative path means on the page of a file.
func join(file, relative string) string {
	at := path.Join("/", path.Dir(file), relative)
	if strings.HasSuffix(relative, "/") && at != "/" {
		at += "/"
	}
	return at
}

// leavesContent reports whether a relative path leads out of content/: within the site it stops
// there, elsewhere, as on GitHub, it does not.
func leavesContent(file, relative string) bool {
	return strings.HasPrefix(path.Join(path.Dir(file), relative)+"/", "../")
}

// relativePath is the path from a folder to a target, both from the site's root; a slash at the
// target's end stays.
func relativePath(dir, target string) string {
	from := strings.Split(strings.Trim(dir, "/"), "/")
	if from[0] == "" {
		from = nil
	}
	to := strings.Split(strings.TrimPrefix(target, "/"), "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// escapePath encodes a path for a link, in the way of another: letters beyond ASCII, and spaces,
// stay as they are where that has such, or nothing that is encoded.
func escapePath(p, like string) string {
	keepLetters := !strings.Contains(like, "%")
	keepSpaces := strings.Contains(like, " ")
	var b strings.Builder
	for _, r := range p {
		switch {
		case r >= 0x80 && keepLetters, r == ' ' && keepSpaces:
			b.WriteRune(r)
		case r == '&': // else it may begin an entity
			b.WriteString("%26")
		case r == '(' || r == ')' || r == '*' || r == '\'' || r == '!' || r == '~':
			b.WriteString(url.PathEscape(string(r)))
		default:
			b.WriteString((&url.URL{Path: "/" + string(r)}).EscapedPath()[1:])
		}
	}
	return b.String()
}
