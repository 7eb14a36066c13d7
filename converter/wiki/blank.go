package wiki

import "strings"

// IsBlank reports whether inlines show nothing but white space.
func IsBlank(list []Inline) bool {
	for _, n := range list {
		if _, ok := n.(*Text); !ok {
			return false
		}
	}
	return strings.TrimSpace(PlainText(list)) == ""
}
