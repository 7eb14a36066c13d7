// Package history writes the versions of wiki pages as commits of a Git repository.
//
// [Commit] takes versions, oldest first, and makes a commit of each on [Branch]. A commit
// depends on the versions up to it alone: the same versions give the same commits, and more
// versions add to them. Nothing that somebody has in the repository is ever lost: a folder
// that holds anything else, or commits that these versions lack, is refused.
package history
