// Package redirect is the map of old URLs: rules, lookup, stubs, the resolver of
// 404.html, and checks. Package export writes it for web servers.
//
// [Parse] reads rules (rulefile.go, rule.go) and their tables (table.go). A rule leads from
// a pattern (pattern.go) to a target (target.go, function.go), with maps of its own for
// queries and fragments (querymap.go, fragmentmap.go). [Compile] makes the [Map] of them
// (compile.go), which a file for each use reads: lookup.go answers a URL, stub.go writes
// the page at one, resolver.go and resolver.js are for browsers, server.go for exports,
// check.go proves that all arrive.
//
// # Rules
//
// Claims on an old path rank: a page's aliases, exact rules, tables, patterns.
// Two claims of one rank are an error that names both. A rule is
//
//	[[rule]]
//	from     = "/trac/ticket/{id:int}"   # {x} a segment, {x:int} digits, {x...} one or more
//	table    = "tickets.csv"             # a column named as a capture is looked up,
//	to       = "https://…/{issue}"       # the others fill in the target
//	missing  = "/tickets/"               # for what the table lacks
//	range    = "1-10353"                 # the rule is for these numbers, each with a stub
//	fragment = { "comment:{n:int}" = "note_{n}" }
//	query    = { "rev={rev}" = "https://…/{rev}" }
//
// A capture may have text before and after it within its segment: issue{id:int},
// {page...}.html. Of {x...} there is one at most, and more segments may follow it:
// /attachment/{page...}/{file}; at the end of from and to it takes a slash at the
// path's end along. from may be percent-encoded, where text holds a # or ?. Of two
// patterns that match, the one that is more literal, from left to right, answers.
//
// # Targets
//
// to is an http(s) URL or a path of the site. A capture in it may pass through
// functions: {id|sha1|first3}, {file|ext}, {x|lower}, {x|upper}, {x|query}:
//
//	sha1    the SHA-1 of its UTF-8, in hexadecimal
//	firstN  its first N characters
//	ext     a file's extension with its dot, or nothing
//	lower   in small letters; upper in capitals
//	query   encoded for use in a query, its slashes too, wherever it stands
//
// Captures are decoded; they are encoded for where they stand: a path keeps their
// slashes, a query or fragment does not. A capture cannot reach a target's host.
//
// # Query and fragment
//
// Query and fragment are kept, unless the target has its own. A rule with query or
// fragment maps them instead, and drops what the map does not name. A query's key is
// a name (its value fills in {name}), name=value, name={x:int}, or up to three of these
// with & between; all must be there. A fragment's key is text with captures. The value
// is a target; of a fragment, also a new fragment, or "" for none. The most particular
// key is tried first. A rule without to and gone adds its maps to the aliases that its from
// matches: a page's versions, say.
//
// # What is gone
//
// gone = "…" instead of to says what was here; captures may stand in it. since =
// "June 2022" says when it went, see = a target where one may look instead.
//
// # Tables
//
// A table is a CSV file with a header, in small letters. A number's cell may be a range,
// 40-45; the row's other ranges of that length count along. With a range the rule is
// for the rows within it.
//
// # Stubs and the resolver
//
// Every concrete old path is a [Stub], a file that forwards without JavaScript,
// and with it keeps or maps query and fragment. The rest is answered by 404.html: old
// paths that cannot be files (stubfile.go says which), and the patterns
// ([Map.Patterns]). It carries the resolver, resolver.js: that
// and [Map.Lookup] are one algorithm, held to testdata/vectors.json. stub = false
// leaves a concrete path to the resolver as well: where an image or download was, no
// page must answer for it.
//
// # Other hosts
//
// A rule with hosts = ["tm.tl"] is for other hosts than the site's. A site on GitHub
// Pages cannot answer for them: such rules are for exports, and for [Map.Host].
package redirect
