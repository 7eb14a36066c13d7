package redirect

import (
	"net/url"
	"strings"
	"testing"
)

// Whatever is asked, an answer stays where the rule's author put it: on the site, or
// on a host that the rule names.
func FuzzLookup(f *testing.F) {
	f.Add("/t/to?referer=//evil.example")
	f.Add("/**/evil.example/x")
	f.Add("/t/browser/%5Cevil?rev=%2F%2Fevil#x")
	list, m := vectors(f)
	for _, v := range list {
		f.Add(v.Old)
	}
	f.Fuzz(func(t *testing.T, old string) {
		a := m.Lookup(old)
		for _, to := range []string{a.To, a.See} {
			if to == "" {
				continue
			}
			if to[0] == '/' {
				if len(to) > 1 && (to[1] == '/' || to[1] == '\\') {
					t.Errorf("%q leads to %q, another host", old, to)
				}
				continue
			}
			u, err := url.Parse(to)
			if err != nil || u.Scheme != "https" || !strings.HasSuffix(u.Hostname(), "example.org") || u.User != nil {
				t.Errorf("%q leads to %q: %v", old, to, err)
			}
		}
	})
}

// Mending a path twice mends it no further, and never makes it another host's.
func FuzzTidy(f *testing.F) {
	f.Add("/a//b/**/c).")
	f.Fuzz(func(t *testing.T, p string) {
		once := Tidy(p)
		if strings.HasPrefix(once, "//") || !strings.HasPrefix(once, "/") {
			t.Errorf("%q becomes %q", p, once)
		}
		if again := Tidy(once); again != once {
			t.Errorf("%q becomes %q, then %q", p, once, again)
		}
	})
}
