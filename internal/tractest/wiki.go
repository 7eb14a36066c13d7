package tractest

import (
	"fmt"
	"html"
	"net/http"
	"strings"
)

// Page is one page of a Wiki.
type Page struct {
	Name   string
	Source string // WikiFormatting
	HTML   string // what the Trac makes of it
	// Attachments are what each holds, by name.
	Attachments map[string]string
}

// Wiki answers as a Trac 1.6 does that has these pages, whatever their names.
type Wiki struct {
	Base  string // its path on the host, "" for the root
	Pages []Page
}

// ServeHTTP implements http.Handler.
func (wiki Wiki) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, isPage := strings.CutPrefix(r.URL.Path, wiki.Base+"/wiki/")
	if isPage && name == "TitleIndex" {
		var index strings.Builder
		for _, p := range wiki.Pages {
			at := wiki.Base + "/wiki/" + Quote(p.Name)
			fmt.Fprintf(&index, `<li><a href="%s">%s</a></li>`, at, html.EscapeString(p.Name))
		}
		answerPage(w, `<div class="titleindex"><ul>`+index.String()+`</ul></div>`, "")
		return
	}
	for _, p := range wiki.Pages {
		switch {
		case isPage && p.Name == name && r.URL.RawQuery == "format=txt":
			w.Header().Set("Content-Type", "text/plain;charset=utf-8")
			fmt.Fprint(w, p.Source)
			return
		case isPage && p.Name == name && r.URL.RawQuery == "":
			answerPage(w, p.HTML, p.attachmentList(wiki.Base))
			return
		}
		file, isFile := strings.CutPrefix(r.URL.Path, wiki.Base+"/raw-attachment/wiki/"+p.Name+"/")
		if text, ok := p.Attachments[file]; isFile && ok {
			w.Header().Set("Content-Type", "application/octet-stream")
			fmt.Fprint(w, text)
			return
		}
	}
	http.NotFound(w, r)
}

// attachmentList is Trac's list of the page's attachments.
func (p Page) attachmentList(base string) string {
	var list strings.Builder
	for name, text := range p.Attachments {
		at := base + "/attachment/wiki/" + Quote(p.Name+"/"+name)
		fmt.Fprintf(&list, `<li><a href="%s" title="View attachment">%s</a> `+
			`(<span title="%d bytes">%[3]d bytes</span>)</li>`, at, html.EscapeString(name), len(text))
	}
	return `<div id="attachments"><ul>` + list.String() + `</ul></div>`
}

func answerPage(w http.ResponseWriter, body, below string) {
	w.Header().Set("Content-Type", "text/html;charset=utf-8")
	fmt.Fprintf(w, `<!DOCTYPE html><html><head><title>T</title></head><body><div id="content" class="wiki">`+
		`<div class="wikipage searchable"><div id="wikipage" class="trac-content">%s</div></div>%s</div>`+
		`<div id="footer"><strong>Trac 1.6</strong></div></body></html>`, body, below)
}

// Quote percent-encodes a path as Trac writes it in links (trac/web/href.py).
func Quote(path string) string {
	var b strings.Builder
	for i := range len(path) {
		switch c := path[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("_.-/!~*'()", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
