package generator

import (
	"bytes"
	"encoding/xml"
	htmltemplate "html/template"
	"image"
	_ "image/gif"  // so that its size is known, as are
	_ "image/jpeg" //
	_ "image/png"  //
	"io"
	"net/url"
	"path"
	"strconv"
	"strings"

	_ "golang.org/x/image/webp"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/template"
)

// resources are the files that are published beside a page: those of content/docs/ for
// content/docs/_index.md, those of content/docs/Page/ for content/docs/Page.md.
func (s *Site) resources(p *Page) []*template.Resource {
	var list []*template.Resource
	for _, f := range s.beside[strings.Trim(p.Path, "/")] {
		r := &template.Resource{Name: path.Base(f), URL: htmltemplate.URL(s.base + page.URL("/"+f))}
		r.Width, r.Height, _ = s.imageSize(string(r.URL))
		list = append(list, r)
	}
	return list
}

// filesByFolder sorts the files that are copied by the folder in which they are published.
func (s *Site) filesByFolder() map[string][]string {
	beside := map[string][]string{}
	for _, f := range s.files {
		name := strings.TrimPrefix(f, "content/")
		dir := strings.TrimPrefix(path.Dir("/"+name), "/")
		beside[dir] = append(beside[dir], name)
	}
	return beside
}

// imageSize is an image's width and height in pixels, where src is the URL, as link makes
// it, at which a file of content/ is published.
func (s *Site) imageSize(src string) (width, height int, ok bool) {
	u, err := url.Parse(src)
	if err != nil || u.Host != "" {
		return 0, 0, false
	}
	name, ok := strings.CutPrefix(u.Path, s.base+"/")
	if !ok {
		return 0, 0, false
	}
	if o := s.outputs[name]; o == nil || !o.copied {
		return 0, 0, false
	}
	f, err := s.Dir.Open("content/" + name)
	if err != nil {
		return 0, 0, false
	}
	defer f.Close()
	if path.Ext(name) == ".svg" {
		return svgSize(io.LimitReader(f, 64<<10))
	}
	c, _, err := image.DecodeConfig(f)
	return c.Width, c.Height, err == nil && c.Width > 0 && c.Height > 0
}

// svgSize is the size that a drawing gives itself, by width and height, else by its
// viewBox.
func svgSize(r io.Reader) (width, height int, ok bool) {
	data, err := io.ReadAll(r)
	if err != nil {
		return 0, 0, false
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		t, err := d.RawToken()
		if err != nil {
			return 0, 0, false
		}
		root, isStart := t.(xml.StartElement)
		if !isStart {
			continue
		}
		if root.Name.Local != "svg" {
			return 0, 0, false
		}
		attr := map[string]string{}
		for _, a := range root.Attr {
			attr[a.Name.Local] = strings.TrimSuffix(a.Value, "px")
		}
		w, h := attr["width"], attr["height"]
		if box := strings.Fields(strings.ReplaceAll(attr["viewBox"], ",", " ")); len(box) == 4 && (w == "" || h == "") {
			w, h = box[2], box[3]
		}
		fw, err1 := strconv.ParseFloat(w, 64)
		fh, err2 := strconv.ParseFloat(h, 64)
		width, height = int(fw+.5), int(fh+.5)
		return width, height, err1 == nil && err2 == nil && width > 0 && height > 0
	}
}
