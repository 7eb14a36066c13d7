package source

import "strings"

// IsHidden reports whether a file or folder is no part of a site by its name: an editor's
// copy, or hidden by a dot. The folder .well-known (RFC 8615) is not.
func IsHidden(name string) bool {
	return strings.HasPrefix(name, ".") && name != ".well-known" || strings.HasSuffix(name, "~")
}
