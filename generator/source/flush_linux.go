package source

import (
	"os"

	"golang.org/x/sys/unix"
)

// Flush brings to the disk all that was written to the file system that a folder is in, in one go:
// for many files that is far less than to wait for each. Linux alone can do that; elsewhere Flush
// does nothing, and only what [WriteDurably] writes is sure to survive a power cut.
func Flush(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return os.NewSyscallError("syncfs", unix.Syncfs(int(f.Fd())))
}
