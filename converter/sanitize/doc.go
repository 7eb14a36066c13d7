// Package sanitize makes what a wiki's authors wrote as HTML fit for the site.
//
// Trac shows only what its sanitiser lets through (trac/util/html.py, TracHTMLSanitizer),
// and so does the site: [HTML] and [Attrs] keep its tags, attributes and CSS properties.
// [Balance], [Unbalanced] and [Block] give HTML the shape that CommonMark takes as one block.
//
// All are functions of their argument: they know of no page.
package sanitize
