package page

import (
	"strings"
	"testing"
	"time"

	"github.com/twisted/sitegen/generator/source"
)

func TestFrontMatterRoundTrip(t *testing.T) {
	t.Parallel()
	in := FrontMatter{
		Title: `A "quoted" title`, Aliases: []string{"/trac/wiki/A%20B"}, Anchors: TracAnchors,
		Trac: &Trac{Page: "A B", Version: 3, Date: time.Date(2010, 1, 2, 3, 4, 5, 0, time.UTC),
			Attachments: []Attachment{{Name: "x.png", Size: 12}}},
	}
	data, err := Format(in, "Hello.\n")
	if err != nil {
		t.Fatal(err)
	}
	f := &source.File{Path: "p.md", Data: data}
	out, body, list := Parse(f)
	if list != nil {
		t.Fatal(list)
	}
	if out.Title != in.Title || out.Trac.Page != "A B" || !out.Trac.Date.Equal(in.Trac.Date) || out.Trac.Attachments[0].Size != 12 {
		t.Errorf("got %+v from\n%s", out, data)
	}
	if got := strings.TrimSpace(string(data[body:])); got != "Hello." {
		t.Errorf("body = %q", got)
	}
	if strings.Contains(string(data), "date = 0001") || strings.Contains(string(data), "draft") {
		t.Errorf("unset keys were written:\n%s", data)
	}
}

func TestParseErrors(t *testing.T) {
	t.Parallel()
	tests := []struct{ data, want string }{
		{"+++\ntitle = \"x\"\ntag = [1]\n+++\n", `p.md:3:1: error: unknown key "tag"`},
		{"+++\ntitle = \"x\"\n", "p.md:1:1: error: front matter is not closed"},
		{"+++\nanchors = \"x\"\n+++\n", `p.md:2:1: error: anchors = "x" is neither`},
		{"+++\r\ntitle = \"x\"\r\n+++\r\nbody", ""},
		{"no front matter", ""},
	}
	for _, tt := range tests {
		_, _, list := Parse(&source.File{Path: "p.md", Data: []byte(tt.data)})
		if got := list.Error(); !strings.HasPrefix(got, tt.want) || (tt.want == "" && got != "") {
			t.Errorf("%q: %s, want %s", tt.data, got, tt.want)
		}
	}
}

func TestPermalink(t *testing.T) {
	t.Parallel()
	for _, tt := range [][3]string{
		{"docs/Page.md", "", "/docs/Page/"},
		{"docs/_index.md", "", "/docs/"},
		{"_index.md", "", "/"},
		{"news/2020-x.md", "x", "/news/x/"},
	} {
		if got := Permalink(tt[0], tt[1]); got != tt[2] {
			t.Errorf("Permalink(%q, %q) = %q, want %q", tt[0], tt[1], got, tt[2])
		}
	}
}

// The answers are those of GitHub Pages.
func TestFind(t *testing.T) {
	t.Parallel()
	outputs := map[string]bool{"index.html": true, "dir/index.html": true, "page.html": true, "both.html": true, "both/index.html": true, "f.png": true}
	for p, want := range map[string]string{
		"": "index.html", "dir/": "dir/index.html", "dir": "dir/index.html →", "page": "page.html", "page/": "", "both": "both.html", "both/": "both/index.html",
		"f.png": "f.png", "Dir/": "", "nope": "",
	} {
		got, redirected := Find(func(o string) bool { return outputs[o] }, p)
		if redirected {
			got += " →"
		}
		if got != want {
			t.Errorf("Find(%q) = %q, want %q", p, got, want)
		}
	}
}

// The ids are those that Trac and GitHub give.
func TestHeadingIDs(t *testing.T) {
	t.Parallel()
	tests := []struct {
		style    Anchors
		headings string
		want     string
	}{
		{TracAnchors, "Hi x 1.2|1st|???|Éa ü|A|A|A|A1", "Hix1.2|a1st|a|Éaü|A|A1|A2|A11"},
		{TracAnchors, "-x|.x|a:b c-d_e", "a-x|a.x|a:bc-d_e"},
		{GitHubAnchors, "Hello, World!|日本語|Café & Crème|snake_case|A|A", "hello-world|日本語|café--crème|snake_case|a|a-1"},
	}
	for _, tt := range tests {
		ids := NewIDs(tt.style)
		var got []string
		for _, h := range strings.Split(tt.headings, "|") {
			got = append(got, ids.Heading(h))
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.style, s, tt.want)
		}
	}
}
