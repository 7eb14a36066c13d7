package output

import (
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// part is how many things one goroutine does before it asks for more: neighbours in the list,
// so that writers of files stay in one folder.
const part = 64

// Each does something with each of a site's paths, outputs or pages: in parallel, a part by
// one goroutine. It stops at the first error, and returns it, and when ctx ends.
func Each[T any](ctx context.Context, list []T, do func(T) error) error {
	return EachPart(ctx, list, func(ctx context.Context, part []T) error {
		for _, item := range part {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err := do(item); err != nil {
				return err
			}
		}
		return nil
	})
}

// EachPart is Each for those who gather results: do is called with a part at a time.
func EachPart[T any](ctx context.Context, list []T, do func(ctx context.Context, part []T) error) error {
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for part := range slices.Chunk(list, part) {
		if inner.Err() != nil {
			break
		}
		group.Go(func() error { return do(inner, part) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// Indexes are 0 to n-1, for an Each whose results go into a slice.
func Indexes(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}
