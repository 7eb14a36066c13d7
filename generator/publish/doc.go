// Package publish writes a site into a folder, all or nothing.
//
//	files ─ stage ─► a folder beside ─ merge ─► the folder
//
// One build at a time has a folder: [Open] locks it, before the site is read, so that no build
// can put an older site over a newer one; another is refused and told who has it. The lock goes
// with the process that holds it, however that ends.
//
// Everything is rendered and staged before anything in the folder is touched; then only what
// changed is moved into place, and only what an earlier build wrote is removed, as the manifest
// tells. A folder that holds anything else is refused, and so is a site with a redirect that
// does not arrive. What an interrupt leaves behind is known to be ours. What is staged and the
// manifest reach the disk before the first file is moved: a power cut leaves of each file the old
// one or the new one, whole.
package publish
