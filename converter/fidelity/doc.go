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
// line numbers, Trac's icons and error boxes, and what could not be converted and
// is marked so.
//
// [Compare] takes a snapshot's pages and a built site, and returns a [Report]: a
// table, each page's differences, and [Report.WriteHTML], both renderings side by side.
package fidelity
