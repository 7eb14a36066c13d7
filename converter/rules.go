package converter

import (
	"encoding/csv"
	"strings"
)

// tracRules drafts the redirect map of a Trac: a rule for each part of its URL
// space (trac's request handlers), those that wait for a decision marked.
func tracRules(base string) []byte {
	rules := strings.ReplaceAll(`# Where the old Trac's URLs lead. Written once by "sitegen convert"; yours to edit.
# Pages and attachments of the wiki need no rule here: a page's old URL is an alias
# of its own front matter, an attachment is published where it was, and the page
# that showed it is in trac-attachments.toml.

[[rule]]
from = "BASE/zip-attachment/{path...}"
gone = "Attachments can no longer be had as one archive."

# TO DECIDE: where did the tickets go? A rule such as
#   from = "BASE/ticket/{id:int}"
#   table = "tickets.csv"    # id,issue
#   to = "https://github.com/OWNER/REPO/issues/{issue}"
[[rule]]
from = "BASE/ticket/{id:int}"
gone = "The tickets of the old Trac are no longer here."
`, "BASE", base)
	for _, part := range []struct{ paths, what string }{
		{"attachment/{path...} raw-attachment/{path...}", "attachments that are not of the wiki"},
		{"newticket query report report/{path...}", "tickets and reports"},
		{"milestone milestone/{path...} roadmap", "milestones"},
		{"timeline search search/{path...}", "timeline and search"},
		{"browser browser/{path...} export/{path...} file/{path...} log log/{path...} changeset changeset/{path...} diff", "source browser"},
		{"about about/{path...} admin admin/{path...} prefs prefs/{path...} login logout", "pages of the program itself"},
	} {
		rules += "\n# TO DECIDE: " + part.what + "\n"
		for _, p := range strings.Fields(part.paths) {
			rules += "[[rule]]\nfrom = \"" + base + "/" + p + "\"\ngone = \"This part of the old Trac, its " + part.what + ", is no longer here.\"\n\n"
		}
	}
	return []byte(strings.TrimRight(rules, "\n") + "\n")
}

// attachmentRules lead from the page that showed an attachment to the file.
func attachmentRules(base string) []byte {
	return []byte(`# Made by "sitegen convert": the pages that showed an attachment lead to the file.

[[rule]]
from = "` + base + `/attachment/wiki/{path...}"
table = "trac-attachments.csv"
to = "` + base + `/raw-attachment/wiki/{path}"
`)
}

// attachmentTable lists the attachments of wiki pages.
func attachmentTable(paths []string) []byte {
	var ofPages []string
	for _, p := range paths {
		if below, ok := strings.CutPrefix(p, "wiki/"); ok {
			ofPages = append(ofPages, below)
		}
	}
	return table("path", ofPages)
}

// table is a CSV file of one column.
func table(column string, values []string) []byte {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write([]string{column})
	for _, v := range values {
		w.Write([]string{v})
	}
	w.Flush()
	return []byte(b.String())
}
