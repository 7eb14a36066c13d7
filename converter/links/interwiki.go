package links

import "strings"

// InterMap is the wiki page that lists the InterWiki prefixes.
const InterMap = "InterMapTxt"

// ParseInterMap reads the lines between the ---- of that page: a prefix, a URL
// and a comment after #.
func ParseInterMap(text string) map[string]string {
	m := map[string]string{}
	inMap := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "----") {
			inMap = !inMap
			continue
		}
		fields := strings.Fields(line)
		if inMap && len(fields) > 1 && strings.Contains(fields[1], ":") {
			m[strings.ToLower(fields[0])] = fields[1]
		}
	}
	return m
}

// interWikiURL puts the target, or its parts split at colons, into the URL.
func interWikiURL(u, target string) string {
	if !strings.Contains(u, "$1") {
		return u + target
	}
	parts := strings.Split(target, ":")
	for i := len(parts); i > 0; i-- {
		u = strings.ReplaceAll(u, "$"+string(rune('0'+i)), parts[i-1])
	}
	return u
}
