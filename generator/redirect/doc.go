// Package redirect is the map of old URLs: rules, lookup, stubs, the resolver of
// 404.html, and checks.
//
// Claims on an old path rank: a page's aliases, exact rules, tables, patterns.
// Two claims of one rank are an error that names both. A rule is
//
//	[[rule]]
//	from     = "/trac/ticket/{id:int}"   # {x} a segment, {x:int} digits, {x...} the rest
//	table    = "tickets.csv"             # a column named as a capture is looked up,
//	to       = "https://…/{issue}"       # the others fill in the target
//	fragment = { "comment:{n:int}" = "note_{n}" }
//	missing  = "/tickets/"               # for what the table lacks
//	range    = "1-10353"                 # … and these of it get stubs as well
//
// A table is a CSV file with a header. A number's cell may be a range, 40-45; the
// row's other ranges count along.
//
// A rule has, besides, query = { rev = "…{rev}…" } for targets that depend on a query, and gone
// = "…" instead of to for what has no successor. A pattern that is more literal,
// from left to right, is tried first.
//
// Every concrete old path is a [Stub], a file that forwards without JavaScript,
// and with it keeps or maps query and fragment. The rest is answered by 404.html,
// which carries the patterns ([Map.Patterns]) and the resolver, resolver.js: it
// and [Map.Lookup] are one algorithm, held to testdata/vectors.json.
//
// Paths in rules are decoded; captures are encoded when they fill in a target.
package redirect
