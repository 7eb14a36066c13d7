package macro

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/sanitize"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/generator/page"
)

var (
	imageArg  = regexp.MustCompile(`(?:[^,"']|"[^"]*"|'[^']*')+`)
	imageSize = regexp.MustCompile(`^(?:[0-9]+|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)` +
		`(?:%|ch|em|ex|ic|rem|vh|vw|vmax|vmin|vb|vi|px|cm|mm|Q|in|pc|pt))$`)
)

// noImage is the theme's sign for a picture that is not there. Trac shows a file
// of the same name.
const noImage = "/assets/attachment.png"

// image lowers [[Image(filespec, size, alignment, link=, title=, …)]] to a picture, within a
// link where it has one.
func image(p *Page, m *wiki.Macro) []wiki.Block {
	args := imageArg.FindAllString(strings.TrimSpace(m.Args), -1)
	if len(args) == 0 {
		return nil
	}
	for i := range args {
		args[i] = strings.TrimSpace(args[i])
	}
	file := imageFile(p, wiki.Unquote(args[0]))
	img, to := imageWith(p, m.Span, file, args[1:])
	if !file.found {
		p.Notes.Note(m.Span, report.Broken, "%s", file.description)
		img.URL, img.Alt, img.Title = noImage, file.description, file.description
		return inLine(m.Span, img)
	}
	p.Links.Examine(m.Span, m.Raw, links.Target{URL: img.URL}, img.URL)
	if to == "" {
		return inLine(m.Span, img)
	}
	return inLine(m.Span, &wiki.Hyperlink{Span: m.Span, URL: to, Inlines: []wiki.Inline{img}})
}

// imageWith makes the picture of a file as the macro's other arguments want it; to is where
// a click leads, or "".
func imageWith(p *Page, at wiki.Span, file picture, args []string) (img *wiki.Image, to string) {
	img = &wiki.Image{Span: at, URL: file.src, Alt: file.description, Title: file.description}
	to = file.page
	var style []string
	for _, arg := range args {
		key, value, _ := strings.Cut(arg, "=")
		if key == "align" || key == "valign" {
			key = value
		}
		switch {
		case imageSize.MatchString(arg):
			key, value = "width", arg
			fallthrough
		case key == "width" || key == "height":
			if strings.Trim(value, "0123456789") == "" || strings.HasSuffix(value, "%") {
				img.Attrs = append(img.Attrs, wiki.Arg{Name: key, Value: value})
			} else if imageSize.MatchString(value) {
				style = append(style, key+":"+value)
			}
		case key == "nolink":
			to = ""
		case key == "link":
			to = imageLink(p, strings.TrimSpace(value))
		case key == "left" || key == "right":
			style = append(style, "float:"+key)
		case key == "center":
			style = append(style, "display:block", "margin-left:auto", "margin-right:auto")
		case key == "top" || key == "bottom" || key == "middle":
			style = append(style, "vertical-align:"+key)
		case key == "alt":
			img.Alt = wiki.Unquote(value)
		case key == "title":
			img.Title = wiki.Unquote(value)
		case key == "class" || key == "id":
			img.Attrs = append(img.Attrs, wiki.Arg{Name: key, Value: wiki.Unquote(value)})
		case key == "border" && value != "":
			style = append(style, "border:"+length(value)+" solid")
		case strings.HasPrefix(key, "margin") && value != "":
			style = append(style, key+":"+length(value))
		}
	}
	if len(style) > 0 {
		img.Attrs = append(img.Attrs, wiki.Arg{Name: "style", Value: strings.Join(style, "; ")})
	}
	img.Attrs = sanitize.Attrs(img.Attrs)
	return img, to
}

// length returns a CSS length; a bare number is one in pixels.
func length(v string) string {
	if strings.Trim(v, "0123456789") == "" {
		return v + "px"
	}
	return v
}

// picture is what an Image macro shows.
type picture struct {
	src, page   string // the file, and where a click leads
	description string
	found       bool
}

// imageFile finds the file that a filespec means: a URL, a path of the Trac, a file of its
// source or of its own, else an attachment.
func imageFile(p *Page, spec string) picture {
	parts := strings.Split(spec, ":")
	withoutQuery, _, _ := strings.Cut(spec, "?")
	switch {
	case parts[0] == "data" && !strings.HasPrefix(spec, "data:image/"):
		return picture{description: "An image that may not be shown"}
	case parts[0] == "http" || parts[0] == "https" || parts[0] == "ftp" || parts[0] == "data":
		u := p.Site.LocalURL(spec).URL
		return picture{src: p.Site.AttachmentFile(u), page: u, description: withoutQuery, found: true}
	case strings.HasPrefix(spec, "//"):
		return picture{src: spec[1:], page: spec[1:], description: withoutQuery[1:], found: true}
	case strings.HasPrefix(spec, "/"):
		u := p.Site.Base + spec
		return picture{src: u, page: u, description: withoutQuery, found: true}
	}
	realm, id, name := "wiki", p.Name, parts[len(parts)-1]
	switch {
	case len(parts) == 3:
		realm, id = parts[0], parts[1]
	case len(parts) == 2 && (parts[0] == "source" || parts[0] == "browser" || parts[0] == "repos"):
		return sourcePicture(p.Site.Base, spec, name)
	case len(parts) == 2 && (parts[0] == "htdocs" || parts[0] == "shared"):
		folder := map[string]string{"htdocs": "site", "shared": "shared"}[parts[0]]
		u := p.Site.Base + page.URL(path.Join("/chrome", folder, name))
		return picture{src: u, page: u, description: path.Base(name), found: true}
	case len(parts) == 2:
		id = parts[0]
		if rest, ok := strings.CutPrefix(id, "#"); ok {
			realm, id = "ticket", rest
		}
	}
	return attachedPicture(p, realm, wiki.Unquote(id), wiki.Unquote(name))
}

// sourcePicture is a file of the repository, name@revision, which spec means.
func sourcePicture(base, spec, name string) picture {
	rev := ""
	if at := strings.LastIndexByte(name, '@'); at >= 0 {
		name, rev = name[:at], name[at+1:]
	}
	u := base + "/browser/" + page.URL(strings.TrimLeft(name, "/"))
	raw := u + "?format=raw"
	if rev != "" {
		raw, u = raw+"&rev="+url.QueryEscape(rev), u+"?rev="+url.QueryEscape(rev)
	}
	return picture{src: raw, page: u, description: spec, found: true}
}

// attachedPicture is an attachment of a page or ticket.
func attachedPicture(p *Page, realm, id, name string) picture {
	below := realm + "/" + id + "/" + name
	file := picture{
		src:  p.Site.Base + "/raw-attachment/" + page.URL(below),
		page: p.Site.Base + "/attachment/" + page.URL(below), found: true,
	}
	owner := "Ticket #" + id
	if realm != "ticket" {
		owner = id
	}
	if realm == "wiki" {
		file.description = p.Site.Description(id, name)
	}
	missing := fmt.Sprintf("No image %q attached to %s", name, owner)
	pictures := p.Shown.Pictures()
	if alt, ok := pictures[file.src]; ok && file.description == "" {
		file.description = alt
	} else if p.Shown.HasAlt(missing) {
		return picture{description: missing}
	}
	_, isAbsent := p.Site.Absent(file.src)
	if isAbsent || p.Site.Fetched["raw-attachment/"+below] || realm != "wiki" {
		file.src = p.Site.AttachmentFile(file.src)
		return file
	}
	if !p.Site.Pages[id] { // a prefix that only Trac knows
		for _, src := range slices.Sorted(maps.Keys(pictures)) {
			if strings.HasSuffix(src, "/"+page.URL(name)) {
				return picture{src: src, page: src, description: pictures[src], found: true}
			}
		}
	}
	return picture{description: missing}
}

// imageLink returns where link=…, which holds one TracLink, leads, or "".
func imageLink(p *Page, text string) string {
	for _, n := range wiki.ParseInline(text, p.Options) {
		if link, ok := n.(*wiki.Link); ok {
			return p.Links.Address(link)
		}
	}
	return ""
}
