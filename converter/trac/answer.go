package trac

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
)

// answer is a 200 and what tells whether it is what was asked for, and all of it.
type answer struct {
	body  []byte
	kind  string   // its media type, "" if it names none
	asked *url.URL // what was asked for
	from  *url.URL // what answered, after redirects
	// ended reports whether the protocol told where the body ends: by its length, as the last
	// chunk, or by a packed stream's own end. A server that merely closes the line cuts a body
	// off without a trace.
	ended bool
}

// want is what a request is for. It returns an error if an answer is something else: errCut
// and errUnproven are worth another try.
type want func(a *answer) error

var (
	errCut      = errors.New("the answer is cut off")
	errUnproven = errors.New("nothing tells where the answer ends")
)

// redirected is a request that ended at another address.
type redirected struct{ to string }

func (e *redirected) Error() string { return "it is redirected to " + e.to }

// newAnswer describes a response, whose body was read.
func newAnswer(asked *url.URL, res *http.Response, body []byte) *answer {
	kind, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil {
		kind = ""
	}
	isChunked := len(res.TransferEncoding) > 0 && res.TransferEncoding[0] == "chunked"
	return &answer{
		body: body, kind: kind, asked: asked, from: res.Request.URL,
		ended: res.ContentLength >= 0 || isChunked || res.Uncompressed || res.ProtoMajor > 1,
	}
}

// isHTML reports whether the answer says that it is a page.
func (a *answer) isHTML() bool { return a.kind == "text/html" || a.kind == "application/xhtml+xml" }

// fromElsewhere returns an error if another address answered than the one that was asked: a
// redirect to https on the same host is none.
func (a *answer) fromElsewhere() error {
	host := func(u *url.URL) string {
		port := u.Port()
		if port == "" || port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
			return strings.ToLower(u.Hostname())
		}
		return strings.ToLower(u.Host)
	}
	same := host(a.asked) == host(a.from) && a.asked.RawQuery == a.from.RawQuery &&
		strings.TrimSuffix(a.asked.Path, "/") == strings.TrimSuffix(a.from.Path, "/")
	if same {
		return nil
	}
	return &redirected{to: a.from.Redacted()}
}

// hasEnd reports whether a page of HTML is there to its end. What proxies and site
// templates write after the end tag is none of Trac's.
func hasEnd(html []byte) bool { return bytes.Contains(bytes.ToLower(html), []byte("</html")) }

// wantIndex wants Trac's list of its pages.
func wantIndex(a *answer) error {
	if err := a.fromElsewhere(); err != nil {
		return err
	}
	if wikiBody(parse(a.body)).Length() == 0 && !bytes.Contains(a.body, []byte("/chrome/common/")) {
		return errNoWiki
	}
	if !hasEnd(a.body) {
		if a.ended {
			return errUnproven // a Trac whose pages have no end tag says the same twice
		}
		return errCut
	}
	return nil
}

// wantPage wants the HTML of a wiki page.
func (f *fetcher) wantPage(a *answer) error {
	if err := a.fromElsewhere(); err != nil {
		return err
	}
	if a.kind != "" && !a.isHTML() {
		return fmt.Errorf("the answer is %s and no page", a.kind)
	}
	doc := parse(a.body)
	switch {
	case isMissing(doc):
		return errNoPage
	case !hasEnd(a.body) && (f.endsPages || !a.ended):
		return errCut
	case wikiBody(doc).Length() == 0:
		return errNoWiki
	}
	if hasEnd(a.body) {
		f.sawEnd.Store(true)
	}
	return nil
}

// wantText wants plain text: a page's source, which Trac sends as text/plain.
func wantText(a *answer) error {
	if err := a.fromElsewhere(); err != nil {
		return err
	}
	if a.isHTML() {
		return errors.New("the answer is a page and no text; does it ask for an account?")
	}
	if a.kind != "" && a.kind != "text/plain" && a.kind != "text/x-trac-wiki" {
		return fmt.Errorf("the answer is %s and no text", a.kind)
	}
	if !a.ended {
		return errUnproven
	}
	return nil
}

// wantHistory wants Trac's list of a page's versions, which has an end if its pages have one.
func wantHistory(endsPages bool) want {
	return func(a *answer) error {
		if err := a.fromElsewhere(); err != nil {
			return err
		}
		if !hasEnd(a.body) && (endsPages || !a.ended) {
			return errCut
		}
		if len(versions(parse(a.body))) == 0 {
			return errors.New("the answer is no list of versions")
		}
		return nil
	}
}

// wantFile wants a file of the Trac. size is what the Trac says of it, 0 if it says nothing:
// where a file on its disk was replaced by hand the two differ for ever, which is no error.
func wantFile(p string, size int64) want {
	return func(a *answer) error {
		if err := a.fromElsewhere(); err != nil {
			return err
		}
		hasSize := size == 0 || size == int64(len(a.body))
		if a.isHTML() && !(hasSize && (size > 0 || isPageName(p))) {
			return errors.New("the answer is a page and not the file; does it ask for an account?")
		}
		if !a.ended && !(hasSize && size > 0) || !hasSize {
			return errUnproven
		}
		return nil
	}
}

// isPageName reports whether a file of that name is a page of HTML itself.
func isPageName(p string) bool {
	switch strings.ToLower(path.Ext(p)) {
	case ".html", ".htm", ".xhtml", ".xht", ".shtml":
		return true
	}
	return false
}
