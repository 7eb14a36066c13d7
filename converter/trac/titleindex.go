package trac

import (
	"context"
	"errors"
	"net/http"
	"unicode/utf8"

	"github.com/twisted/sitegen/generator/source"
)

// index finds out that this is a Trac, and the names that its TitleIndex has.
func (f *fetcher) index(ctx context.Context) ([]string, error) {
	notTrac := func(why string) error {
		return source.Errorf("%s is no Trac: %s", f.address, why).
			WithHint("give the address below which /wiki answers, such as https://example.org/trac")
	}
	answer, err := f.client.get(ctx, f.login+"/wiki/TitleIndex", wantIndex)
	if s, ok := errors.AsType[*statusError](err); ok {
		if s.Status == http.StatusForbidden || s.Status == http.StatusUnauthorized {
			return nil, source.Errorf("%s does not show its pages without an account: %v", f.address, err).
				WithHint("let anonymous have WIKI_VIEW while you fetch")
		}
		if s.Status >= 500 {
			return nil, source.Errorf("%s cannot be read: %v", f.address, err).WithHint("try again later")
		}
		return nil, notTrac(err.Error())
	}
	if r, ok := errors.AsType[*redirected](err); ok {
		return nil, source.Errorf("%s leads elsewhere: its list of pages is redirected to %s", f.address, r.to).
			WithHint("give the address of the Trac itself; a login cannot be passed")
	}
	if errors.Is(err, errNoWiki) {
		return nil, notTrac("/wiki/TitleIndex is no wiki page")
	}
	if err != nil {
		return nil, source.Errorf("%s cannot be reached: %v", f.address, err)
	}
	f.endsPages, f.client.endsAnswers = hasEnd(answer.body), answer.ended
	doc := parse(answer.body)
	f.info.Version = encodeInvalid(tracVersion(doc))
	f.claim("page TitleIndex") // made by a macro, as RecentChanges is
	f.claim("page RecentChanges")
	names := indexNames(doc, f.base)
	if len(names) == 0 {
		return nil, source.Errorf("%s lists no page: /wiki/TitleIndex has no link below %s/wiki/", f.address, f.base).
			WithHint("try again later, or with the address that the Trac's own links have")
	}
	for _, name := range names {
		if !f.seen["page "+name] && utf8.ValidString(name) {
			f.listed[name], f.inIndex[name] = true, true
		}
	}
	return f.fresh(append(wikiNames(doc, f.base), "WikiStart", "InterMapTxt")), nil
}
