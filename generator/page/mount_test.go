package page

import (
	"strconv"
	"strings"
	"testing"
)

func TestParseBaseURL(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		want  Mount
		fails string // what the error says behind the quoted text
	}{
		{text: "", want: Mount{}},
		{text: "/", want: Mount{}},
		{text: "/foo", want: Mount{Path: "/foo"}},
		{text: "/foo/bar/", want: Mount{Path: "/foo/bar"}},
		{text: "https://example.org", want: Mount{Origin: "https://example.org"}},
		{text: "https://example.org/", want: Mount{Origin: "https://example.org"}},
		{text: "HTTP://Example.org:8080/~ann/x//", want: Mount{Origin: "http://Example.org:8080", Path: "/~ann/x"}},
		{text: "http://[::1]:80/a", want: Mount{Origin: "http://[::1]:80", Path: "/a"}},
		{text: "nonsense", fails: "is not an http URL"},
		{text: "example.org/foo", fails: "is not an http URL"},
		{text: "//example.org/foo", fails: "is not an http URL"},
		{text: "ftp://example.org", fails: "is not an http URL"},
		{text: "mailto:a@example.org", fails: "is not an http URL"},
		{text: "https:///foo", fails: "is not an http URL"},
		{text: "https://:80/foo", fails: "is not an http URL"},
		{text: "https://example.org/%zz", fails: "is not an http URL"},
		{text: "?x", fails: "is not an http URL"},
		{text: "https://ann@example.org", fails: "has a user's name"},
		{text: "https://example.org/?", fails: "has a query or fragment"},
		{text: "https://example.org/#", fails: "has a query or fragment"},
		{text: "/foo?x", fails: "has a query or fragment"},
		{text: "https://example.org/a//b", fails: "has an empty segment"},
		{text: "/a/../b", fails: "has an empty segment"},
		{text: "https://example.org/.", fails: "has an empty segment"},
		{text: "https://example.org/a b", fails: "has letters in its path that a URL must encode"},
		{text: "/a%2Fb", fails: "has letters in its path that a URL must encode"},
		{text: "/caf\u00e9", fails: "has letters in its path that a URL must encode"},
	} {
		got, err := ParseBaseURL(tt.text)
		switch {
		case tt.fails == "" && (err != nil || got != tt.want):
			t.Errorf("%q is %+v, %v; want %+v", tt.text, got, err, tt.want)
		case tt.fails != "" && (err == nil || !strings.HasPrefix(err.Error(), strconv.Quote(tt.text)+" "+tt.fails)):
			t.Errorf("%q is %+v, %v; want an error that it %s", tt.text, got, err, tt.fails)
		}
	}
}

func TestMount(t *testing.T) {
	t.Parallel()
	root, named := Mount{}, Mount{Origin: "https://example.org"}
	below, path := Mount{"https://example.org", "/foo"}, Mount{Path: "/foo"}
	for _, tt := range []struct {
		m        Mount
		in       string
		url, abs string
		cut      string
		isBelow  bool
	}{
		{root, "/a/", "/a/", "", "/a/", true},
		{root, "//host/a", "//host/a", "//host/a", "//host/a", true}, // Cut takes paths, and no host
		{named, "/a/?x#y", "/a/?x#y", "https://example.org/a/?x#y", "/a/?x#y", true},
		{below, "/", "/foo/", "https://example.org/foo/", "", false},
		{below, "/foo/a", "/foo/foo/a", "https://example.org/foo/foo/a", "/a", true},
		{below, "/foo", "/foo/foo", "https://example.org/foo/foo", "", false},
		{below, "/foobar/", "/foo/foobar/", "https://example.org/foo/foobar/", "", false},
		{below, "//host/a", "//host/a", "//host/a", "", false},
		{below, "https://x.org/a", "https://x.org/a", "https://x.org/a", "", false},
		{below, "a", "a", "a", "", false},
		{below, "#a", "#a", "#a", "", false},
		{path, "/a", "/foo/a", "", "", false},
	} {
		if got := tt.m.URL(tt.in); got != tt.url {
			t.Errorf("%+v.URL(%q) = %q, want %q", tt.m, tt.in, got, tt.url)
		}
		if got := tt.m.Abs(tt.in); got != tt.abs {
			t.Errorf("%+v.Abs(%q) = %q, want %q", tt.m, tt.in, got, tt.abs)
		}
		if got, ok := tt.m.Cut(tt.in); got != tt.cut || ok != tt.isBelow {
			t.Errorf("%+v.Cut(%q) = %q, %v, want %q, %v", tt.m, tt.in, got, ok, tt.cut, tt.isBelow)
		}
	}
	for m, want := range map[Mount]string{
		root: "", path: "", below: "example.org", {Origin: "http://[::1]:80"}: "[::1]:80",
	} {
		if got := m.Host(); got != want {
			t.Errorf("%+v.Host() = %q, want %q", m, got, want)
		}
	}
}
