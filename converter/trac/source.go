package trac

import (
	"context"
	"net/url"
	"os"

	"github.com/twisted/sitegen/generator/source"
)

// Take returns the snapshot of a source, and the folder that it is in: of a URL, the one that is
// fetched into the folder keep; else what there is already. Of one whose fetch was stopped before
// it was known what the Trac has, nobody can say what it lacks: that is an error.
func Take(ctx context.Context, from, keep string, o FetchOptions) (*Snapshot, string, error) {
	if u, err := url.Parse(from); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		s, err := Fetch(ctx, from, keep, o)
		return s, keep, err
	}
	s, dir, err := open(from, keep)
	if err == nil && !s.Complete() && len(s.info.Listed) == 0 {
		err = source.FileErrorf(from, "the fetch of this snapshot was stopped").
			WithHint("sitegen convert %s goes on with it", s.URL())
	}
	return s, dir, err
}

// open decides by its looks what a source is that is not asked over the network, and returns its
// snapshot: one that lies in a folder, or that is made in the folder keep.
func open(from, keep string) (*Snapshot, string, error) {
	if _, err := os.Stat(from); err != nil {
		return nil, "", source.Errorf("%s is neither a URL nor a folder", from)
	}
	s, err := Open(from)
	return s, from, err
}
