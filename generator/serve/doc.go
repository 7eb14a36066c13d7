// Package serve is the preview: a handler that answers as GitHub Pages would, a
// watcher, and live reload.
//
// [Server] renders what the browser asks for from the newest site that it was
// given ([Server.Show]); nothing is written to disk. /dir answers with a
// redirect to /dir/, /page with page.html, a wrong case with 404, a missing page
// with 404.html and status 404. Only the preview's own path /_sitegen/ is
// reserved.
//
// Diagnostics are shown over the page, all at once, with what was last good
// below; they go when the fault does. [Watch] watches folders, since a watch on
// a file is lost with its first atomic save, and reports once a burst of changes
// is over.
package serve
