package export

import (
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
)

// The exports for services that no test can ask; those for servers are loaded and
// asked in cmd/sitegen.

const rules = `
[[rule]]
from = "/old/{id:int}"
range = "1-2"
to = "/new/{id}/"
[[rule]]
from = "/old/q"
query = { "q={words}" = "https://x.org/?q={words}" }
to = "https://x.org/"
[[rule]]
from = "/old/rev/{n:int}"
gone = "Gone."
[[rule]]
from = "/old/rev/{sha}"
to = "https://x.org/{sha}"
[[rule]]
from = "/old/src/{path...}"
to = "https://x.org/src/{path}"
[[rule]]
from = "/old/{a}/b c/{path...}"
to = "/p/{a}/{path}"
[[rule]]
from = "/moved/{path...}"
to = "/{path}" # of //evil.example, a service would make another host
[[rule]]
hosts = ["short.org"]
from = "/{page}"
to = "/old/src/{page}"
`

func TestServices(t *testing.T) {
	t.Parallel()
	parsed, list := redirect.Parse([]*source.File{{Path: "r.toml", Data: []byte(rules)}})
	m, more := redirect.Compile(parsed, nil)
	if list = append(list, more...); len(list) > 0 {
		t.Fatal(list)
	}
	o := Options{Mount: page.Mount{Origin: "https://example.org", Path: "/base"}}
	for name, want := range map[string]string{
		"netlify": `
/base/old/q q=:words https://x.org/?q=:words 301!
/base/old/1 /base/new/1/ 301!
/base/old/2 /base/new/2/ 301!
/base/old/q https://x.org/ 301!
# left to 404.html: r.toml:23:1
# left to 404.html: r.toml:14:1
/base/old/src/* https://x.org/src/:splat 301
/base/old/:a/b%20c/* /base/p/:a/:splat 301

# short.org must be a domain alias of the site.
https://short.org/:page https://example.org/base/old/src/:page 301
`,
		"cloudflare": `
/base/old/1 /base/new/1/ 301
/base/old/2 /base/new/2/ 301
# left to 404.html: r.toml:23:1
# left to 404.html: r.toml:14:1
/base/old/src/* https://x.org/src/:splat 301
/base/old/:a/b%20c/* /base/p/:a/:splat 301
`,
	} {
		files, err := Export(m, name, o)
		if err != nil || files[0].Name != "_redirects" {
			t.Fatal(err)
		}
		var got []string
		for _, line := range strings.Split(string(files[0].Data), "\n") {
			if !strings.HasPrefix(line, "# ") || strings.Contains(line, "left to") || strings.Contains(line, "alias") {
				got = append(got, line)
			}
		}
		if text := "\n" + strings.Join(got, "\n"); text != want {
			t.Errorf("%s:%s\nwant:%s", name, text, want)
		}
		if name == "cloudflare" {
			if want := "example.org/base/old/1,https://example.org/base/new/1/,301,TRUE,FALSE,FALSE,FALSE\n"; !strings.HasPrefix(string(files[1].Data), want) {
				t.Errorf("bulk: %s", files[1].Data)
			}
		}
	}
	if _, err := Export(m, "iis", o); err == nil {
		t.Error("an unknown server is exported for")
	}
}
