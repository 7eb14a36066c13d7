// Package template loads a theme and executes its layouts.
//
// A theme is a folder: layouts/*.html, partials/*.html, shortcodes/*.html, and
// assets/, which are published below /assets/. A site's own theme/ is laid over the embedded one
// file by file ([Overlay]).
//
// One rule finds a page's layout: the front matter's layout; else home for the
// first page, the section's name for a section that has a layout of that name,
// section for other sections, page for the rest. The pages that are made have theirs: terms
// for all tags or authors, term for one, search. layouts/base.html is the frame
// and calls {{template "main" .}}, which each layout defines.
//
// A layout gets a [Data], a shortcode a [Shortcode]. The functions, besides html/template's, are
//
//	url PATH            the path with the site's base; absurl with scheme and host, too
//	asset NAME          the URL of a file of assets/; integrity NAME its hash
//	page PATH           the page at a path, or nil; pages PREFIX those below, by path
//	newest PREFIX       those of them with dates, the newest first; first N PAGES the first
//	markdown TEXT       a line of Markdown as HTML; plain HTML as text
//	truncate N TEXT     the first letters; lower TEXT, upper TEXT; join SEPARATOR LIST
//	default A B         B, or A where B is empty: .Page.Params.x | default "y"
//	date LAYOUT TIME    as Go's time package has it; iso TIME for a datetime attribute
//	json VALUE          as JSON text
//	dict NAME VALUE …   a map, list VALUE … a list, to hand to another template
//
// A key that .Params or .Args lacks is empty; a field that there is not is an error. Errors
// carry the template's file and line and the page being rendered.
package template
