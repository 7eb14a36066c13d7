package main

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/twisted/sitegen/internal/tractest"
)

// killRounds says how often a conversion is killed:
// go test ./cmd/sitegen -run Kills -kill-rounds 300
var killRounds = flag.Int("kill-rounds", 5, "how often a conversion is killed")

// largeAttachments is the small wiki with attachments that take a while to come.
func largeAttachments(t *testing.T) *tractest.Trac {
	t.Helper()
	recorded := tractest.Weathercock(t)
	for _, name := range []string{"Links/data.csv", "Station/plan.png"} {
		uri := "/trac/raw-attachment/wiki/" + name
		a, ok := recorded.Answer(uri)
		if !ok {
			continue
		}
		a.Body = bytes.Repeat([]byte(name), 8<<20/len(name))
		recorded.Set(uri, a)
	}
	return recorded
}

// A conversion that is killed at any moment leaves no file that the Trac does not have, in the
// snapshot or in the site; after any number of kills the next one makes what an undisturbed one makes.
func TestKillsLoseNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program again and again")
	}
	t.Parallel()
	wholeDir, code, said := convertSite(t, largeAttachments(t))
	if code != 0 {
		t.Fatal(said)
	}
	whole := readFolder(t, filepath.Join(wholeDir, "content"))
	recorded := largeAttachments(t)
	recorded.Delay = 5 * time.Millisecond
	address, dir := recorded.Serve(t), newSite(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range *killRounds {
		program := exec.Command("sitegen", "-C", dir, "convert", "--refresh", address)
		if err := program.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.IntN(1200)) * time.Millisecond)
		program.Process.Kill()
		program.Wait()
		for name, data := range readFolder(t, filepath.Join(dir, "content")) {
			isTemporary := strings.HasPrefix(filepath.Base(name), ".sitegen-") // is not published, and goes with the next
			if !isTemporary && data != whole[name] {
				t.Errorf("%s is none of the whole conversion's", name)
			}
		}
	}
	must(t, dir, "convert", address)
	if got := readFolder(t, filepath.Join(dir, "content")); !sameFiles(got, whole) {
		t.Error(difference(got, whole)[:2000])
	}
	must(t, dir, "build")
	filepath.WalkDir(filepath.Join(dir, "public"), func(p string, _ os.DirEntry, err error) error {
		if strings.HasPrefix(filepath.Base(p), ".sitegen-") {
			t.Errorf("%s is published", p)
		}
		return err
	})
}

// A site in which a move was killed is not taken for a whole one.
func TestAKilledMoveIsTold(t *testing.T) {
	t.Parallel()
	dir := newSite(t)
	writeFiles(t, dir, map[string]string{".sitegen-mv-1/moves.txt": "content/a.md → content/b.md\n"})
	for _, args := range [][]string{{"build", "-o", t.TempDir()}, {"check"}} {
		if code, _, stderr := sitegen(t, dir, args...); code != 0 ||
			!strings.Contains(stderr, ".sitegen-mv-1: warning: a move was interrupted") {
			t.Errorf("%v ended with %d: %s", args, code, stderr)
		}
	}
}
