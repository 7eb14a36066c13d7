package output

import (
	"fmt"
	htmltemplate "html/template"
	"path"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// shortcodeData is what a shortcode's template gets.
func shortcodeData(r *renderer, p *site.Page, c *markdown.Shortcode, answers site.Answers) *template.Shortcode {
	view := *r.views[p]
	view.Parts = withoutSummary{view.Parts}
	files, _ := answers.Data(p) // its faults are told where the page is rendered
	data := &template.Shortcode{
		Page: &view, Args: c.Args, Inner: html(string(c.Inner)), Number: c.Number, Data: files,
		Asker: asker{r, answers, p, c.Headings},
	}
	for _, child := range c.Children {
		data.Children = append(data.Children, shortcodeData(r, p, child, answers))
	}
	return data
}

// asker answers a shortcode on a page.
type asker struct {
	renderer *renderer
	answers  site.Answers
	page     *site.Page
	headings []*markdown.Heading
}

// Contents implements template.Asker.
func (a asker) Contents(args template.ContentsArgs) ([]*template.Heading, error) {
	if !args.Depth.Given {
		return contentsViews(site.Contents(a.headings)), nil
	}
	depth := args.Depth.Value
	first, last, err := markdown.ParseRange(strings.TrimSuffix(depth, "-"))
	if err != nil || first < 1 || last > 6 {
		return nil, source.Errorf("depth=%q is no level and no range of levels", depth).
			WithHint(`write depth="2" or depth="2-4"`)
	}
	return contentsViews(site.ContentsOf(a.headings, first, last)), nil
}

// Below implements template.Asker.
func (a asker) Below(args template.BelowArgs) ([]*template.Branch, error) {
	depth, err := number("depth", args.Depth, -1)
	if err != nil {
		return nil, err
	}
	format := args.Format.Value
	if format != "" && format != "compact" && format != "hierarchy" {
		return nil, source.Errorf("format=%q is none of compact and hierarchy", format)
	}
	prefix := args.Prefix.Value
	pages := a.answers.PagesBelow(prefix)
	return branchViews(a.renderer, site.ByName(pages, prefix, depth, args.Hide.Value, format == "hierarchy")), nil
}

// Recent implements template.Asker.
func (a asker) Recent(args template.RecentArgs) ([]*template.Branch, error) {
	limit, err := number("limit", args.Limit, 0)
	if err != nil {
		return nil, err
	}
	pages := a.answers.PagesBelow(args.Prefix.Value)
	return branchViews(a.renderer, site.ByDay(pages, limit, args.Group.Value == "none")), nil
}

func number(name string, arg template.Arg, absent int) (int, error) {
	if !arg.Given {
		return absent, nil
	}
	n, err := strconv.Atoi(arg.Value)
	if err != nil {
		return 0, source.Errorf("%s=%q is no number", name, arg.Value).WithHint("%s", fmt.Sprintf(`write %s="1"`, name))
	}
	return n, nil
}

// Link implements template.Asker.
func (a asker) Link(destination string) (htmltemplate.URL, error) {
	u, err := a.answers.Link(a.page, destination)
	return htmltemplate.URL(u), err
}

// Image implements template.Asker.
func (a asker) Image(destination string) (*template.Resource, error) {
	u, err := a.answers.Link(a.page, destination)
	if err != nil {
		return nil, err
	}
	return resource(a.answers, path.Base(destination), u), nil
}

// Text implements template.Asker.
func (a asker) Text(text string) (htmltemplate.HTML, error) {
	line, list := a.renderer.markdown.Line(text, func(to string) (string, error) { return a.answers.Link(a.page, to) })
	if list.HasErrors() {
		return "", list[0]
	}
	return html(line), nil
}

// Old implements template.Asker.
func (a asker) Old(at string) (string, error) { return a.answers.OldURL(at) }

// Included implements template.Asker.
func (a asker) Included(args template.IncludedArgs) (htmltemplate.HTML, error) {
	name, err := args.File.Require("file")
	if err != nil {
		return "", err
	}
	f, err := a.answers.File(a.page, name)
	if err != nil {
		return "", err
	}
	code, first, err := cutLines(f, args.Lines)
	if err != nil {
		return "", err
	}
	lang := args.Lang.Value
	if lang == "" {
		lang = markdown.Language(path.Base(f.Path))
	}
	code, err = a.renderer.markdown.Code(lang, code, fenceAttributes(args.Fence, first))
	return html(code), err
}

// cutLines returns those lines of a file that are wanted, "3-8" or "3", and the number of the
// first.
func cutLines(f *source.File, wanted template.Arg) (code string, first int, err error) {
	code = string(f.Data)
	if !wanted.Given {
		return code, 1, nil
	}
	all := strings.SplitAfter(strings.TrimSuffix(code, "\n")+"\n", "\n")
	all = all[:len(all)-1]
	first, last, err := markdown.ParseRange(wanted.Value)
	if err != nil {
		return "", 0, source.Errorf("lines=%q is no range of lines", wanted.Value).WithHint(`write lines="3-8"`)
	}
	if first < 1 || last < first || last > len(all) {
		return "", 0, source.Errorf("lines=%q: %s has the lines 1 to %d", wanted.Value, f.Path, len(all))
	}
	return strings.Join(all[first-1:last], ""), first, nil
}

// fenceAttributes are those of a fence; lines are numbered as in their file.
func fenceAttributes(args template.FenceArgs, first int) map[string]string {
	attributes := map[string]string{}
	for name, value := range template.GivenArgs(args) {
		attributes[strings.ReplaceAll(name, "-", "_")] = value
	}
	if !args.Linenostart.Given && first > 1 {
		attributes["linenostart"] = strconv.Itoa(first)
	}
	return attributes
}
