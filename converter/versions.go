package converter

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/converter/history"
	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
)

// History counts what became of the pages' versions.
type History struct {
	Versions int
	Pages    int
}

// WithHistory writes every version of every page, as WikiFormatting, a commit each and the
// oldest first, to the Git repository at dir, which is made if it is not there. It returns
// the conversion with the rules by which ?version=N leads to that commit below url, the
// repository's web page. The commits depend on the snapshot alone: written again, they are
// the same, and a later snapshot adds to them.
func (c Conversion) WithHistory(ctx context.Context, s *trac.Snapshot, dir, url string) (Conversion, History, error) {
	versions, err := versionsOf(s)
	if err != nil {
		return c, History{}, err
	}
	if len(versions) == 0 {
		return c, History{}, source.Errorf("the snapshot holds no versions of pages").
			WithHint("give --history with the Trac's URL as SOURCE: that brings them")
	}
	commits, err := history.Commit(ctx, dir, versions)
	if err != nil {
		return c, History{}, err
	}
	rules, pages := versionRules(c.base, strings.TrimRight(url, "/"), versions, commits)
	return c.With(rules...), History{Versions: len(versions), Pages: pages}, nil
}

// versionsOf returns the versions of all pages, the oldest first.
func versionsOf(s *trac.Snapshot) ([]history.Version, error) {
	names := s.Names()
	files := links.ContentFiles(names, "")
	var all []history.Version
	for _, name := range names {
		versions, err := s.Versions(name)
		if err != nil {
			return nil, err
		}
		file := strings.TrimSuffix(files[name], ".md") + ".txt"
		for _, v := range versions {
			all = append(all, history.Version{Version: v, Page: name, File: file})
		}
	}
	slices.SortStableFunc(all, func(a, b history.Version) int {
		return cmp.Or(a.Date.Compare(b.Date), strings.Compare(a.Page, b.Page), cmp.Compare(a.Number, b.Number))
	})
	return all, nil
}

// versionRules makes the rules, and counts the pages. A version's own page, old path of no
// Trac, takes the step from what only a browser sees to what only a table knows.
func versionRules(base, url string, versions []history.Version, commits []string) (files []File, pages int) {
	rows := [][]string{{"n", "page", "commit", "file"}}
	fileOf := map[string]string{}
	for i, v := range versions {
		rows = append(rows, []string{strconv.Itoa(v.Number), v.Page, commits[i], v.File})
		fileOf[v.Page] = v.File
	}
	histories := [][]string{{"page", "file"}}
	for page, file := range fileOf {
		histories = append(histories, []string{page, file})
	}
	slices.SortFunc(rows[1:], func(a, b []string) int {
		n, _ := strconv.Atoi(a[0])
		m, _ := strconv.Atoi(b[0])
		return cmp.Or(strings.Compare(a[1], b[1]), cmp.Compare(n, m))
	})
	slices.SortFunc(histories[1:], func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	rules := strings.NewReplacer("BASE", base, "URL", url).Replace(versionRulesTemplate)
	return []File{
		textFile("redirects/trac-versions.csv", csvTable(rows)),
		textFile("redirects/trac-histories.csv", csvTable(histories)),
		textFile("redirects/trac-versions.toml", []byte(rules)),
	}, len(fileOf)
}

const versionRulesTemplate = `# Made by "sitegen convert --history": ` +
	`a page's versions lead to the commits that they became.

[[rule]]
from = "BASE/wiki/{page...}"

[rule.query]
"version={n:int}" = "BASE/wiki-version/{n}/{page}/"
"action=diff&version={n:int}" = "BASE/wiki-diff/{n}/{page}/"
"action=history" = "BASE/wiki-history/{page}/"

[[rule]]
from = "BASE/wiki-version/{n:int}/{page...}"
table = "trac-versions.csv"
to = "URL/blob/{commit}/{file}"
query = {}

[[rule]]
from = "BASE/wiki-diff/{n:int}/{page...}"
table = "trac-versions.csv"
to = "URL/commit/{commit}"
query = {}

[[rule]]
from = "BASE/wiki-history/{page...}"
table = "trac-histories.csv"
to = "URL/commits/` + history.Branch + `/{file}"
query = {}
`
