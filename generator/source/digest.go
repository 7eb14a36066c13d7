package source

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
)

// Digest returns the SHA-256, in hexadecimal, of what open gives, without holding all of it.
func Digest(open func() (io.ReadCloser, error)) (string, error) {
	r, err := open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, r); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// FileDigest returns the [Digest] of a file's bytes.
func FileDigest(path string) (string, error) {
	return Digest(func() (io.ReadCloser, error) { return os.Open(path) })
}
