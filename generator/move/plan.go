package move

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/filetree"
)

// Plan is what a move changes.
type Plan struct {
	Renames []Rename `json:"renames"`
	Edits   []Edit   `json:"edits"`   // of what names the files, by the files' old names
	Aliases []Alias  `json:"aliases"` // that are added
	Rules   []Rule   `json:"rules"`   // that are added to redirects/moved.toml

	folder *Rename           // that is renamed as a whole, with all that is in it; or nil
	before map[string][]byte // the bytes that the plan is made of, of files that change, by old name
	after  map[string][]byte // and what becomes of them, by new name
}

// Alias is an old address of a page that the plan adds to its front matter.
type Alias struct {
	File string `json:"file"` // by its new name
	Path string `json:"path"`
}

// Rule is a rule that the plan adds to redirects/moved.toml.
type Rule struct {
	From string `json:"from"` // a path; //host/… on another host
	To   string `json:"to"`
	Stub bool   `json:"stub"` // a page answers; else the script of 404.html, which only browsers run
}

// planner makes a plan.
type planner struct {
	ctx       context.Context
	options   generator.Options
	published *output.Files // the site as it is
	all       *output.Files // with what is left out of it today: drafts and so on
	renaming  renaming
	at        *places
	mended    map[string]*fileEdits // by the files' old names
	aliases   map[string][]string   // to be added, by the pages' old names
	rules     map[string]string     // to be added: targets by path
	exact     map[string]exactRule  // to be added, for rows of tables: by URL
	plan      *Plan
}

// Make plans the move of what OLD names, a path below content/ or a URL of the site, to NEW: a
// path, a folder to move into, or a URL. Options are those of the site as it is published.
// Errors are diagnostics, or of wrong usage.
func Make(ctx context.Context, o generator.Options, old, to string) (*Plan, error) {
	p := &planner{ctx: ctx, options: o, mended: map[string]*fileEdits{}, aliases: map[string][]string{},
		rules: map[string]string{}, exact: map[string]exactRule{}, plan: &Plan{before: map[string][]byte{}}}
	if list := Interrupted(o.Dir); list.HasErrors() {
		return nil, list
	}
	if err := p.load(); err != nil {
		return nil, err
	}
	d := disk{o.Dir}
	var err error
	if p.renaming, err = understand(p.all, d, old, to); err != nil {
		return nil, err
	}
	if p.plan.Renames, err = p.renaming.renames(p.all.Site, d); err != nil {
		return nil, err
	}
	if p.renaming.isFolder {
		p.plan.folder = &Rename{"content/" + p.renaming.from, "content/" + p.renaming.to}
	}
	if err := p.refuse(d); err != nil {
		return nil, err
	}
	p.at = newPlaces(p.all.Site, p.renaming, p.plan.Renames)
	if err := p.mend(); err != nil {
		return nil, err
	}
	if err := p.leaveSuccessors(); err != nil {
		return nil, err
	}
	p.finish()
	return p.plan, p.prove()
}

// load loads the site as it is.
func (p *planner) load() error {
	every := p.options
	every.Site.Drafts, every.Site.Future, every.Site.Expired = true, true, true
	g := generator.New()
	for _, load := range []struct {
		options generator.Options
		files   **output.Files
	}{{p.options, &p.published}, {every, &p.all}} {
		files, list := g.Load(load.options)
		if list.HasErrors() {
			list = append(list, source.Errorf("what this site means is not known while it has mistakes").
				WithHint("mend them, then move"))
			return list
		}
		*load.files = files
	}
	return nil
}

// refuse complains of files that are where others would go, and of symbolic links: from another
// folder they would lead elsewhere, and nowhere where what they lead to moves.
func (p *planner) refuse(d disk) error {
	from := map[string]bool{}
	for _, r := range p.plan.Renames {
		from[r.From] = true
	}
	list := d.linksInto(p.plan.Renames, p.plan.folder)
	for _, r := range p.plan.Renames {
		if d.isLink(r.From[len("content/"):]) {
			list = append(list, source.FileErrorf(r.From, "this is a symbolic link, and is not moved").
				WithHint("move what it leads to, and make a new one"))
		}
		if exists, _ := d.kind(r.To[len("content/"):]); exists && !from[r.To] {
			list = append(list, source.FileErrorf(r.To, "this is there already, and is not written over"))
		}
		for dir := path.Dir(r.To); dir != "content"; dir = path.Dir(dir) {
			if exists, isFolder := d.kind(dir[len("content/"):]); exists && !isFolder && !from[dir] {
				list = append(list, source.FileErrorf(dir, "this is a file, and no folder for %s", r.To))
			}
		}
	}
	list.Sort()
	return list.Err()
}

// mend mends all that names what moves.
func (p *planner) mend() error {
	var list source.List
	for _, pg := range p.all.Site.Pages {
		f := &fileEdits{file: pg.File}
		list = append(list, mendText(p.all, pg, p.at, f)...)
		mendFrontMatter(pg, p.at, f)
		p.note(f)
		if err := p.ctx.Err(); err != nil {
			return err
		}
	}
	if list.HasErrors() {
		return list
	}
	if err := p.mendFile("site.toml", mendSettings); err != nil {
		return err
	}
	return p.mendRedirects()
}

// mendRedirects mends rules and the tables that they use.
func (p *planner) mendRedirects() error {
	var rules []*fileEdits
	tables := map[string]*fileEdits{} // by their names in rules
	err := fs.WalkDir(p.options.Dir, "redirects", func(name string, e fs.DirEntry, err error) error {
		ext := path.Ext(name)
		if name == "redirects" && err != nil {
			return nil // there are none
		}
		if err != nil || e.IsDir() || ext != ".toml" && ext != ".csv" || source.IsHidden(e.Name()) {
			return err
		}
		file, err := source.ReadFile(p.options.Dir, name)
		if err == nil && ext == ".toml" {
			rules = append(rules, &fileEdits{file: file})
		} else if err == nil {
			tables[e.Name()] = &fileEdits{file: file}
		}
		return err
	})
	used := columns{}
	for _, f := range rules {
		used.add(f)
	}
	for _, f := range rules {
		mendRules(p.at, f, tables, used)
		p.note(f)
	}
	for _, f := range tables {
		p.note(f)
	}
	return err
}

func (p *planner) mendFile(name string, mend func(*places, *fileEdits)) error {
	file, err := source.ReadFile(p.options.Dir, name)
	if err != nil {
		return err
	}
	f := &fileEdits{file: file}
	mend(p.at, f)
	p.note(f)
	return nil
}

func (p *planner) note(f *fileEdits) {
	if len(f.edits) > 0 {
		p.mended[f.file.Path] = f
	}
}

// after are the bytes of the files that change, by their new names.
func (p *planner) after() (map[string][]byte, error) {
	data := map[string][]byte{}
	edits := maps.Clone(p.mended)
	for _, pg := range p.all.Site.Pages {
		if f := p.withAliases(pg); f != nil {
			edits[pg.File.Path] = f
		}
	}
	if f, err := p.withRules(); err != nil {
		return nil, err
	} else if f != nil {
		edits[f.file.Path] = f
	}
	for name, f := range edits {
		before, err := fs.ReadFile(p.options.Dir, name)
		if err == nil {
			p.plan.before[name] = before
		}
		text := f.apply()
		if mark := []byte("\ufeff"); bytes.HasPrefix(before, mark) {
			text = append(mark, text...)
		}
		data[p.newName(name)] = text
	}
	return data, nil
}

// newName is the name of a file after the move.
func (p *planner) newName(name string) string {
	i := slices.IndexFunc(p.plan.Renames, func(r Rename) bool { return r.From == name })
	if i < 0 {
		return name
	}
	return p.plan.Renames[i].To
}

// moved are the site's files after the move.
func (p *planner) moved(data map[string][]byte) (fs.FS, error) {
	tree := filetree.New()
	for name, bytes := range data {
		tree.Add(name, 0o644, func() ([]byte, error) { return bytes, nil })
	}
	to := map[string]string{}
	for _, r := range p.plan.Renames {
		to[r.From] = r.To
	}
	for _, top := range []string{"content", "redirects", "theme", "site.toml"} {
		err := fs.WalkDir(p.options.Dir, top, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil && name == top:
				return nil // a site may lack them
			case err != nil || e.IsDir():
				return err
			}
			new, moves := to[name]
			if !moves {
				new = name
			}
			tree.Add(new, 0o644, func() ([]byte, error) { return fs.ReadFile(p.options.Dir, name) })
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return tree, nil
}

// finish lists for people what changes.
func (p *planner) finish() {
	for _, name := range slices.Sorted(maps.Keys(p.mended)) {
		p.plan.Edits = append(p.plan.Edits, p.mended[name].edits...)
	}
	for _, name := range slices.Sorted(maps.Keys(p.aliases)) {
		for _, alias := range p.aliases[name] {
			p.plan.Aliases = append(p.plan.Aliases, Alias{p.newName(name), alias})
		}
	}
	for _, from := range slices.Sorted(maps.Keys(p.rules)) {
		p.plan.Rules = append(p.plan.Rules, Rule{from, p.rules[from], mayHaveStub(from)})
	}
	for _, url := range slices.Sorted(maps.Keys(p.exact)) {
		p.plan.Rules = append(p.plan.Rules, Rule{url, p.exact[url].target(), true})
	}
}
