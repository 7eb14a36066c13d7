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
//	                          all is there; names, of the pages, sorted
//	pages/NAME.txt            the source, bytes as stored
//	pages/NAME.html           the page as Trac shows it, whole
//	history/NAME/             the versions, if they were asked for: history.html, Trac's
//	                          list of them, and 1.txt, 2.txt …, the source of each
//	files/PATH                a file of the Trac, by its path below the mount point
//	failed.toml               what could not be had, and why
//
// NAME is the page's name with / and what no file system likes as %XX. Each file
// is written whole or not at all, so a fetch can be stopped at any time and run
// again: what is there is not asked for again.
//
// A missing page answers ?format=txt with 200 and nothing, as an empty one does;
// so existence is told by the HTML.
package trac
