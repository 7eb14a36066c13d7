package trac

import (
	"context"
	"net/url"
	"os"

	"github.com/twisted/sitegen/generator/source"
)

// Take returns the snapshot of a source, and the folder that it is in: of a URL, the one that is
// fetched into the folder keep; else the source is a snapshot's folder itself.
func Take(ctx context.Context, from, keep string, o FetchOptions) (*Snapshot, string, error) {
	if u, err := url.Parse(from); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		s, err := Fetch(ctx, from, keep, o)
		return s, keep, err
	}
	if _, err := os.Stat(from); err != nil {
		return nil, "", source.Errorf("%s is neither a URL nor a folder", from)
	}
	s, err := Open(from)
	if err == nil && !s.Complete() {
		err = source.FileErrorf(from, "the fetch of this snapshot was stopped").
			WithHint("sitegen convert %s goes on with it", s.URL())
	}
	return s, from, err
}
