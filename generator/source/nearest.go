package source

import "unicode/utf8"

// Nearest returns the candidate that is spelled most like name, for a hint, or
// "" where none is close (more than a third of its letters differ).
func Nearest(name string, candidates []string) string {
	best, limit := "", (utf8.RuneCountInString(name)+1)/3
	for _, c := range candidates {
		if d := distance(name, c, limit); d <= limit && (best == "" || d < limit) {
			best, limit = c, d
		}
	}
	return best
}

// distance counts the letters to put in, leave out, exchange or swap with their neighbour
// (Damerau and Levenshtein's, of adjacent strings), given up (as limit+1) once it passes limit.
func distance(a, b string, limit int) int {
	ra, rb := []rune(a), []rune(b)
	if max(len(ra), len(rb))-min(len(ra), len(rb)) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(rb)+1), make([]int, len(rb)+1), make([]int, len(rb)+1)
	for j := range last {
		last[j] = j
	}
	for i, ca := range ra {
		row[0] = i + 1
		least := i + 1
		for j, cb := range rb {
			cost := last[j]
			if ca != cb {
				cost = 1 + min(last[j], last[j+1], row[j])
				if i > 0 && j > 0 && ca == rb[j-1] && ra[i-1] == cb {
					cost = min(cost, 1+before[j-1])
				}
			}
			row[j+1] = cost
			least = min(least, cost)
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(rb)]
}
