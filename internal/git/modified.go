package git

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// Modified is when the files below a folder were last changed, by the repository's
// commits.
type Modified struct {
	Head    string               // the commit that was asked
	Times   map[string]time.Time // in UTC, by path, seen from the folder
	Shallow bool                 // the clone has no older commits: no times are known
}

// LastModified asks for the files below dir/below. The answer is empty where dir lies in no
// repository, or Git is not installed. If nothing was committed since before, it is that
// one.
func LastModified(ctx context.Context, dir, below string, before *Modified) *Modified {
	ask := func(args ...string) (string, bool) {
		out, err := Command(ctx, dir, args...).Output()
		return strings.TrimSpace(string(out)), err == nil
	}
	head, ok := ask("rev-parse", "HEAD")
	switch {
	case !ok:
		return &Modified{}
	case before != nil && before.Head == head:
		return before
	}
	m := &Modified{Head: head, Times: map[string]time.Time{}}
	if shallow, _ := ask("rev-parse", "--is-shallow-repository"); shallow == "true" {
		m.Shallow = true
		return m
	}
	// What was merged counts from when it came here: the commits of the branch itself.
	out, err := Command(ctx, dir, "log", "-z", "--format=%x01%ct", "--name-only", "--no-renames",
		"--first-parent", "-m", "--relative", "--", below).Output()
	if err != nil {
		return m
	}
	var at time.Time
	for _, word := range strings.Split(string(out), "\x00") {
		word = strings.TrimPrefix(word, "\n")
		if stamp, ok := strings.CutPrefix(word, "\x01"); ok {
			seconds, _ := strconv.ParseInt(stamp, 10, 64)
			at = time.Unix(seconds, 0).UTC()
		} else if word != "" && at.After(m.Times[word]) {
			m.Times[word] = at
		}
	}
	return m
}
