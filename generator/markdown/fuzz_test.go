package markdown

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/generator/source"
)

// Whatever a page holds: it is rendered, what a browser makes of it runs nothing and stays
// within the article, and every diagnostic has a place in the file.
func FuzzRender(f *testing.F) {
	for _, text := range append(commonMark(f), gfm(f)...) {
		f.Add(text)
	}
	for _, text := range []string{
		"{{< box >}}\n\n> [!NOTE]\n> {{< x a=\"b\" >}}\n\n{{< /box >}}\n", "```python {linenos=true hl_lines=\"1-2\" id=x title=\"y\"}\nx\ny\n```\n", "a[^1]\n\n[^1]: b\n\n<!--more-->\n",
		"# H {#id .c k=\"v\"}\n", "<div title=\"\n\nx\n", "<details open ontoggle=x \n\ny\n", "<img src=x srcset=\"a 1x, b 2x\" alt>\n", "[x](java\tscript:x) <javascript:y>\n", "```pycon\n>>> x\nTraceback (most\n```\n",
		"<textarea>\n<a\nhref='x\n\n</textarea>\n", "- <b>\n  </b>\n\n|= a | b |\n|--|--|\n|= c |\n",
	} {
		f.Add(text)
	}
	r := New(Settings{})
	f.Fuzz(func(t *testing.T, text string) {
		file := &source.File{Path: "p.md", Data: []byte(text)}
		o := Options{
			Link: func(d string) (string, error) {
				if strings.Contains(strings.ToLower(d), "script") {
					return "", fmt.Errorf("no")
				}
				return d, nil
			},
			Shortcode: func(c *Shortcode) ([]byte, source.List) {
				return fmt.Appendf(nil, "<section>%s</section>", c.Inner), nil
			},
			Paired: func(name string) bool { return name == "box" },
		}
		body, list := r.Render(file, 0, o)
		for _, d := range list {
			if d.Line < 1 || d.File != "p.md" || d.Message == "" {
				t.Errorf("no place: %+v", d)
			}
		}
		summary := r.Summary(file, 0, o)
		for _, made := range []string{string(body.HTML), summary} {
			doc, err := html.Parse(strings.NewReader("<main><article id=outer>" + made + "</article><footer>after</footer></main>"))
			if err != nil {
				t.Fatal(err)
			}
			runsNothing(t, doc)
		}
	})
}

func runsNothing(t *testing.T, n *html.Node) {
	if n.Type == html.ElementNode {
		switch n.Data {
		case "script", "iframe", "object", "embed", "base", "link", "meta", "svg", "math", "style":
			t.Errorf("<%s> is written", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				t.Errorf("%s=%q is written", a.Key, a.Val)
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		runsNothing(t, c)
	}
}
