package converter

import (
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/converter/writer"
	"github.com/twisted/sitegen/generator/page"
)

// pageFile writes an article as a page of the site. permalinks are those of all pages: a Trac
// at the root has some of its URLs where the site has its own, which need no alias.
// moved are the files that are not published where they were.
func pageFile(a *article, base string, permalinks map[string]bool, moved map[string]string) ([]byte, error) {
	p := a.page
	fm := page.FrontMatter{
		Title: title(p.Name, a.blocks), Aliases: []string{base + "/wiki/" + page.URL(p.Name)},
		TOC: a.toc, Anchors: page.TracAnchors, Updated: p.Date,
		Trac: &page.Trac{
			Page: p.Name, Version: p.Version, Author: p.Author, Date: p.Date, Comment: p.Comment,
			Broken: a.notes.DeadLinks(),
		},
	}
	if len(p.Attachments) > 0 {
		fm.Aliases = append(fm.Aliases, attachmentsURL(base, p.Name))
	}
	if p.Name == links.StartPage {
		fm.Aliases = append(fm.Aliases, startAliases(base)...)
	}
	fm.Aliases = slices.DeleteFunc(fm.Aliases, func(alias string) bool {
		return permalinks[strings.TrimSuffix(alias, "/")+"/"] || fileOfPage(alias, permalinks) != ""
	})
	for _, f := range p.Attachments {
		attachment := page.Attachment{
			Name: f.Name, Size: f.Size, Author: f.Author, Date: f.Date, Description: f.Description,
		}
		if to := moved["raw-attachment/wiki/"+p.Name+"/"+f.Name]; to != "" {
			attachment.Path = base + "/" + to
		}
		fm.Trac.Attachments = append(fm.Trac.Attachments, attachment)
	}
	ids := headingIDs(a.blocks)
	options := writer.Options{HeadingID: func(h *wiki.Heading) string { return ids[h] }}
	return page.Format(fm, writer.Write(a.blocks, options))
}

// noteLostURL notes the old URL of a page that the new site cannot answer, for it is that of another
// page's file.
func noteLostURL(a *article, base string, permalinks map[string]bool) {
	old := base + "/wiki/" + page.URL(a.page.Name)
	if other := fileOfPage(old, permalinks); other != "" {
		a.notes.Note(wiki.Span{}, report.Unresolved, "its old URL, %s, is that of the page %s now", old, other)
	}
}

// fileOfPage returns the permalink of the page whose index.html is at an old URL, or above it; "" where
// there is none. It can only be so if the Trac was at the root of its host.
func fileOfPage(old string, permalinks map[string]bool) string {
	for i, c := range old {
		rest := old[i+1:]
		if c == '/' && permalinks[old[:i+1]] && (rest == "index" || strings.HasPrefix(rest+"/", "index.html/")) {
			return old[:i+1]
		}
	}
	return ""
}

// title returns the page's leading heading, if it is the only one of the first level, or its
// name.
func title(name string, blocks []wiki.Block) string {
	var first []*wiki.Heading
	for _, b := range blocks {
		if h, ok := b.(*wiki.Heading); ok && h.Level == 1 {
			first = append(first, h)
		}
	}
	if len(first) == 1 && blocks[0] == wiki.Block(first[0]) {
		if text := strings.TrimSpace(wiki.PlainText(first[0].Inlines)); text != "" {
			return text
		}
	}
	return name
}

// startAliases returns the old URLs of the first page, besides that of its name.
func startAliases(base string) []string {
	if base == "" {
		return []string{"/wiki"}
	}
	return []string{base + "/wiki", base} // the latter by Trac's default handler
}

// attachmentsURL returns the old URL of the list of a page's attachments.
func attachmentsURL(base, name string) string { return base + "/attachment/wiki/" + page.URL(name) }

// sectionIndex is the section's page: it answers for Trac's two lists of pages, and for the
// first page, where pages of those names were left out or there are none.
func sectionIndex(base string, names, permalinks map[string]bool) []byte {
	var aliases []string
	for _, list := range []string{"TitleIndex", "RecentChanges"} {
		if !names[list] {
			aliases = append(aliases, base+"/wiki/"+list)
		}
	}
	if !names[links.StartPage] {
		aliases = append(aliases, startAliases(base)...)
		aliases = slices.DeleteFunc(aliases, func(alias string) bool { return permalinks[alias+"/"] })
	}
	fm := page.FrontMatter{Title: "Wiki", Description: "Every page of the wiki.", Aliases: aliases}
	text, err := page.Format(fm, "")
	if err != nil {
		panic(err) // front matter of constants
	}
	return text
}
