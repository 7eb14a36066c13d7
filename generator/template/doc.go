// Package template loads a theme and executes its layouts.
//
// A theme is a folder: layouts/*.html, partials/*.html, shortcodes/*.html, and
// assets/, which are published below /assets/. A site's own theme/ is laid over the embedded one
// file by file ([Overlay]).
//
// One rule finds a page's layout: the front matter's layout; else home for the
// first page, the section's name for a section that has a layout of that name,
// section for other sections, page for the rest. layouts/base.html is the frame
// and calls {{template "main" .}}, which each layout defines.
//
// A layout gets a [Data], a shortcode a [Shortcode]; the functions are url, asset, date and iso. Errors
// carry the template's file and line and the page being rendered.
package template
