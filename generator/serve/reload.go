package serve

import (
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"

	"github.com/twisted/sitegen/generator/source"
)

// eventsPath is where a page waits for news.
const eventsPath = "/_sitegen/events"

// events tells the browser, by server-sent events, the version of the site as
// often as it changes.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no streaming", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	for {
		_, _, _, version, changed := s.now()
		fmt.Fprintf(w, "data: %d\n\n", version)
		flusher.Flush()
		select {
		case <-r.Context().Done():
			return
		case <-changed:
		case <-time.After(20 * time.Second): // keeps the connection open
		}
	}
}

// liveReload is the script of a page: it reloads when the version is another.
// location.reload keeps the place scrolled to.
func liveReload(version int) string {
	return fmt.Sprintf(`<script>(function(){var s=new EventSource(%q);`+
		`s.onmessage=function(e){if(e.data!=="%d"){s.close();location.reload()}};`+
		`addEventListener("pagehide",function(){s.close()})})()</script>`, eventsPath, version)
}

// overlay shows problems over the page, if an error is among them: a warning, of another page
// perhaps, is told in the terminal.
func overlay(problems source.List) string {
	if !problems.HasErrors() {
		return ""
	}
	var text strings.Builder
	problems.Print(&text, source.Text)
	return `<div id="sitegen-problems" role="alert" style="` + overlayStyle + `"><strong>` +
		fmt.Sprintf("%d to mend", len(problems)) + `</strong><pre style="` + overlayTextStyle + `">` +
		html.EscapeString(text.String()) + `</pre></div>`
}

// How problems are shown: over any page, whatever its theme.
const (
	overlayStyle = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:2147483647;" +
		"margin:0;padding:1rem 1.25rem;background:#2b0b0b;color:#fff;border-top:4px solid #e5484d;" +
		"font:14px/1.5 ui-monospace,monospace"
	overlayTextStyle = "margin:.5rem 0 0;white-space:pre-wrap;background:none;color:inherit;border:0;padding:0"
)
