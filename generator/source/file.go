package source

import (
	"bytes"
	"fmt"
	"io/fs"
	"unicode/utf8"
)

// File is one input: its bytes, and the path that diagnostics call it by.
type File struct {
	Path string
	Data []byte
}

// ReadFile reads path from fsys into a File.
func ReadFile(fsys fs.FS, path string) (*File, error) {
	data, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, err
	}
	return &File{Path: path, Data: bytes.TrimPrefix(data, []byte("\ufeff"))}, nil
}

// Position is a place in a file. Line and Column count from 1; a zero Line
// means the file as a whole.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// String formats p as file:line:col, leaving out what is unknown.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Position turns a byte offset into a line and column. Offsets beyond the end
// are taken as the end.
func (f *File) Position(offset int) Position {
	offset = max(0, min(offset, len(f.Data)))
	before := f.Data[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return Position{
		File:   f.Path,
		Line:   bytes.Count(before, []byte{'\n'}) + 1,
		Column: utf8.RuneCount(before[start:]) + 1,
	}
}

// Line returns the text of line n (from 1) without its line end, or "".
func (f *File) Line(n int) string {
	rest := f.Data
	for ; n > 1; n-- {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			return ""
		}
		rest = rest[i+1:]
	}
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return string(bytes.TrimRight(rest, "\r"))
}

// Errorf makes an error diagnostic at offset, with the line as its excerpt.
func (f *File) Errorf(offset int, format string, args ...any) Diagnostic {
	return f.at(f.Position(offset), Error, format, args...)
}

// Warnf is Errorf for what does not stop a build.
func (f *File) Warnf(offset int, format string, args ...any) Diagnostic {
	return f.at(f.Position(offset), Warning, format, args...)
}

// LineErrorf makes an error for the line as a whole, from its first column.
func (f *File) LineErrorf(line, column int, format string, args ...any) Diagnostic {
	return f.at(Position{File: f.Path, Line: line, Column: column}, Error, format, args...)
}

func (f *File) at(p Position, s Severity, format string, args ...any) Diagnostic {
	return Diagnostic{Position: p, Severity: s, Message: fmt.Sprintf(format, args...), Excerpt: f.Line(p.Line)}
}
