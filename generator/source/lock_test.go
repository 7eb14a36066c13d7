package source_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/twisted/sitegen/generator/source"
)

func lockFolder(t *testing.T, dir string) *source.Lock {
	t.Helper()
	lock, err := source.LockFolder(dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	return lock
}

func TestALockIsForOne(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a/b")
	lock := lockFolder(t, dir)
	_, err := source.LockFolder(dir, "test")
	want := dir + ": error: another sitegen is writing into this folder: test, process " + strconv.Itoa(os.Getpid()) + " on "
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("the second is told %v\nwant %s", err, want)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Dir(dir)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folders that were made for the lock: %v", err)
	}
	lockFolder(t, dir).Unlock()
}

// What is in a folder stays, and so do folders that were there before.
func TestAnUnlockedFolderStays(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{"there": "", "made": "a/b/file"} {
		dir := filepath.Join(t.TempDir(), "a")
		if name == "there" {
			os.Mkdir(dir, 0o755)
		}
		lock := lockFolder(t, dir)
		if file != "" {
			if _, err := source.Write(filepath.Join(dir, file), []byte("x")); err != nil {
				t.Fatal(err)
			}
		}
		if err := lock.Unlock(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A process that was killed leaves a file, and no lock.
func TestALockGoesWithItsProcess(t *testing.T) {
	const folder = "SITEGEN_TEST_LOCK"
	if dir := os.Getenv(folder); dir != "" { // the process to be killed
		defer lockFolder(t, dir).Unlock() // what nobody refers to is let go
		os.Stdout.WriteString("locked\n")
		time.Sleep(time.Minute)
	}
	t.Parallel()
	dir := t.TempDir()
	other := exec.Command(os.Args[0], "-test.run=TestALockGoesWithItsProcess")
	other.Env = append(os.Environ(), folder+"="+dir)
	out, err := other.StdoutPipe()
	if err == nil {
		err = other.Start()
	}
	if err == nil {
		_, err = out.Read(make([]byte, 6))
	}
	if err != nil {
		t.Fatal(err)
	}
	_, err = source.LockFolder(dir, "test")
	if err == nil || !strings.Contains(err.Error(), "process "+strconv.Itoa(other.Process.Pid)+" on ") {
		t.Errorf("while it is held: %v", err)
	}
	other.Process.Kill()
	other.Wait()
	if _, err := os.Stat(filepath.Join(dir, source.LockName)); err != nil {
		t.Errorf("nothing was left, so nothing is tried: %v", err)
	}
	if err := lockFolder(t, dir).Unlock(); err != nil {
		t.Error(err)
	}
}

// Many who lock, unlock and remove the file of the same folder are never in it together.
func TestNoTwoHoldALock(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	var inside, entered atomic.Int32
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 300 {
				lock, err := source.LockFolder(dir, "test")
				if _, refused := errors.AsType[source.Diagnostic](err); refused {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				if inside.Add(1) != 1 {
					t.Error("two are in the folder")
				}
				entered.Add(1)
				time.Sleep(100 * time.Microsecond)
				inside.Add(-1)
				if err := lock.Unlock(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if entered.Load() < 8 {
		t.Errorf("only %d entered", entered.Load())
	}
}
