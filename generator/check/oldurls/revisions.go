package oldurls

import (
	"bufio"
	"bytes"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
)

// Revision is a Subversion revision and the Git commit that it became.
type Revision struct {
	Number int
	Commit string
}

// LogFormat makes git log print what [Revisions] reads.
const LogFormat = "--format=%x01%H%n%B"

// svnID is the line that git-svn leaves in a commit's message:
// git-svn-id: URL@REVISION UUID
var svnID = regexp.MustCompile(`^git-svn-id: \S+@([0-9]{1,9}) `)

// Revisions reads the output of git log with [LogFormat] and returns the revisions
// that git-svn noted, sorted. Of two commits of one revision the first read counts.
func Revisions(r io.Reader) ([]Revision, error) {
	commits := map[int]string{}
	commit := ""
	err := lines(bufio.NewReaderSize(r, 1<<16), func(_ int, line []byte) {
		if hash, ok := bytes.CutPrefix(line, []byte{1}); ok {
			commit = string(hash)
		} else if m := svnID.FindSubmatch(line); m != nil {
			if n, _ := strconv.Atoi(string(m[1])); commits[n] == "" {
				commits[n] = commit
			}
		}
	})
	list := make([]Revision, 0, len(commits))
	for _, n := range slices.Sorted(maps.Keys(commits)) {
		list = append(list, Revision{n, commits[n]})
	}
	return list, err
}
