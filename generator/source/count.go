package source

import "fmt"

// Count returns a number with what it counts: "1 page", "2 pages". one is the noun for one.
func Count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
