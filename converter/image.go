package converter

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/generator/page"
)

// The Image macro: [[Image(filespec, size, alignment, link=, title=, …)]].

var (
	imageArg  = regexp.MustCompile(`(?:[^,"']|"[^"]*"|'[^']*')+`)
	imageSize = regexp.MustCompile(`^(?:[0-9]+|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:%|ch|em|ex|ic|rem|vh|vw|vmax|vmin|vb|vi|px|cm|mm|Q|in|pc|pt))$`)
)

// noImage is the theme's sign for a picture that is not there. Trac shows a file
// of the same name.
const noImage = "/assets/attachment.png"

// image lowers an Image macro to a picture, within a link where it has one.
func (l *lowering) image(m *wiki.Macro) []wiki.Inline {
	args := imageArg.FindAllString(strings.TrimSpace(m.Args), -1)
	if len(args) == 0 {
		return nil
	}
	for i := range args {
		args[i] = strings.TrimSpace(args[i])
	}
	file := l.imageFile(wiki.Unquote(args[0]))
	img := &wiki.Image{Span: m.Span, URL: file.src, Alt: file.description, Title: file.description}
	to := &file.page
	var style []string
	for i := 1; i < len(args); i++ {
		key, value, _ := strings.Cut(args[i], "=")
		if key == "align" || key == "valign" {
			key = value
		}
		switch arg := args[i]; {
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
			to = nil
		case key == "link":
			to = l.imageLink(strings.TrimSpace(value))
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
	img.Attrs = safeAttrs(img.Attrs)
	if !file.found {
		l.note(l.article, m.Span, Broken, "%s", file.description)
		img.URL, img.Alt, img.Title = noImage, file.description, file.description
		return []wiki.Inline{img}
	}
	l.examine(l.article, m.Span, m.Raw, links.Target{URL: img.URL}, img.URL)
	if to == nil || *to == "" {
		return []wiki.Inline{img}
	}
	return []wiki.Inline{&wiki.Hyperlink{Span: m.Span, URL: *to, Inlines: []wiki.Inline{img}}}
}

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

// imageFile finds the file that a filespec means.
func (l *lowering) imageFile(spec string) picture {
	parts := strings.Split(spec, ":")
	plain, _, _ := strings.Cut(spec, "?")
	switch {
	case parts[0] == "data" && !strings.HasPrefix(spec, "data:image/"):
		return picture{description: "An image that may not be shown"}
	case parts[0] == "http" || parts[0] == "https" || parts[0] == "ftp" || parts[0] == "data":
		u := l.resolver.LocalURL(spec).URL
		return picture{src: l.filePath(u), page: u, description: plain, found: true}
	case strings.HasPrefix(spec, "//"):
		return picture{src: spec[1:], page: spec[1:], description: plain[1:], found: true}
	case strings.HasPrefix(spec, "/"):
		u := l.resolver.Base + spec
		return picture{src: u, page: u, description: plain, found: true}
	}
	realm, id, name := "wiki", l.Name, parts[len(parts)-1]
	switch {
	case len(parts) == 3:
		realm, id = parts[0], parts[1]
	case len(parts) == 2 && (parts[0] == "source" || parts[0] == "browser" || parts[0] == "repos"):
		name, rev := name, ""
		if at := strings.LastIndexByte(name, '@'); at >= 0 {
			name, rev = name[:at], name[at+1:]
		}
		u := l.resolver.Base + "/browser/" + page.URL(strings.TrimLeft(name, "/"))
		raw := u + "?format=raw"
		if rev != "" {
			raw, u = raw+"&rev="+url.QueryEscape(rev), u+"?rev="+url.QueryEscape(rev)
		}
		return picture{src: raw, page: u, description: spec, found: true}
	case len(parts) == 2 && (parts[0] == "htdocs" || parts[0] == "shared"):
		u := l.resolver.Base + page.URL(path.Join("/chrome", map[string]string{"htdocs": "site", "shared": "shared"}[parts[0]], name))
		return picture{src: u, page: u, description: path.Base(name), found: true}
	case len(parts) == 2:
		id = parts[0]
		if rest, ok := strings.CutPrefix(id, "#"); ok {
			realm, id = "ticket", rest
		}
	}
	id, name = wiki.Unquote(id), wiki.Unquote(name)
	below := realm + "/" + id + "/" + name
	file := picture{
		src: l.resolver.Base + "/raw-attachment/" + page.URL(below), page: l.resolver.Base + "/attachment/" + page.URL(below),
		description: l.attachmentDescription(realm, id, name), found: true,
	}
	owner := id
	if realm == "ticket" {
		owner = "Ticket #" + id
	}
	missing := fmt.Sprintf("No image %q attached to %s", name, owner)
	shown := map[string]string{}
	if l.html != nil {
		shown = l.html.alts
	}
	if alt, ok := shown[file.src]; ok && file.description == "" {
		file.description = alt
	} else if l.html != nil && l.html.said[missing] {
		return picture{description: missing}
	}
	if l.files["raw-attachment/"+below] || realm != "wiki" {
		return file
	}
	if !l.resolver.Pages[id] { // a prefix that only Trac knows
		for _, src := range slices.Sorted(maps.Keys(shown)) {
			if strings.HasSuffix(src, "/"+page.URL(name)) {
				return picture{src: src, page: src, description: shown[src], found: true}
			}
		}
	}
	return picture{description: missing}
}

func (c *conversion) attachmentDescription(realm, id, name string) string {
	if a := c.articles[id]; realm == "wiki" && a != nil {
		for _, f := range a.Attachments {
			if f.Name == name && f.Description != "" {
				return f.Description
			}
		}
	}
	return ""
}

// imageLink resolves link=…, which holds one TracLink.
func (l *lowering) imageLink(text string) *string {
	for _, n := range wiki.ParseInline(text, l.parser) {
		if link, ok := n.(*wiki.Link); ok {
			t := l.resolver.Resolve(l.Name, link, nil)
			if t.Missing {
				return nil
			}
			u := l.address(l.article, t)
			return &u
		}
	}
	return nil
}

// filePath leads an attachment's view page to the file itself, where it stands
// for a picture.
func (c *conversion) filePath(u string) string {
	rest, ok := strings.CutPrefix(u, c.resolver.Base+"/attachment/")
	if !ok {
		return u
	}
	rest, _, _ = strings.Cut(rest, "?")
	if p, err := url.PathUnescape(rest); err == nil && c.files["raw-attachment/"+p] {
		return c.resolver.Base + "/raw-attachment/" + rest
	}
	return u
}
