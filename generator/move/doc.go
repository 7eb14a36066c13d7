// Package move moves pages, files and folders of a site, and leaves nothing behind that led to
// them.
//
//	OLD, NEW ─ names ─ places ─ references ─ aliases ─► Plan ─ Apply
//
// [Make] finds out which files get another name (names.go) and which addresses change with
// them (places.go); mends what names them, each at its place (references.go for the text of
// pages, settings.go for front matter, site.toml and redirects/), with no byte changed beside;
// and leaves an alias or a rule for each URL that nothing would answer any more (successor.go).
// A cell of a table is mended only where one target is made of its column and nothing else is,
// not even the path that is asked for; else the table stays and its row gets an exact rule, which
// outranks it (exactrule.go).
//
// A [Plan] is proven before anything is written (proof.go): the site with the move made is
// loaded in memory and must be free of mistakes that were not there, each reference of a page
// that changed must mean what it meant, each concrete redirect must lead to where that is now
// to which it led, and each URL that was published must be answered. Else there is no plan but
// diagnostics. Of a site that has mistakes already there is none either, for what they mean is
// not known.
//
// [Plan.Apply] makes all of it or, where something fails, nothing; what a kill leaves
// [Interrupted] tells. In a Git repository the index follows, as with "git mv": the names are
// changed there, and edits left to be added.
package move
