package main

import (
	"strings"
	"testing"
)

// A flag whose value is empty, as of a variable that is not set, would check nothing and be content.
func TestSinceOfNothingIsWrongUsage(t *testing.T) {
	t.Parallel()
	code, _, stderr := sitegen(t, newSite(t), "check", "--since", "")
	if code != 2 || !strings.Contains(stderr, "--since names no commit") {
		t.Errorf("it ended with %d: %s", code, stderr)
	}
}
