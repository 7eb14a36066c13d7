// Package feed writes a list of entries as Atom (RFC 4287) and as JSON Feed (version 1.1).
//
// A reader shows an entry far from the site, so its links must be absolute ([Absolute]).
package feed
