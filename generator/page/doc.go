// Package page holds what the converter writes and the generator reads: front
// matter, the way from a file to its URL, and heading ids; and [Mount], the place at
// which a site's paths become links.
//
// A page is a Markdown file that may begin with TOML between two +++ lines.
// Unknown keys are errors with a place. content/docs/Page.md is /docs/Page/,
// content/docs/_index.md is /docs/; URLs keep their case. A slug replaces the
// last part.
//
// A heading's id is GitHub's, or, where the front matter says
// anchors = "trac", the id that Trac gave it, so that old fragments arrive.
package page
