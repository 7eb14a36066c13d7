package move

import (
	"fmt"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// prove proves the plan before it is made: it returns what would be wrong with the site.
func (p *planner) prove() error {
	published, err := p.loadMoved(p.options)
	if err != nil {
		return err
	}
	if list := p.changedRedirects(published); list.HasErrors() {
		return list
	}
	before := check.Before{Commit: "before the move", Files: p.published}
	if _, list := check.Since(before, published); list.HasErrors() {
		return list
	}
	every := p.options
	every.Site.Drafts, every.Site.Future, every.Site.Expired = true, true, true
	all, err := p.loadMoved(every)
	if err != nil {
		return err
	}
	if list := p.changedMeanings(all); list.HasErrors() {
		return list
	}
	return p.newMistakes(published)
}

// changedMeanings complains of references that mean something else than before the move.
func (p *planner) changedMeanings(files *output.Files) source.List {
	now := map[string]*site.Page{}
	for _, pg := range files.Site.Pages {
		now[pg.File.Path] = pg
	}
	var list source.List
	for _, pg := range p.all.Site.Pages {
		after := now[p.newName(pg.File.Path)]
		if _, moves := p.at.names[pg.Name]; !moves && p.mended[pg.File.Path] == nil {
			continue
		}
		was, is := p.all.References(pg), files.References(after)
		if len(was) != len(is) {
			list = append(list, source.FileErrorf(pg.File.Path, "the links of this page cannot be mended: "+
				"%d of them would become %d", len(was), len(is)))
			continue
		}
		for i, r := range was {
			want := meaning(p.all.Site, pg, r, p.at)
			if got := meaning(files.Site, after, is[i], nil); got != want {
				list = append(list, pg.File.Errorf(r.Place.Start, "this cannot be mended: after the move it would "+
					"mean %s, not %s", got, want).WithHint("write it in another way, then move"))
			}
		}
	}
	return list
}

// meaning is what a reference on a page leads to, after a move if at says which.
func meaning(s *site.Site, p *site.Page, r output.Reference, at *places) string {
	moved := func(path string, to func(*places) string) string {
		if at == nil {
			return path
		}
		return to(at)
	}
	switch r.Kind {
	case output.FileReference:
		name := strings.TrimPrefix(join(p.Name, r.Text), "/")
		if strings.HasPrefix(r.Text, "/") {
			name = strings.TrimPrefix(r.Text, "/")
		}
		return "the file " + moved(name, func(at *places) string { return at.name(name) })
	case output.PrefixReference:
		return "what begins with " + moved(r.Text, func(at *places) string { return at.prefix(r.Text) })
	}
	address, err := site.Link(s, p, r.Text)
	if err != nil {
		return fmt.Sprint(err) // of a link that led nowhere before
	}
	path := pathOf(address)
	if to, isHere := sitePath(s.Settings, strings.TrimPrefix(path, s.Settings.Mount.Path)); isHere {
		return moved(to, func(at *places) string { return at.at(to) }) + address[len(path):]
	}
	return address
}

// newMistakes are the errors of a full check that the site had not before. Each is told once,
// whatever the page and the line.
func (p *planner) newMistakes(files *output.Files) error {
	after, err := check.Site(p.ctx, files)
	if err != nil {
		return err
	}
	if !after.Problems.HasErrors() {
		return nil
	}
	before, err := check.Site(p.ctx, p.published)
	if err != nil {
		return err
	}
	if after.Problems.Errors() <= before.Problems.Errors() {
		return nil // it had them already
	}
	var list source.List
	for _, d := range after.Problems {
		if d.Severity == source.Error && !slices.ContainsFunc(before.Problems, func(o source.Diagnostic) bool {
			return o.Message == d.Message
		}) {
			list = append(list, d)
		}
	}
	list = append(list, source.Errorf("so the site would have more mistakes after the move than before").
		WithHint("nothing was moved"))
	return list
}
