package converter

import (
	"cmp"
	"io"
	"path"
	"strings"

	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/generator/page"
)

// write makes the files of the site.
func write(in *input, articles []*article, base string, o Options) (Conversion, error) {
	out := Conversion{base: base, Report: report.Report{
		Trac: in.url, Guide: in.guide, Missing: in.missing, LeftOut: in.leftOut, Deleted: in.deleted,
		Unfinished: in.unfinished, Renamed: in.renamed, NotTaken: []string{"tickets", "milestones", "reports"},
	}}
	permalinks := map[string]bool{"/": true, "/" + o.into() + "/": true} // encoded
	names := map[string]bool{}
	for _, a := range articles {
		permalinks[page.URL(page.Permalink(a.file, ""))], names[a.page.Name] = true, true
	}
	for _, a := range articles {
		noteLostURL(a, base, permalinks)
		out.Report.Notes = append(out.Report.Notes, a.notes.Notes()...)
	}
	out.Report.Sort()
	var files []File
	for _, a := range articles {
		if ok, _ := path.Match(o.Only, a.page.Name); o.Only != "" && !ok {
			continue // known, so that links to it are links
		}
		text, err := pageFile(a, base, permalinks, in.moved)
		if err != nil {
			return Conversion{}, err
		}
		files = append(files, textFile("content/"+a.file, text))
		out.Report.Pages++
	}
	var attached []string // paths below raw-attachment/
	for _, p := range in.files {
		files = append(files, File{
			Path: "content" + base + "/" + cmp.Or(in.moved[p], p),
			Open: func() (io.ReadCloser, error) { return in.open(p) },
		})
		if below, ok := strings.CutPrefix(p, "raw-attachment/"); ok {
			attached = append(attached, below)
			out.Report.Attachments++
		}
	}
	for _, name := range in.missingPages() { // what was converted of it before has its aliases
		names[name] = true
	}
	out.Inventory = inventory(base, articles, in, attached)
	files = append(files, textFile("content/"+o.into()+"/"+page.Index, sectionIndex(base, names, permalinks)))
	files = append(files, rules(base, in.guide, attached, in.moved)...)
	return out.With(files...), nil
}
