// Package links resolves TracLinks, and what HTML refers to, against all that is known of a
// wiki.
//
// A [Resolver] turns a link as written ([wiki.Link]) into a [Target]: a page of this wiki, a
// URL, or plain text where Trac shows text. It follows Trac's resolvers (trac/wiki/api.py
// for pages: relative and scoped names, a missing page; one per realm for the rest). What
// lives elsewhere (tickets, changesets, source) becomes an old Trac path below Base, which
// the redirect map answers.
//
// Whether a ticket, milestone or report existed only Trac can tell, as can which addresses
// it hid, what a prefix of its trac.ini stands for, and the form that it gives a query. All
// that is read from Trac's own HTML of the page, where there is any: [Shown].
//
// A [Site] knows where the pages and files live now; [ContentFiles] decides where the pages
// do. A [Page] spells the links of one page as its Markdown and HTML need them, and notes
// those that lead nowhere ([Notes]).
package links
