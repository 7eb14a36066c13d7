// Package publish writes a site into a folder, all or nothing.
//
//	files ─ stage ─► a folder beside ─ merge ─► the folder
//
// Everything is rendered and staged before anything in the folder is touched; then only what
// changed is moved into place, and only what an earlier build wrote is removed, as the manifest
// tells. A folder that holds anything else is refused, and so is a site with a redirect that
// does not arrive. What an interrupt leaves behind is known to be ours.
package publish
