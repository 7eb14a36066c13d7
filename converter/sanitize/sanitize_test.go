package sanitize

import (
	"slices"
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/wiki"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, clean, lost string }{
		{`<b onclick="x()">a</b>`, `<b>a</b>`, ""},
		{`a <script>alert( 1 )</script> b`, `a  b`, "alert( 1 )"},
		{`a <x><b>lost</b> too</x> b`, `a  b`, "lost too"},
		{`a <b>b</b> <b x="`, `a <b>b</b> &lt;b x=&#34;`, ""},
		{`a </b`, `a &lt;/b`, ""},
		{`a <!-- b`, `a &lt;!-- b`, ""},
		{`a <x>b <c`, `a `, "b <c"},
		{`a <x>all that follows`, `a `, "all that follows"},
		{`a <!-- comment --> b`, `a  b`, ""},
		{`<a href="javascript:x">a</a>`, `<a>a</a>`, ""},
		{`<p style="color: red; position: fixed; background: url(x)">a</p>`, `<p style="color: red">a</p>`, ""},
		{`<p style="width: Expression(x); margin: expression(x); color: red">a</p>`, `<p style="color: red">a</p>`, ""},
		{`<input src="javascript:x">`, `<input>`, ""},
	} {
		clean, lost := HTML(tt.text)
		if clean != tt.clean || lost != tt.lost {
			t.Errorf("%s: %q, lost %q; want %q, lost %q", tt.text, clean, lost, tt.clean, tt.lost)
		}
	}
	if got := Text("<b>a</b> &amp; b"); got != "a & b" {
		t.Errorf("Text = %q", got)
	}
}

func TestAttrs(t *testing.T) {
	t.Parallel()
	got := Attrs(wiki.Args{
		{Name: "class", Value: `a "b"`}, {Name: "onclick", Value: "x"}, {Name: "flag", Flag: true},
		{Name: "style", Value: "margin: -9px; color: red"}, {Name: "a b", Value: "c"},
	})
	want := wiki.Args{{Name: "class", Value: `a "b"`}, {Name: "style", Value: "color: red"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A block begins with a block's tag and has no empty line, but its code keeps its own.
func TestBlock(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                               "",
		"<b>a</b>":                       "<div>\n<b>a</b>\n</div>",
		"<p>a\n\n\n   b</p>":             "<p>a\nb</p>",
		"<p>a\n\f\n\x01\nb</p>":          "<p>a\nb</p>",
		"<div><pre>a\n\nb</pre>\n\n</p>": "<div><pre>a\n&#10;b</pre>\n</p>",
		"</div>":                         "</div>",
	} {
		got := Block(text)
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if strings.Contains(got, "\n\n") {
			t.Errorf("%q has an empty line", got)
		}
	}
}

func TestUnbalanced(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct{ opens, closes []string }{
		"<div><p>a<br>":       {[]string{"div"}, nil},
		"</td></tr>":          {nil, []string{"td", "tr"}},
		"</div><ul><li>":      {[]string{"ul"}, []string{"div"}},
		"<div><b></div>":      {nil, nil},
		"<table><tr></table>": {nil, nil},
	} {
		opens, closes := Unbalanced(text)
		if !slices.Equal(opens, want.opens) || !slices.Equal(closes, want.closes) {
			t.Errorf("%s opens %v and closes %v, want %v", text, opens, closes, want)
		}
	}
	if got := Balance("<div><b>a"); got != "<div><b>a</b></div>" {
		t.Errorf("Balance = %q", got)
	}
}
