// Package load reads a site's files: the pages and other files of content/, the rules and
// tables of redirects/, and the theme, the site's own files laid over the default ones.
//
// A [Loader] reads the same site again and again, for a preview. Pages, rules and theme are
// parsed once and remembered by content: a file whose bytes are the same as before is the
// same value as before, so that what later stages remember of it stays known. Only for pages
// is reading spared as well, where size and time of the file prove that nothing was written
// since; see stamp.
//
// What pages merely refer to, images and data, is read when it is asked for ([Reader]).
package load
