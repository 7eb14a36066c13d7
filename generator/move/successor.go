package move

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// rulesFile is where rules are added for what can have no alias.
const rulesFile = "redirects/moved.toml"

// leaveSuccessors leaves an alias or a rule for each URL that nothing would answer after the
// move: that of a page, and of a further page of a list, in front matter, that of a file or a
// feed in a rule. A page of a list that a moved page made necessary may be gone with it, and a
// rule can be needed for what another one leads to: so it looks again until nothing is lost.
func (p *planner) leaveSuccessors() error {
	for range 4 {
		files, err := p.loadMoved(p.options)
		if err != nil {
			return err
		}
		lost := p.lost(files)
		if !p.leaveExactRules(files) && len(lost) == 0 {
			break
		}
		for _, o := range lost {
			p.leave(o, files)
		}
		if err := p.mendRedirects(); err != nil { // that led to a feed that went
			return err
		}
	}
	return nil
}

// loadMoved loads the site as it would be, with some options.
func (p *planner) loadMoved(o generator.Options) (*output.Files, error) {
	data, err := p.after()
	if err != nil {
		return nil, err
	}
	if o.Dir, err = p.moved(data); err != nil {
		return nil, err
	}
	p.plan.after = data
	files, list := generator.New().Load(o)
	return files, list.Err()
}

// lost are the outputs that were published and whose URLs nothing of a site answers. What moved
// itself is answered by an alias, or what lies there now: a pattern that happens to match leads
// elsewhere.
func (p *planner) lost(files *output.Files) []*output.Output {
	kept := check.NewKept(p.published, files)
	return slices.DeleteFunc(check.Asked(p.published), func(o *output.Output) bool {
		at := check.RequestPath(o)
		if _, moves := p.at.paths[at]; moves {
			return p.isLeft(o, at) || isHere(files, at)
		}
		return kept.Keeps("", at)
	})
}

// isLeft reports whether a successor was left for an output, or its page had the alias before.
func (p *planner) isLeft(o *output.Output, at string) bool {
	if p.rules[page.URL(at)] != "" {
		return true
	}
	return o.Page != nil && slices.ContainsFunc(slices.Concat(o.Page.Aliases, p.aliases[o.Page.File.Path]),
		func(alias string) bool { return isSamePath(alias, at) })
}

// leave leaves a successor for an output that is lost in a site.
func (p *planner) leave(o *output.Output, files *output.Files) {
	at := check.RequestPath(o)
	url := page.URL(at)
	switch {
	case o.Page != nil && o.Page.Name != "":
		p.aliases[o.Page.File.Path] = append(p.aliases[o.Page.File.Path], url)
	case o.Copied:
		p.rules[url] = page.URL(p.at.at(at))
	default: // a feed, for which the page will do where it has none
		dir := p.at.at(path.Dir(at) + "/")
		p.at.paths[at] = dir
		if feed := dir + path.Base(at); isHere(files, feed) {
			p.at.paths[at] = feed
		}
		p.rules[url] = page.URL(p.at.paths[at])
	}
}

func isHere(files *output.Files, at string) bool {
	o := files.Answering(at)
	return o != nil && o.Stub == nil
}

// isSamePath reports whether an alias, encoded or not, is a decoded path, with a slash or without.
func isSamePath(alias, at string) bool {
	alias, at = strings.TrimSuffix(alias, "/"), strings.TrimSuffix(at, "/")
	return alias == at || alias == page.URL(at)
}

// withAliases are the edits of a page's file, with its aliases as they are after the move: those
// that are added, and without that of the address that the page gets.
func (p *planner) withAliases(pg *site.Page) *fileEdits {
	var dropped []string
	if to, moves := p.at.names[pg.Name]; moves {
		at := page.Permalink(to, pg.Slug)
		for _, a := range pg.Aliases {
			if isSamePath(a, at) {
				dropped = append(dropped, a)
			}
		}
	}
	added := p.aliases[pg.File.Path]
	if len(added)+len(dropped) == 0 {
		return nil
	}
	f := &fileEdits{file: pg.File}
	if m := p.mended[pg.File.Path]; m != nil {
		f.edits = slices.Clone(m.edits)
	}
	setAliases(f, pg.Body, dropped, added)
	return f
}

// setAliases drops and adds aliases in front matter, which ends before an offset. The first that
// is dropped gives its place to the first that is added.
func setAliases(f *fileEdits, body int, dropped, added []string) {
	data := f.file.Data
	var list []source.TOMLString
	for _, s := range source.TOMLStrings(data[:body], 0) {
		if len(s.Key) == 1 && s.Key[0] == "aliases" {
			list = append(list, s)
		}
	}
	var quoted []string
	for _, a := range added {
		quoted = append(quoted, source.QuoteTOML(a, `"`))
	}
	switch {
	case len(list) == 0:
		insertAliases(f, body, quoted)
		return
	case data[list[0].Start] == '[': // an empty list
		f.replace(list[0].Start, list[0].End, "["+strings.Join(quoted, ", ")+"]")
		return
	}
	var kept []string // as they are written
	for _, s := range list {
		if !slices.Contains(dropped, s.Value) {
			kept = append(kept, string(data[s.Start:s.End]))
		}
	}
	if len(list)-len(kept) > len(quoted) || len(kept) == 0 {
		f.replace(list[0].Start, list[len(list)-1].End, strings.Join(append(kept, quoted...), ", "))
		return
	}
	for _, s := range list {
		if slices.Contains(dropped, s.Value) {
			f.replace(s.Start, s.End, quoted[0])
			quoted = quoted[1:]
		}
	}
	if last := list[len(list)-1]; len(quoted) > 0 {
		between := separator(data, last)
		f.replace(last.End, last.End, between+strings.Join(quoted, between))
	}
}

// separator is what to write between the last of a list and one more: where it has a line of its
// own, so has that.
func separator(data []byte, last source.TOMLString) string {
	line := data[bytes.LastIndexByte(data[:last.Start], '\n')+1 : last.Start]
	if last.List < last.Start-len(line) && len(bytes.TrimSpace(line)) == 0 {
		return "," + lineEnd(data) + string(line)
	}
	return ", "
}

// insertAliases writes aliases where there are none: at the end of the front matter's own keys, or
// with front matter around them.
func insertAliases(f *fileEdits, body int, quoted []string) {
	data := f.file.Data
	end := lineEnd(data)
	text := "aliases = [" + strings.Join(quoted, ", ") + "]" + end
	if body == 0 {
		f.replace(0, 0, "+++"+end+text+"+++"+end+end)
		return
	}
	at := source.TOMLRootEnd(data[:body])
	if at == body {
		at = bytes.LastIndex(data[:body], []byte("+++"))
	}
	for { // what stands right before a table, blank or a comment, is the table's
		before := bytes.LastIndexByte(data[:max(0, at-1)], '\n') + 1
		line := bytes.TrimSpace(data[before:at])
		if before == 0 || len(line) > 0 && line[0] != '#' {
			break
		}
		at = before
	}
	f.replace(at, at, text)
}

// lineEnd is how the lines of a file end.
func lineEnd(data []byte) string {
	if bytes.Contains(data, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// mayHaveStub reports whether a page may answer where a file was: for a program that asks for
// anything else than a page it would be the wrong bytes.
func mayHaveStub(from string) bool { return path.Ext(from) == ".html" || path.Ext(from) == ".htm" }

// withRules are the edits of the file of rules that are added; nil where there are none.
func (p *planner) withRules() (*fileEdits, error) {
	if len(p.rules)+len(p.exact) == 0 {
		return nil, nil
	}
	f := &fileEdits{}
	if m := p.mended[rulesFile]; m != nil {
		f.file, f.edits = m.file, slices.Clone(m.edits)
	} else if file, err := source.ReadFile(p.options.Dir, rulesFile); err == nil {
		f.file = file
	} else if _, stat := fs.Stat(p.options.Dir, rulesFile); stat == nil {
		return nil, err // it is there, and cannot be read
	} else {
		f.file = &source.File{Path: rulesFile}
	}
	end := lineEnd(f.file.Data)
	var text strings.Builder
	if len(f.file.Data) == 0 {
		text.WriteString("# Where files went that were moved: \"sitegen mv\" adds a rule for each." + end)
	}
	for _, from := range slices.Sorted(maps.Keys(p.rules)) {
		fmt.Fprintf(&text, "%s[[rule]]%sfrom = %q%sto = %q%s", end, end, from, end, p.rules[from], end)
		if !mayHaveStub(from) {
			text.WriteString("stub = false" + end)
		}
	}
	for _, url := range slices.Sorted(maps.Keys(p.exact)) {
		text.WriteString(strings.ReplaceAll(p.exact[url].text(), "\n", end))
	}
	if n := len(f.file.Data); n > 0 && f.file.Data[n-1] != '\n' {
		f.replace(n, n, end+text.String())
	} else {
		f.replace(n, n, text.String())
	}
	return f, nil
}
