package source

import "unicode/utf8"

// Nearest returns the candidate that is spelled most like name, for a hint, or
// "" where none is close (more than a third of its letters differ).
func Nearest(name string, candidates []string) string {
	best, limit := "", utf8.RuneCountInString(name)/3+1
	for _, c := range candidates {
		if d := distance(name, c, limit); d <= limit && (best == "" || d < limit) {
			best, limit = c, d
		}
	}
	return best
}

// distance is Levenshtein's, given up (as limit+1) once it passes limit.
func distance(a, b string, limit int) int {
	ra, rb := []rune(a), []rune(b)
	if max(len(ra), len(rb))-min(len(ra), len(rb)) > limit {
		return limit + 1
	}
	row := make([]int, len(rb)+1)
	for j := range row {
		row[j] = j
	}
	for i, ca := range ra {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j, cb := range rb {
			cost := diagonal
			if ca != cb {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
			least = min(least, cost)
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(rb)]
}
