package converter

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/git"
)

// History is what became of the pages' versions.
type History struct {
	Versions int
	Pages    int
}

// change is a version on its way into the repository.
type change struct {
	trac.Version
	page, file string
	commit     string
}

// WriteHistory writes every version of every page, as WikiFormatting, a commit each
// and the oldest first, to the Git repository at dir, which is made if it is not
// there; and adds to the conversion the rules by which ?version=N leads to that commit
// below url, the repository's web page. The commits depend on the snapshot alone:
// again written, they are the same, and a later snapshot adds to them.
func (c *Conversion) WriteHistory(ctx context.Context, s *trac.Snapshot, dir, url string) (History, error) {
	names := s.Names()
	files := contentPaths(names, "")
	var changes []change
	for _, name := range names {
		versions, err := s.Versions(name)
		if err != nil {
			return History{}, err
		}
		for _, v := range versions {
			changes = append(changes, change{Version: v, page: name, file: strings.TrimSuffix(files[name], ".md") + ".txt"})
		}
	}
	if len(changes) == 0 {
		return History{}, source.Errorf("the snapshot holds no versions of pages").WithHint("give --history with the Trac's URL as SOURCE: that brings them")
	}
	slices.SortStableFunc(changes, func(a, b change) int {
		return cmp.Or(a.Date.Compare(b.Date), strings.Compare(a.page, b.page), cmp.Compare(a.Number, b.Number))
	})
	if err := importHistory(ctx, dir, changes); err != nil {
		return History{}, err
	}
	pages := c.historyRules(strings.TrimRight(url, "/"), changes)
	return History{Versions: len(changes), Pages: pages}, nil
}

// historyBranch is the branch of the repository.
const historyBranch = "main"

// importHistory writes the changes with git fast-import and fills in their commits.
func importHistory(ctx context.Context, dir string, changes []change) error {
	said := ""
	run := func(in io.Reader, args ...string) error {
		cmd := git.Command(ctx, dir, args...)
		var out bytes.Buffer
		cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &out
		err := cmd.Run()
		said = strings.TrimSpace(out.String())
		if errors.Is(err, exec.ErrNotFound) {
			return source.Errorf("a history needs git, which is not installed")
		}
		if err != nil {
			return source.FileErrorf(dir, "git %s: %v: %s", args[0], err, said)
		}
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, ".git", "HEAD")); err != nil {
		if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
			return source.FileErrorf(dir, "this folder is not empty, and no repository").WithHint("give --history another folder")
		}
		if err := run(nil, "init", "--quiet", "--initial-branch="+historyBranch); err != nil {
			return err
		}
	}
	// The work tree follows the history: nothing of somebody's may be in it.
	if err := run(nil, "symbolic-ref", "HEAD"); err != nil || said != "refs/heads/"+historyBranch {
		return source.FileErrorf(dir, "this repository has another branch than %s checked out", historyBranch).WithHint("give --history a folder of its own")
	}
	if err := run(nil, "status", "--porcelain", "--untracked-files=all", "--ignored"); err != nil || said != "" {
		return source.FileErrorf(dir, "this repository holds files or changes that are not committed").
			WithHint("give --history a folder of its own; or, if nothing in it is yours, \"git reset --hard\" there")
	}
	temp, err := os.MkdirTemp("", "sitegen-history")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	marks := filepath.Join(temp, "marks")
	reader, writer := io.Pipe()
	go func() { writer.CloseWithError(fastImport(writer, changes)) }()
	err = run(reader, "fast-import", "--quiet", "--date-format=raw", "--export-marks="+marks)
	reader.Close()
	if err != nil {
		d, _ := errors.AsType[source.Diagnostic](err)
		if strings.Contains(d.Message, "does not contain") {
			return d.WithHint("the repository has commits that this history lacks: give --history another folder")
		}
		return err
	}
	if err := readMarks(marks, changes); err != nil {
		return err
	}
	return run(nil, "reset", "--quiet", "--hard", historyBranch)
}

// fastImport writes git fast-import's stream.
func fastImport(w io.Writer, changes []change) error {
	b := bufio.NewWriter(w)
	for i, ch := range changes {
		message := ch.Comment
		if message == "" {
			message = fmt.Sprintf("%s, version %d", ch.page, ch.Number)
		} else {
			message = fmt.Sprintf("%s\n\n%s, version %d", message, ch.page, ch.Number)
		}
		message = strings.ReplaceAll(message, "\x00", "")
		who := fmt.Sprintf("%s %d +0000", identity(ch.Author), max(0, ch.Date.Unix())) // Git has no time before 1970
		fmt.Fprintf(b, "commit refs/heads/%s\nmark :%d\nauthor %s\ncommitter %s\ndata %d\n%s\n", historyBranch, i+1, who, who, len(message), message)
		fmt.Fprintf(b, "M 100644 inline %s\ndata %d\n%s\n", quotePath(ch.file), len(ch.Source), ch.Source)
	}
	fmt.Fprint(b, "done\n")
	return b.Flush()
}

// identity is an author as Git wants one: "Name <mail>", the mail empty if Trac has
// none.
func identity(author string) string {
	name, mail := author, ""
	if before, after, ok := strings.Cut(author, "<"); ok {
		name, mail = before, strings.TrimRight(after, "> ")
	}
	clean := func(s string) string {
		return strings.TrimSpace(strings.Map(func(r rune) rune {
			if r < ' ' || r == '<' || r == '>' {
				return -1
			}
			return r
		}, s))
	}
	return strings.TrimSpace(cmp.Or(clean(name), "anonymous")+" <"+clean(mail)) + ">"
}

// quotePath quotes a path for fast-import where it must.
func quotePath(p string) string {
	if strings.ContainsAny(p, " \"\\\n") || p == "" {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(p) + `"`
	}
	return p
}

// readMarks fills in the commits that fast-import made.
func readMarks(file string, changes []change) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		mark, commit, ok := strings.Cut(line, " ")
		n, err := strconv.Atoi(strings.TrimPrefix(mark, ":"))
		if !ok || err != nil || n < 1 || n > len(changes) {
			return fmt.Errorf("git fast-import left %q", line)
		}
		changes[n-1].commit = commit
	}
	return nil
}

// historyRules adds the rules, and counts the pages. A version's own page, old path
// of no Trac, takes the step from what only a browser sees to what only a table knows.
func (c *Conversion) historyRules(url string, changes []change) (pages int) {
	versions := [][]string{{"n", "page", "commit", "file"}}
	files := map[string]string{}
	for _, ch := range changes {
		versions = append(versions, []string{strconv.Itoa(ch.Number), ch.page, ch.commit, ch.file})
		files[ch.page] = ch.file
	}
	list := [][]string{{"page", "file"}}
	for page, file := range files {
		list = append(list, []string{page, file})
	}
	slices.SortFunc(versions[1:], func(a, b []string) int {
		n, _ := strconv.Atoi(a[0])
		m, _ := strconv.Atoi(b[0])
		return cmp.Or(strings.Compare(a[1], b[1]), cmp.Compare(n, m))
	})
	slices.SortFunc(list[1:], func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	c.Files["redirects/trac-versions.csv"] = csvTable(versions)
	c.Files["redirects/trac-histories.csv"] = csvTable(list)
	c.Files["redirects/trac-versions.toml"] = []byte(strings.NewReplacer("BASE", c.base, "URL", url).Replace(`# Made by "sitegen convert --history": a page's versions lead to the commits that they became.

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
to = "URL/commits/` + historyBranch + `/{file}"
query = {}
`))
	return len(files)
}
