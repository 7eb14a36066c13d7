package fidelity

import "slices"

// bagScore is 2·common/(a+b) of two bags; ok is false where both are empty.
func bagScore(a, b []string) (score float64, ok bool) {
	if len(a)+len(b) == 0 {
		return 0, false
	}
	onlyA, _ := difference(a, b)
	return ratio(len(a)-len(onlyA), len(a), len(b)), true
}

// wordScore is bagScore of two sequences: common is what stands in the same order.
func wordScore(a, b []string) (score float64, ok bool) {
	if len(a)+len(b) == 0 {
		return 0, false
	}
	if slices.Equal(a, b) {
		return 1, true
	}
	common := 0
	for _, m := range matching(a, b) {
		common += m.size
	}
	return ratio(common, len(a), len(b)), true
}

func ratio(common, a, b int) float64 { return 2 * float64(common) / float64(a+b) }

// difference returns what each of two bags has more than the other, in order.
func difference(a, b []string) (onlyA, onlyB []string) {
	more := func(a, b []string) (only []string) {
		count := map[string]int{}
		for _, s := range b {
			count[s]++
		}
		for _, s := range a {
			if count[s]--; count[s] < 0 {
				only = append(only, s)
			}
		}
		return only
	}
	return more(a, b), more(b, a)
}

// match is a run of words that both sides have: a[a:a+size] is b[b:b+size].
type match struct{ a, b, size int }

// matching returns the runs that two sequences have in common, in order: the longest
// one, then those before and after it (Ratcliff and Obershelp, as in Python's difflib).
func matching(a, b []string) []match {
	at := map[string][]int{} // where a word is in b
	for i, w := range b {
		at[w] = append(at[w], i)
	}
	var out []match
	type piece struct{ aLow, aHigh, bLow, bHigh int }
	var walk func(piece)
	walk = func(p piece) {
		m := longest(a, at, p.aLow, p.aHigh, p.bLow, p.bHigh)
		if m.size == 0 {
			return
		}
		walk(piece{p.aLow, m.a, p.bLow, m.b})
		out = append(out, m)
		walk(piece{m.a + m.size, p.aHigh, m.b + m.size, p.bHigh})
	}
	walk(piece{0, len(a), 0, len(b)})
	return out
}

// longest finds the longest common run within a[aLow:aHigh] and b[bLow:bHigh]; of
// several, the first in a, and then in b.
func longest(a []string, at map[string][]int, aLow, aHigh, bLow, bHigh int) match {
	best := match{aLow, bLow, 0}
	ending := map[int]int{} // length of the run that ends at an index of b
	for i := aLow; i < aHigh; i++ {
		next := map[int]int{}
		for _, j := range at[a[i]] {
			if j < bLow {
				continue
			}
			if j >= bHigh {
				break
			}
			size := ending[j-1] + 1
			next[j] = size
			if size > best.size {
				best = match{i - size + 1, j - size + 1, size}
			}
		}
		ending = next
	}
	return best
}

// Hunk is a place where the words differ, with what stands around it.
type Hunk struct {
	Before []string `json:"before"`
	Trac   []string `json:"trac"`
	Site   []string `json:"site"`
	After  []string `json:"after"`
}

// around is how many words of a hunk's surroundings are shown.
const around = 4

// hunks are the places where two sequences differ.
func hunks(a, b []string) []Hunk {
	var out []Hunk
	i, j := 0, 0
	for _, m := range append(matching(a, b), match{len(a), len(b), 0}) {
		if m.a > i || m.b > j {
			out = append(out, Hunk{
				Before: a[max(0, i-around):i], Trac: a[i:m.a], Site: b[j:m.b], After: a[m.a:min(len(a), m.a+around)],
			})
		}
		i, j = m.a+m.size, m.b+m.size
	}
	return out
}
