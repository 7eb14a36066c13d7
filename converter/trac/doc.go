// Package trac gives a Trac as pages.
//
// [Fetch] asks a running Trac over HTTP, needing no plugin and no account: the
// page list from TitleIndex and from links, a page's source by ?format=txt,
// Trac's own HTML, its attachments and who changed it last. It is the only user
// of the network in the converter.
// [Take] takes whatever a Trac may be had from: a URL, or a snapshot that was taken before.
//
// What it gets is a [Snapshot] on disk, plain files:
//
//	snapshot.toml             where and what: url, of the Trac; base, its path, "" at the
//	                          root; version, of Trac; fetched, a time; complete = true once
//	                          a fetch came to its end; ended, why it did so early; only, the
//	                          pages that the last one was for; names, of the pages that are
//	                          there, listed, of those that the Trac says to have, deleted and
//	                          renamed, of those that it had, all sorted; refreshing = true
//	                          while not all was asked for again that should be
//	pages/NAME.txt            the source, bytes as stored
//	pages/NAME.html           the page as Trac shows it, whole
//	history/NAME/             the versions, if they were asked for: history.html, Trac's
//	                          list of them, and 1.txt, 2.txt …, the source of each
//	files/PATH                a file of the Trac, by its path below the mount point
//	escaped/NAME              one whose path some disk would not keep
//	checksums.sha256          of each file that was fetched to its end, as sha256sum reads it
//	failed.toml               what was asked for in vain, and why
//
// NAME is the page's name with / and what no file system likes as %XX. What is too long, what
// Windows keeps for devices and what differs from another in case only is in base 32 behind
// %% (names.go). No disk takes two names for one, and snapshots of earlier releases are read as
// they are. Each file is written whole or not at all, and gets its checksum after that, so a fetch can be
// stopped or killed at any time and run again: what is there is not asked for again. A file
// without a checksum, or with another, counts as not fetched. One process at a time writes into a snapshot; a second
// fetch is refused and told of the first.
//
// # What is missing
//
// A snapshot knows what it lacks. What the Trac lists and would not give, what a fetch did not
// come to and what is damaged are [Snapshot.Missing], each with its reason; pages that nobody
// asked for, with --only, are [Snapshot.LeftOut]. An image in a text that the Trac answers 404
// for is neither: it is as broken there.
//
// # What is an answer
//
// An answer is taken for what was asked only if it comes from the address that was asked, is of
// the right type (no page in the place of a text or a file), and is all there (answer.go). A
// Trac that is busy or breaks off is asked again; one that answers nothing any more ends the
// fetch within half a minute, and what was not had is missing.
//
// What a page shows is the text of its [Page.HTML]: the question mark that a Trac of before 1.4
// writes behind each link to a missing page is left out when the page is read.
//
// A missing page answers ?format=txt with 200 and nothing, as an empty one does;
// so existence is told by the HTML.
package trac
