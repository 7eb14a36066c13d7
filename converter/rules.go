package converter

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rules makes the redirect map's files. guide are the pages that were left out, attached the
// attachments, by path below raw-attachment/, moved the files that are not published where they
// were.
func rules(base string, guide, attached []string, moved map[string]string) []File {
	draft := textFile(draftFile, tracRules(base))
	draft.Once = true
	files := []File{
		draft,
		textFile("redirects/trac-attachments.csv", attachmentTable(attached, moved)),
		textFile("redirects/trac-attachments.toml", attachmentRules(base)),
	}
	if len(moved) > 0 {
		files = append(files,
			textFile("redirects/trac-files.csv", movedTable(moved)),
			textFile("redirects/trac-files.toml", movedRules(base)))
	}
	if len(guide) > 0 {
		files = append(files,
			textFile("redirects/trac-guide.csv", table("page", guide)),
			textFile("redirects/trac-guide.toml", guideRules(base)))
	}
	return files
}

const (
	draftFile = "redirects/trac.toml"
	toDecide  = "# TO DECIDE: " // marks the rules of the draft that wait for a decision
)

// undecided returns the parts of the Trac whose rules, in the site at dir, still wait for a
// decision.
func undecided(dir string) []string {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(draftFile)))
	if err != nil {
		return nil
	}
	var parts []string
	for line := range strings.Lines(string(text)) {
		if part, ok := strings.CutPrefix(line, toDecide); ok {
			parts = append(parts, strings.TrimSpace(part))
		}
	}
	return parts
}

// tracRules drafts the redirect map of a Trac: a rule for each part of its URL
// space (the request handlers of Trac 0.11 to 1.6), those that wait for a decision
// marked.
func tracRules(base string) []byte {
	draft := `# Where the old Trac's URLs lead. Written once by "sitegen convert"; yours to edit.
# Pages and attachments of the wiki need no rule here: a page's old URLs are aliases
# of its own front matter, an attachment is published where it was, and the page
# that showed it is in trac-attachments.toml. To see what answers a URL:
#   sitegen redirects test BASE/ticket/1

[[rule]]
from = "BASE/zip-attachment/wiki/{page...}"
gone = "This gave the attachments of {page} as one archive."

# Where did the tickets go? Rules such as these keep them, comments and queries alive:
#   [[rule]]
#   from = "BASE/ticket/{id:int}"
#   table = "tickets.csv"                      # id,issue
#   to = "https://github.com/OWNER/REPO/issues/{issue}"
#   missing = "/tickets/"                      # a page of yours that says so
#   fragment = { "comment:{n:int}" = "note_{n}" }    # as your importer named them
#
#   [[rule]]
#   from = "BASE/query"
#   to = "https://github.com/OWNER/REPO/issues"
#   query = { "id={id:int}" = "BASE/ticket/{id}/", ` +
		`"component={c}" = "https://github.com/OWNER/REPO/issues?q=label:{c}" }
`
	for _, part := range []struct{ paths, what string }{
		{"ticket ticket/{id:int}", "tickets"},
		{attachmentPaths("ticket") + attachmentPaths("milestone"), "attachments that are not of the wiki"},
		{"newticket query report report/{path...} batchmodify", "queries and reports"},
		{"milestone milestone/{path...} roadmap", "milestones"},
		{"timeline search search/{path...}", "timeline and search"},
		{"browser browser/{path...} export/{path...} file/{path...} log log/{path...} " +
			"changeset changeset/{path...} diff", "source browser"},
		{"intertrac/{path...}", "links to other Tracs"},
		{"chrome/{path...} pygments/{path...}", "files of the program itself"},
		{"about about/{path...} admin admin/{path...} prefs prefs/{path...} " +
			"login logout register reset_password wiki_render", "pages of the program itself"},
	} {
		draft += "\n" + toDecide + part.what + "\n"
		gone := "This part of the old Trac, its " + part.what + ", is no longer here."
		for _, p := range strings.Fields(part.paths) {
			if base == "" && p == "search" {
				continue // the site has a search of its own there
			}
			draft += "[[rule]]\nfrom = \"BASE/" + p + "\"\ngone = \"" + gone + "\"\n\n"
		}
	}
	return []byte(strings.TrimRight(strings.ReplaceAll(draft, "BASE", base), "\n") + "\n")
}

// attachmentPaths are the URLs of the attachments of a realm. One of the wiki that is not here is not
// gone: it may not have been fetched.
func attachmentPaths(realm string) string {
	return "attachment/" + realm + "/{path...} raw-attachment/" + realm + "/{path...} zip-attachment/" + realm +
		"/{path...} "
}

// attachmentRules lead from the page that showed an attachment to the file.
func attachmentRules(base string) []byte {
	return []byte(`# Made by "sitegen convert": the pages that showed an attachment lead to the file.

[[rule]]
from = "` + base + `/attachment/wiki/{path...}"
table = "trac-attachments.csv"
to = "` + base + `/raw-attachment/wiki/{path}"
query = {}
stub = true
`)
}

// guideRules lead the left-out pages to the Trac project's own.
func guideRules(base string) []byte {
	return []byte(`# Made by "sitegen convert": Trac's own pages lead to the Trac project's.

[[rule]]
from = "` + base + `/wiki/{page...}"
table = "trac-guide.csv"
to = "https://trac.edgewall.org/wiki/{page}"
query = {}
`)
}

// movedRules lead from where a file was, and from the page that showed it, to where it is.
func movedRules(base string) []byte {
	return []byte(`# Made by "sitegen convert": files whose old path no file can have.

[[rule]]
from = "` + base + `/{path...}"
table = "trac-files.csv"
to = "` + base + `/{file}"
query = {}
stub = true
`)
}

// movedTable lists the moved files.
func movedTable(moved map[string]string) []byte {
	rows := [][]string{{"path", "file"}}
	for _, p := range slices.Sorted(maps.Keys(moved)) {
		rows = append(rows, []string{p, moved[p]})
		if below, ok := strings.CutPrefix(p, "raw-attachment/"); ok {
			rows = append(rows, []string{"attachment/" + below, moved[p]})
		}
	}
	return csvTable(rows)
}

// attachmentTable lists the attachments of wiki pages, but for those that were moved.
func attachmentTable(paths []string, moved map[string]string) []byte {
	var ofPages []string
	for _, p := range paths {
		if below, ok := strings.CutPrefix(p, "wiki/"); ok && moved["raw-attachment/"+p] == "" {
			ofPages = append(ofPages, below)
		}
	}
	return table("path", ofPages)
}

// table is a CSV file of one column.
func table(column string, values []string) []byte {
	rows := [][]string{{column}}
	for _, v := range values {
		rows = append(rows, []string{v})
	}
	return csvTable(rows)
}

// csvTable is a CSV file of rows, which encoding/csv reads as they are: it takes a # at a line's
// beginning for a comment, and drops the first of two characters, \r\n, that end a line within a cell.
func csvTable(rows [][]string) []byte {
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			first, _ := utf8.DecodeRuneInString(cell)
			if first == '#' || unicode.IsSpace(first) || strings.ContainsAny(cell, "\",\r\n") {
				cell = `"` + strings.NewReplacer(`"`, `""`, "\r\n", "\r\r\n").Replace(cell) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}
