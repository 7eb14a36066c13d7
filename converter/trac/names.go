package trac

import (
	"encoding/base32"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/twisted/sitegen/generator/source"
)

// A snapshot's files have names that tell whose they are, on every disk.
//
// Trac asks of a page's name that no part between two slashes be empty, "." or ".."
// (trac/wiki/api.py, validate_page_name), and of an attachment's that it hold no slash; older
// ones asked less. A plain name is what people expect: the page's name with %XX for slashes and
// for what no file system or shell likes, the file's path as it is. Where some disk would take
// that for another, or not take it at all, the name is escaped (escapedName), which can be read
// back. Which of the two it is depends on the name alone but for twins, names that differ in
// case only, and for a file beside a folder of its name: the one that comes first has the plain
// name, and keeps it.

const (
	longestName = 250 // bytes of a file's name without its extension, of 255 that disks take
	chunkLength = 240 // bytes of a folder's name of an escaped name
)

// fileNames returns the names that the files of a page may have, without extension: first the one
// that they get where it is free.
func fileNames(name string) [2]string {
	plain, escaped := plainName(name), escapedName(name)
	if len(plain) > longestName || !isPortable(name) {
		return [2]string{escaped, plain}
	}
	return [2]string{plain, escaped}
}

// plainName is a page's name as a file's: what a file system or shell would stumble over is
// percent-encoded.
func plainName(name string) string {
	var b strings.Builder
	for i := range len(name) {
		if c := name[i]; isSpecial(rune(c)) || c == '/' || c == '%' || c == '.' && i == 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// isSpecial reports whether a character cannot be in a file's name on Windows.
func isSpecial(c rune) bool { return c < ' ' || c == 0x7f || strings.ContainsRune(`\:*?"<>|`, c) }

// escapedName is a text as a path that no disk takes for another: base 32 behind %%, cut into
// folders that end in a bare %. No plain name has either.
func escapedName(text string) string {
	code := escapeCode.EncodeToString([]byte(text))
	var b strings.Builder
	b.WriteString(escapeMark)
	for len(code) > chunkLength {
		b.WriteString(code[:chunkLength] + "%/")
		code = code[chunkLength:]
	}
	return b.String() + code
}

// unescapedName is the inverse of escapedName; ok is false for what that never returns.
func unescapedName(name string) (text string, ok bool) {
	code, ok := strings.CutPrefix(strings.ReplaceAll(name, "%/", ""), escapeMark)
	data, err := escapeCode.DecodeString(code)
	return string(data), ok && err == nil && escapedName(string(data)) == name
}

const escapeMark = "%%"

var escapeCode = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// isPortable reports whether every disk keeps a part of a path as it is, apart from its case and
// what isSpecial.
func isPortable(part string) bool {
	endsBadly := strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") // Windows drops both
	return !endsBadly && utf8.ValidString(part) && norm.NFC.IsNormalString(part) && !source.IsDevice(part)
}

// filePaths returns the paths in the snapshot that a file of the Trac may have: first the one
// that it gets where it is free. A path that would lead out of the Trac is refused.
func filePaths(p string) ([2]string, error) {
	if p == "" || path.Clean("/"+p) != "/"+p {
		return [2]string{}, fmt.Errorf("%q is no path for a file", p)
	}
	plain, escaped := plainFiles+p, escapedFiles+escapedName(p)
	if !filepath.IsLocal(filepath.FromSlash(p)) || !isPortablePath(p) {
		return [2]string{escaped, plain}, nil
	}
	return [2]string{plain, escaped}, nil
}

// isPortablePath reports whether every disk keeps a path as it is, apart from its case.
func isPortablePath(p string) bool {
	for _, part := range strings.Split(p, "/") {
		isTemporary := strings.HasPrefix(part, source.TempPrefix)
		if isTemporary || len(part) > longestName || !isPortable(part) || strings.ContainsFunc(part, isSpecial) {
			return false
		}
	}
	return true
}

// filePathOf returns the file of the Trac that a file of the snapshot is, by its path below the
// mount point; ok is false for what is none.
func filePathOf(file string) (p string, ok bool) {
	if p, ok = strings.CutPrefix(file, plainFiles); ok {
		return p, true
	}
	if name, ok := strings.CutPrefix(file, escapedFiles); ok {
		return unescapedName(name)
	}
	return "", false
}
