package redirect

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// fragmentMap is a rule's fragment = { … }: what each fragment becomes, the most
// particular first. A nil map keeps the fragment as it is; a map that is not nil drops
// what its cases do not take.
type fragmentMap []fragmentCase

// fragmentCase is one key of a fragmentMap, with what becomes of it.
type fragmentCase struct {
	key      string
	from     *textPattern
	to       *target
	isTarget bool // to is a target of its own, not "#" and the rule's new fragment
}

func newFragmentMap(targets map[string]string) (fragmentMap, error) {
	if targets == nil {
		return nil, nil
	}
	m := fragmentMap{}
	for _, key := range slices.Sorted(maps.Keys(targets)) {
		f, err := newFragmentCase(key, targets[key])
		if err != nil {
			return nil, err
		}
		m = append(m, f)
	}
	slices.SortStableFunc(m, func(a, b fragmentCase) int { return cmp.Compare(b.from.rarity, a.from.rarity) })
	return m, nil
}

// safeFragment is what cannot be taken for a URL.
var safeFragment = regexp.MustCompile(`^(?:[^\s<>"'#\\:/][^\s<>"'#\\/]*)?$`)

func newFragmentCase(key, to string) (fragmentCase, error) {
	f := fragmentCase{key: key}
	var err error
	if f.from, err = parseTextPattern(key); err != nil {
		return f, fmt.Errorf("fragment %w", err)
	}
	if f.to, err = parseTarget(to); err == nil {
		f.isTarget = true
		return f, nil
	}
	if !safeFragment.MatchString(to) {
		return f, fmt.Errorf("fragment %q is neither a target nor a fragment", to)
	}
	f.to, err = parseText("#" + to)
	return f, err
}

// find returns what becomes of a decoded fragment: a fragment, encoded, or "" for none;
// if isTarget, a whole target. c are the captures so far. A fragment with a sentence's
// punctuation at its end is tried without it as well.
func (m fragmentMap) find(c captures, fragment string) (to string, isTarget bool) {
	if fragment == "" || m == nil {
		return escapeFragment(fragment), false
	}
	for _, text := range []string{fragment, trimStrayMarks(fragment)} {
		for _, f := range m {
			full := c.with()
			if f.from.fill(full, text) {
				to := f.to.expand(full)
				if f.isTarget {
					return to, true
				}
				return strings.TrimPrefix(to, "#"), false
			}
		}
	}
	return "", false
}
