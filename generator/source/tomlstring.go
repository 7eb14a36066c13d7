package source

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// TOMLString is a text in a TOML document, and where it stands: the decoder does not tell that.
type TOMLString struct {
	Key        []string // of it, or of the list that it is in, from the document's root
	Value      string
	Start, End int // in the file, with its quotes
	List       int // where the list that it is in begins, in the file; -1 where it is in none
	Item       int // of which table of an array of tables, as [[rule]], it is; from 0
}

// TOMLStrings finds the texts in data, which begins at an offset of f and is a document without
// mistakes. Lists that are empty are told by a TOMLString of their brackets without a Value.
func TOMLStrings(data []byte, offset int) []TOMLString { return scanTOML(data, offset).found }

// TOMLRootEnd is where in a document without mistakes the first table begins: keys before it are
// the document's own. Without one it is the document's end.
func TOMLRootEnd(data []byte) int { return scanTOML(data, 0).rootEnd }

func scanTOML(data []byte, offset int) *tomlScanner {
	s := &tomlScanner{data: data, offset: offset, items: map[string]int{}, rootEnd: len(data)}
	for s.at < len(data) {
		s.skip(" \t\r\n")
		switch {
		case s.at == len(data):
		case s.data[s.at] == '#':
			s.line()
		case s.data[s.at] == '[':
			s.header()
		default:
			s.pair(s.table)
		}
	}
	return s
}

// tomlScanner goes through a document without mistakes. What it does not understand it passes
// over, a byte at least, so that it ends with any.
type tomlScanner struct {
	data    []byte
	offset  int
	at      int
	table   []string       // the one that keys are of
	item    int            // of which of its kind
	items   map[string]int // how many tables of each array there were
	found   []TOMLString
	rootEnd int // where the first table begins
}

func (s *tomlScanner) peek() byte {
	if s.at < len(s.data) {
		return s.data[s.at]
	}
	return 0
}

func (s *tomlScanner) skip(set string) {
	for s.at < len(s.data) && strings.IndexByte(set, s.data[s.at]) >= 0 {
		s.at++
	}
}

// skipBlanks passes over all that may stand between the parts of a list.
func (s *tomlScanner) skipBlanks() {
	for {
		s.skip(" \t\r\n,")
		if s.peek() != '#' {
			return
		}
		s.line()
	}
}

// line passes over the rest of a line.
func (s *tomlScanner) line() {
	if n := bytes.IndexByte(s.data[s.at:], '\n'); n >= 0 {
		s.at += n + 1
	} else {
		s.at = len(s.data)
	}
}

// header reads [table] or [[array]].
func (s *tomlScanner) header() {
	s.rootEnd = min(s.rootEnd, s.at)
	isArray := bytes.HasPrefix(s.data[s.at:], []byte("[["))
	s.skip("[")
	s.table = s.key("]")
	name := strings.Join(s.table, "\x00")
	if isArray {
		s.item = s.items[name]
		s.items[name]++
	} else if !strings.Contains(name, "\x00") {
		s.item = 0
	}
	s.line()
}

// key reads a key up to one of some bytes.
func (s *tomlScanner) key(ends string) (key []string) {
	for s.at < len(s.data) {
		s.skip(" \t")
		switch c := s.peek(); {
		case s.at == len(s.data):
			return key
		case c == '"' || c == '\'':
			start := s.at
			s.text()
			key = append(key, unquoteTOML(s.data[start:s.at]))
		case c == '.':
			s.at++
		case c == '\n' || strings.IndexByte(ends, c) >= 0:
			return key
		default:
			start := s.at
			for s.at < len(s.data) && strings.IndexByte(" \t\r\n.\"'"+ends, s.data[s.at]) < 0 {
				s.at++
			}
			if s.at == start {
				s.at++ // no key begins so
			} else {
				key = append(key, string(s.data[start:s.at]))
			}
		}
	}
	return key
}

// pair reads a key and its value.
func (s *tomlScanner) pair(table []string) {
	start := s.at
	key := append(append([]string{}, table...), s.key("=")...)
	if s.peek() == '=' {
		s.at++
		s.skip(" \t")
		s.value(key, -1)
	}
	if s.at == start {
		s.at++
	}
}

// value reads what a key, or a place in a list, has.
func (s *tomlScanner) value(key []string, list int) {
	start := s.at
	switch s.peek() {
	case '"', '\'':
		s.text()
		value := unquoteTOML(s.data[start:s.at])
		s.found = append(s.found, TOMLString{key, value, s.offset + start, s.offset + s.at, list, s.item})
	case '[':
		s.list(key)
	case '{':
		s.at++
		for s.skipBlanks(); s.at < len(s.data) && s.peek() != '}'; s.skipBlanks() {
			s.pair(key)
		}
		s.at = min(s.at+1, len(s.data))
	default: // a number, a date
		for s.at < len(s.data) && strings.IndexByte(",]}#\r\n", s.data[s.at]) < 0 {
			s.at++
		}
	}
}

func (s *tomlScanner) list(key []string) {
	start, before := s.at, len(s.found)
	s.at++
	for s.skipBlanks(); s.at < len(s.data) && s.peek() != ']'; s.skipBlanks() {
		at := s.at
		if s.value(key, s.offset+start); s.at == at {
			s.at++
		}
	}
	s.at = min(s.at+1, len(s.data))
	if len(s.found) == before {
		s.found = append(s.found, TOMLString{key, "", s.offset + start, s.offset + s.at, s.offset + start, s.item})
	}
}

// text passes over a text in quotes of any kind.
func (s *tomlScanner) text() {
	quote := s.data[s.at]
	three := bytes.Repeat([]byte{quote}, 3)
	if bytes.HasPrefix(s.data[s.at:], three) {
		for s.at += 3; s.at < len(s.data) && !bytes.HasPrefix(s.data[s.at:], three); s.at++ {
			if quote == '"' && s.data[s.at] == '\\' {
				s.at++
			}
		}
		s.at = min(s.at+3, len(s.data))
		for n := 0; n < 2 && s.peek() == quote; n++ { // up to two more are the text's
			s.at++
		}
		return
	}
	for s.at++; s.at < len(s.data) && s.data[s.at] != quote && s.data[s.at] != '\n'; s.at++ {
		if quote == '"' && s.data[s.at] == '\\' {
			s.at++
		}
	}
	s.at = min(s.at+1, len(s.data))
}

// unquoteTOML is what a text in quotes says; "" where that is none.
func unquoteTOML(quoted []byte) string {
	var doc struct{ X string }
	toml.Decode("X = "+string(quoted), &doc)
	return doc.X
}

// QuoteTOML writes a text with the quotes of another, as it is written in a document, where
// they can hold it, else with double ones.
func QuoteTOML(text, like string) string {
	isControl := func(r rune) bool { return r < ' ' || r == 0x7f }
	if strings.HasPrefix(like, "'") && !strings.Contains(text, "'") && !strings.ContainsFunc(text, isControl) {
		return "'" + text + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case isControl(r):
			b.WriteString(`\u00` + strconv.FormatInt(0x100+int64(r), 16)[1:])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
