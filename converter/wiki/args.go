package wiki

import "strings"

// Args are a processor's arguments, in the order written: name=value,
// name="quoted value", a bare name for true, -name for false.
type Args []Arg

// Arg is one argument; it is a Flag where it has no value.
type Arg struct {
	Name, Value string
	Flag        bool
}

// Get returns the value of an argument, "" where it is not set.
func (a Args) Get(name string) string {
	for _, arg := range a {
		if arg.Name == name {
			return arg.Value
		}
	}
	return ""
}

func parseArgs(s string) Args {
	var args Args
	isName := func(r rune) bool { return r == '-' || isWord(r) }
	for s = strip(s); s != ""; s = strip(s) {
		end := strings.IndexFunc(s, func(r rune) bool { return !isName(r) })
		if end == 0 {
			s = s[1:]
			continue
		}
		if end < 0 {
			end = len(s)
		}
		name := s[:end]
		if s = s[end:]; !strings.HasPrefix(s, "=") {
			if name = strings.TrimPrefix(name, "-"); name != "" {
				args = append(args, Arg{Name: name, Flag: true})
			}
			continue
		}
		s = s[1:]
		if s != "" && (s[0] == '"' || s[0] == '\'') {
			if close := strings.IndexByte(s[1:], s[0]); close >= 0 {
				args = append(args, Arg{Name: name, Value: s[1 : close+1]})
				s = s[close+2:]
				continue
			}
		}
		end = strings.IndexFunc(s, func(r rune) bool { return !isName(r) && r != ',' })
		if end < 0 {
			end = len(s)
		}
		args = append(args, Arg{Name: name, Value: s[:end]})
		s = s[end:]
	}
	return args
}
