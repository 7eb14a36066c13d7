package output

import "github.com/twisted/sitegen/generator/source"

// hostingFiles are those that GitHub Pages (.nojekyll, CNAME) and robots look for.
func hostingFiles(r *renderer) []*Output {
	file := func(name, text string) *Output {
		return &Output{
			Path: name, From: source.Position{File: "site.toml"}, isDefault: true, render: constant([]byte(text)),
		}
	}
	list := []*Output{file(".nojekyll", ""), file("robots.txt", robots(r))}
	if domain := r.site.Settings.Domain; domain != "" {
		list = append(list, file("CNAME", domain+"\n"))
	}
	return list
}

func robots(r *renderer) string {
	text := "User-agent: *\nAllow: /\n"
	if at := r.site.Settings.Mount.Abs("/" + sitemapFile); at != "" {
		text += "Sitemap: " + at + "\n"
	}
	return text
}
