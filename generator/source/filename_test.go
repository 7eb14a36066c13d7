package source

import "testing"

func TestFoldPath(t *testing.T) {
	t.Parallel()
	for _, twins := range [][]string{
		{"wiki/A.md", "Wiki/a.md"}, {"\u00e9", "e\u0301", "\u00c9", "E\u0301"}, {"k", "\u212a"}, {"s", "\u017f"}, {"ß", "SS"},
		{"σ", "ς", "Σ"}, {"\u01c4", "\u01c5", "\u01c6"},
	} {
		for _, twin := range twins {
			if FoldPath(twin) != FoldPath(twins[0]) {
				t.Errorf("%q and %q differ: %q, %q", twins[0], twin, FoldPath(twins[0]), FoldPath(twin))
			}
		}
	}
	if FoldPath("a/b") == FoldPath("a-b") || FoldPath("é") == FoldPath("e") {
		t.Error("what differs is one")
	}
}

func TestIsDevice(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"CON": true, "nul.txt": true, "com1.a.md": true, "LPT9": true, "aux ": true, "COM¹": true, "conin$": true,
		"cons": false, "com": false, "com10": false, "a.con": false, "lpt": false, "": false, "comx": false,
	} {
		if IsDevice(name) != want {
			t.Errorf("%q: %t", name, !want)
		}
	}
}
