// Package theme is the default theme: layouts, partials, shortcodes and assets. A site's own
// theme/ folder is laid over it, file by file; see generator/template.
package theme

import "embed"

// FS holds the theme's files.
//
//go:embed layouts partials shortcodes assets
var FS embed.FS
