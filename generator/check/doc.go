// Package check proves that what is published arrives: every link, image and fragment of the
// rendered pages ([Links]), every redirect ([Redirects]), every old URL ([Follow], [Coverage]),
// every URL that the site had at an earlier commit ([Since]).
//
// A check looks at the same files as a reader, so it finds what layouts and shortcodes got
// wrong as well as what a page's text did, and tells it where it is to be mended: at the link's
// place in the Markdown, in site.toml for the menu, else at the page. Each thing to check is a
// file: link.go, accessibility.go, redirect.go, arrival.go, since.go, externallink.go.
//
// Old URLs come from package oldurls, and package external asks other hosts.
package check
