package markdown

import (
	"slices"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator/source"
)

// destinations returns what stands at the places of a text's destinations, in order, each once.
func destinations(t testing.TB, text string) []string {
	t.Helper()
	f := &source.File{Path: "x.md", Data: []byte(text)}
	start := strings.Index(text, "|") + 1 // of the body
	b, _ := New(Settings{Unsafe: true}).Render(f, start, Options{
		Link: func(to string) (string, error) { return to, nil },
		Shortcode: func(c *Shortcode) ([]byte, source.List) {
			for name, p := range c.Places {
				if got := text[p.Start:p.End]; got != c.Args[name] {
					t.Errorf("%s is %q, but at its place stands %q", name, c.Args[name], got)
				}
			}
			return nil, nil
		},
	})
	slices.SortFunc(b.Destinations, func(a, b Destination) int { return a.Place.Start - b.Place.Start })
	var list []string
	for _, d := range slices.CompactFunc(b.Destinations, func(a, b Destination) bool { return a.Place == b.Place }) {
		list = append(list, text[d.Place.Start:d.Place.End])
	}
	return list
}

// Every destination is found where it is written, in whatever stands around it.
func TestDestinations(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"[a](b.md)", "b.md"},
		{"head|[a](b.md#x \"t\") and ![i](c%20d.png)", "b.md#x c%20d.png"},
		{"[a](<b c.md>)", "b c.md"},
		{"[a](b\\_c.md) [d](e&amp;f)", "b\\_c.md e&amp;f"},
		{"[a][x] [b][x] [x]\n\n[x]: y.md\n[unused]: z.md 'title'\n[n]:\n  next.md\n", "y.md z.md next.md"},
		{"> - [a](b.md)\n>   [c](d.md)\n>\n>   [r]: e.md", "b.md d.md e.md"},
		{"-\t[a](b.md)\n\t[c](d.md)", "b.md d.md"},
		{"1. x\n\n\t[a](b.md)\n", "b.md"},
		{"| a |\n|---|\n| [x](y.md) \\| [z](w.md) |\n", "y.md w.md"},
		{"## [a](b.md)\n\nTerm\n: [c](d.md)\n\nText[^1]\n\n[^1]: [e](f.md)\n", "b.md d.md f.md"},
		{"![![in](a.png)](b.png) [![in](c.png)](d.md)", "b.png a.png d.md c.png"},
		{"*[a](b.md)* `[no](no.md)` \\[no](no.md)", "b.md"},
		{"<https://example.org/x> https://example.org/y", "https://example.org/x https://example.org/y"},
		{"www.example.org/z", ""}, // its scheme is not written
		{"[a](\n  b.md\n  'title')", "b.md"},
		{"<a href=\"b.md\" title='c'>x</a> <img src='d.png' alt=e><img alt=f src=g.png>", "b.md d.png g.png"},
		{"<div>\n<A HREF = \"b&amp;c.md\">x</A>\n<img srcset=\"d.png 1x, e.png 2x\" alt=\"\">\n</div>", "b&amp;c.md d.png e.png"},
		{"> <a\n> href=\"b.md\">x</a>", "b.md"},
		{"<a data-href=\"no\" hrefx=no title  href=\"b.md\"/>", "b.md"},
		{"{{< figure src=\"a.png\" alt=\"b\" wide >}} and\n\n  {{< figure src=\"c.png\" src=\"d.png\" >}}\n", ""},
	} {
		want := strings.Fields(test.want)
		if test.text == "[a](<b c.md>)" {
			want = []string{"b c.md"}
		}
		got := destinations(t, test.text)
		if slices.Sort(want); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("%q has %q, want %q", test.text, got, want)
		}
	}
}

// What stands at a destination's place is the destination, whatever the text.
func FuzzDestinations(f *testing.F) {
	f.Add("[a](b.md) <a href='c'> [x]: y\n\n- \t[x][x]\n> ![i](<j k>)\n{{< figure src=\"a\" >}}")
	f.Add("|\t[a](\n\tb)|\n|-|\n|[c](d\\|e)|")
	f.Fuzz(func(t *testing.T, text string) {
		file := &source.File{Path: "x.md", Data: []byte(text)}
		b, _ := New(Settings{}).Render(file, 0, Options{
			Link: func(to string) (string, error) { return to, nil },
			Shortcode: func(c *Shortcode) ([]byte, source.List) {
				for name, p := range c.Places {
					if p.End > len(text) || text[p.Start:p.End] != c.Args[name] {
						t.Errorf("%q: %s is not at %v", text, name, p)
					}
				}
				return nil, nil
			},
		})
		for _, d := range b.Destinations {
			if d.Syntax != Attribute && string(unescaped([]byte(text[d.Place.Start:d.Place.End]))) != d.Text {
				t.Errorf("%q: at %v is not %q", text, d.Place, d.Text)
			}
		}
	})
}
