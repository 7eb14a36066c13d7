package source

import "strings"

// IsHidden tells a file or folder that is no part of a site: an editor's, or one that its name
// hides. What the web itself looks for is none (RFC 8615).
func IsHidden(name string) bool {
	return strings.HasPrefix(name, ".") && name != ".well-known" || strings.HasSuffix(name, "~")
}
