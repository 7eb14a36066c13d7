package page

import "strings"

// EachSource changes the URLs of a srcset attribute, and leaves their sizes.
func EachSource(srcset string, change func(url string) string) string {
	parts := strings.Split(srcset, ",")
	for i, part := range parts {
		if f := strings.Fields(part); len(f) > 0 {
			f[0] = change(f[0])
			parts[i] = strings.Join(f, " ")
		}
	}
	return strings.Join(parts, ", ")
}
