// Package serve is the preview: a handler that answers as GitHub Pages would, a
// watcher, and live reload.
//
// [Preview] loads the site anew after each change and shows it by a [Server], which renders
// what the browser asks for from the newest site that it was given ([Server.Show]); nothing is
// written to disk. The bytes are those that a build would write, but for a script that reloads
// a page. /dir answers with a redirect to /dir/, /page with page.html, a wrong case with 404, a
// missing page with 404.html and status 404. Only the preview's own path /_sitegen/ is reserved.
//
// Diagnostics are shown over the page, all at once, with what was last good
// below; they go when the fault does. Those of pages that nobody looks at are told a second
// after the last change. [Watch] watches folders, since a watch on a file is lost with its first
// atomic save, and reports once a burst of changes is over; [Poll] looks at the files instead.
package serve
