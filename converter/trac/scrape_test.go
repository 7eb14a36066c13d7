package trac

import "testing"

// Trac wrote a question mark behind the labels of links to what is not there until 1.2.
func TestQuestionMarksOfMissingPages(t *testing.T) {
	t.Parallel()
	const text = `<p><a class="missing wiki" href="/wiki/No" rel="nofollow">No?</a>
<a class="missing wiki"><em>really</em><b>not?</b></a> <a class="wiki" href="/wiki/Faq">why?</a> <a class="missing wiki"></a>
<strong>Trac 0.9</strong></p>`
	const plain = `<p><a class="missing wiki" href="/wiki/No" rel="nofollow">No</a>
<a class="missing wiki"><em>really</em><b>not</b></a> <a class="wiki" href="/wiki/Faq">why?</a> <a class="missing wiki"></a>
<strong>Trac 0.9</strong></p>`
	for footer, want := range map[string]string{
		"Trac 0.10.4": plain, "Trac 0.11.6": plain, "Trac 1.0": plain, "Trac 1.2.3": plain,
		"Trac 1.20": text, "Trac 1.3.2": text, "Trac 1.4": text, "Trac 1.6": text, "": text,
	} {
		var p Page
		err := p.scrape([]byte(`<div id="content"><div id="wikipage">` + text + `</div></div>
			<div id="footer">Powered by <a href="/trac/about"><strong>` + footer + `</strong></a></div>`))
		if err != nil || p.HTML != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", footer, err, p.HTML, want)
		}
	}
}
