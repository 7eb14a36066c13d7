package check

import (
	"slices"
	"strings"
	"testing"
)

// What a terminal would obey, and what is longer than anybody reads, is not printed.
func TestPrintable(t *testing.T) {
	t.Parallel()
	if got := printable("/a\x1b[2J\u202eb"); got != "/a\uFFFD[2J\uFFFDb" {
		t.Errorf("%q is printed", got)
	}
	if got := printable(strings.Repeat("x", 1<<20)); len(got) > 400 {
		t.Errorf("%d bytes are printed", len(got))
	}
}

// No share is rounded up to all, and all is all.
func TestPercent(t *testing.T) {
	t.Parallel()
	for share, want := range map[float64]string{0.999999: "99.99 %", 1: "100 %", 0: "0.00 %", 0.5: "50.00 %"} {
		if got := percent(share); got != want {
			t.Errorf("%v is %s, want %s", share, got, want)
		}
	}
}

// The rule that would answer a miss holds its path, whatever the letters.
func TestFromsAreEscaped(t *testing.T) {
	t.Parallel()
	got := Miss{Under: "/a{b}*?#%\\", whole: true}.Froms()
	if want := []string{"/a%7Bb%7D%2A%3F%23%25%5C"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
