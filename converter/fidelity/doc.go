// Package fidelity measures how much of what Trac showed the built site shows.
//
// Only what a reader sees is compared, feature by feature ([Features]): words, headings,
// ids, links (where they arrive, through the site's own redirects), images, code,
// cells, list items, definitions, quotes, marks and breaks. A page of either side
// becomes a bag for each feature; words are a sequence. A feature scores
// 2·common/(Trac's + ours), and nothing where neither side has any; a page's score is
// the mean of its features', the wiki's the mean of its pages'. A page is perfect if
// every feature scores 1.
//
// Furniture is left out on both sides: tables of contents, a heading's own link,
// line numbers, Trac's icons and error boxes. What could not be converted, and is marked
// "unconverted", is read like the rest, so it is a difference; only where Trac itself showed
// an error on the page is it left out, as the error is. What an old Trac writes behind links
// to missing pages is no text: package trac drops it.
//
// A page that nobody can read on the site scores 0: it is missing, or it does not build.
//
// [Compare] takes a snapshot's pages and a built site, and returns a [Report]: a
// table, each page's differences, and [Report.WriteHTML], both renderings side by side.
package fidelity
