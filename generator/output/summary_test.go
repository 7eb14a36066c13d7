package output_test

import (
	"strings"
	"testing"
	"time"

	"github.com/twisted/sitegen/internal/sitetest"
)

// A page that shows summaries, and stands in its own, comes to an end: its summary is made of no
// other page, and what it shows of itself of none.
func TestSummariesComeToAnEnd(t *testing.T) {
	t.Parallel()
	for name, shortcode := range map[string]string{
		"of the page itself": `[{{.Page.Summary}}]`,
		"of all pages":       `{{range pages "/"}}[{{.Summary}}]{{end}}`,
		"of a page by path":  `{{with page "/a/"}}[{{.Summary}}]{{end}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := sitetest.Good(t, map[string]string{
				"content/_index.md": home, "content/a.md": "Before.\n\n{{< all >}}\n", "theme/shortcodes/all.html": shortcode,
			})
			done := make(chan string, 1)
			go func() {
				data, list := s.Render("a/index.html")
				done <- string(data) + list.Error()
			}()
			select {
			case page := <-done:
				if !strings.Contains(page, "Before.") || !strings.Contains(page, "[") {
					t.Errorf("the page is %s", page)
				}
			case <-time.After(10 * time.Second):
				t.Error("the page waits for itself")
			}
		})
	}
}
