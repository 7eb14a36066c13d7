package links

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/twisted/sitegen/generator/page"
)

// A wiki page's name may hold anything. Its file's name keeps the parts between
// slashes as folders and puts a hyphen for what a file system, a URL or a
// Windows checkout would stumble over. Names that would fall together, be it in
// another case only, are told apart by a number.

// ContentFiles maps each page's name to its file below content/, in the folder into.
func ContentFiles(names []string, into string) map[string]string {
	paths := map[string]string{}
	taken := map[string]bool{strings.ToLower(path.Join(into, page.Index)): true}
	names = slices.Clone(names)
	// Names that need no change come first: they keep their own.
	slices.SortFunc(names, func(a, b string) int {
		if ca, cb := cleanName(a) == a, cleanName(b) == b; ca != cb {
			if ca {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		base := path.Join(into, cleanName(name))
		file := base + ".md"
		for n := 2; taken[strings.ToLower(file)]; n++ {
			file = fmt.Sprintf("%s-%d.md", base, n)
		}
		taken[strings.ToLower(file)] = true
		paths[name] = file
	}
	return paths
}

// reserved are names that Windows keeps for devices.
var reserved = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "com1": true, "lpt1": true}

// PathPrefix returns the beginning of the permalinks of those pages whose names begin with
// prefix, if the pages are in the folder into.
func PathPrefix(into, prefix string) string {
	dir, last := path.Split(prefix)
	clean := ""
	if dir != "" {
		clean = cleanName(strings.TrimSuffix(dir, "/")) + "/"
	}
	if last != "" {
		clean += strings.TrimSuffix(cleanName(last), "-page")
	}
	return "/" + page.URL(into+"/"+clean)
}

// cleanName makes a path of a name.
func cleanName(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		part = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || unicode.IsSpace(r) || strings.ContainsRune(`\:*?"<>|%#&{}[]`, r) {
				return '-'
			}
			return r
		}, part)
		for strings.Contains(part, "--") && !strings.Contains(parts[i], "--") {
			part = strings.ReplaceAll(part, "--", "-")
		}
		part = strings.TrimRight(strings.TrimLeft(part, "._"), ".-")
		if part == "" || reserved[strings.ToLower(part)] || strings.EqualFold(part, "index") {
			part += "-page"
		}
		parts[i] = strings.TrimPrefix(part, "-")
	}
	return strings.Join(parts, "/")
}
