// Package links resolves TracLinks against the set of a wiki's pages.
//
// A [Resolver] turns a link as written ([wiki.Link]) into a [Target]: a page of
// this wiki, a URL, or plain text where Trac shows text. It follows Trac's
// resolvers (trac/wiki/api.py for pages: relative and scoped names, a missing
// page; one per realm for the rest). What lives elsewhere (tickets, changesets,
// source) becomes an old Trac path below Base, which the redirect map answers.
//
// Whether a ticket, milestone or report existed only Trac can tell, as can
// which addresses it hid, what a prefix of its trac.ini stands for, and the form that
// it gives a query. All that is read from Trac's own rendering of the page, where
// there is one: [Evidence].
package links
