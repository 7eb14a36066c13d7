// Package sanitize makes what a wiki's authors wrote as HTML or Markdown fit for the site.
//
// Trac shows only what its sanitiser lets through (trac/util/html.py, TracHTMLSanitizer),
// and so does the site: [HTML] and [Attrs] keep its tags, attributes and CSS properties.
// An author of the wiki is not one of the site, so [Markdown] lets no other HTML through
// either, and no shortcode. [Balance], [Unbalanced] and [Block] give HTML the shape that
// CommonMark takes as one block.
//
// All are functions of their argument: they know of no page.
package sanitize
