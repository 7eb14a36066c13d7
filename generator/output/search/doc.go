// Package search makes the index that search.js, in the theme, reads: which words a page holds,
// and how much each stands for it. It finds the words of a text as the script finds those of a
// question.
package search
