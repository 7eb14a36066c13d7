package history

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
	"strconv"
	"strings"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/git"
)

// Branch is the branch of the repository.
const Branch = "main"

// Version is a version of a page on its way into the repository.
type Version struct {
	trac.Version
	Page string // its name
	File string // path in the repository
}

// Commit makes a commit of each version in the repository at dir, which is made if it is not
// there, and returns the commits' ids, in the order of the versions.
func Commit(ctx context.Context, dir string, versions []Version) (commits []string, err error) {
	if err := prepare(ctx, dir); err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp("", "sitegen-history")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	marks := filepath.Join(temp, "marks")
	reader, writer := io.Pipe()
	go func() { writer.CloseWithError(fastImport(writer, versions)) }()
	_, err = run(ctx, dir, reader, "fast-import", "--quiet", "--date-format=raw", "--export-marks="+marks)
	reader.Close()
	if err != nil {
		d, _ := errors.AsType[source.Diagnostic](err)
		if strings.Contains(d.Message, "does not contain") {
			return nil, d.WithHint("the repository has commits that this history lacks: give --history another folder")
		}
		return nil, err
	}
	if commits, err = readMarks(marks, len(versions)); err != nil {
		return nil, err
	}
	_, err = run(ctx, dir, nil, "reset", "--quiet", "--hard", Branch)
	return commits, err
}

// prepare makes the repository, or finds out that nothing in it is somebody's: its work tree
// will follow the history.
func prepare(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, ".git", "HEAD")); err != nil {
		if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
			return source.FileErrorf(dir, "this folder is not empty, and no repository").
				WithHint("give --history another folder")
		}
		if _, err := run(ctx, dir, nil, "init", "--quiet", "--initial-branch="+Branch); err != nil {
			return err
		}
	}
	if head, err := run(ctx, dir, nil, "symbolic-ref", "HEAD"); err != nil || head != "refs/heads/"+Branch {
		return source.FileErrorf(dir, "this repository has another branch than %s checked out", Branch).
			WithHint("give --history a folder of its own")
	}
	changed, err := run(ctx, dir, nil, "status", "--porcelain", "--untracked-files=all", "--ignored")
	if err != nil || changed != "" {
		return source.FileErrorf(dir, "this repository holds files or changes that are not committed").
			WithHint("give --history a folder of its own; or, if nothing in it is yours, \"git reset --hard\" there")
	}
	return nil
}

// run runs git and returns what it said.
func run(ctx context.Context, dir string, in io.Reader, args ...string) (said string, err error) {
	cmd := git.Command(ctx, dir, args...)
	var out bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &out
	err = cmd.Run()
	said = strings.TrimSpace(out.String())
	if errors.Is(err, exec.ErrNotFound) {
		return said, source.Errorf("a history needs git, which is not installed")
	}
	if err != nil {
		return said, source.FileErrorf(dir, "git %s: %v: %s", args[0], err, said)
	}
	return said, nil
}

// fastImport writes git fast-import's stream.
func fastImport(w io.Writer, versions []Version) error {
	b := bufio.NewWriter(w)
	for i, v := range versions {
		message := v.Comment
		if message == "" {
			message = fmt.Sprintf("%s, version %d", v.Page, v.Number)
		} else {
			message = fmt.Sprintf("%s\n\n%s, version %d", message, v.Page, v.Number)
		}
		message = strings.ReplaceAll(message, "\x00", "")
		who := fmt.Sprintf("%s %d +0000", identity(v.Author), max(0, v.Date.Unix())) // Git has no time before 1970
		fmt.Fprintf(b, "commit refs/heads/%s\nmark :%d\n", Branch, i+1)
		fmt.Fprintf(b, "author %s\ncommitter %s\ndata %d\n%s\n", who, who, len(message), message)
		fmt.Fprintf(b, "M 100644 inline %s\ndata %d\n%s\n", quotePath(v.File), len(v.Source), v.Source)
	}
	fmt.Fprint(b, "done\n")
	return b.Flush()
}

// identity returns an author as Git wants one: "Name <mail>", the mail empty if Trac has
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

// readMarks reads the commits that fast-import made of that many versions.
func readMarks(file string, count int) ([]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	commits := make([]string, count)
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		mark, commit, ok := strings.Cut(line, " ")
		n, err := strconv.Atoi(strings.TrimPrefix(mark, ":"))
		if !ok || err != nil || n < 1 || n > count {
			return nil, fmt.Errorf("git fast-import left %q", line)
		}
		commits[n-1] = commit
	}
	return commits, nil
}
