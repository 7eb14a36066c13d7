package trac

import (
	"errors"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"
)

// Kind is what a Missing is.
type Kind string

// The kinds of what can be missing.
const (
	MissingPage    Kind = "page"
	MissingFile    Kind = "file"    // an attachment, or a file that a page shows
	MissingVersion Kind = "version" // one of a page's, or their list
)

// Missing is something that the Trac has, or says that it has, and that the snapshot has not as
// it was asked for: of a page or file that could not be asked for again, the snapshot has what an
// earlier fetch brought.
type Missing struct {
	Kind   Kind   `toml:"kind" json:"kind"`
	Name   string `toml:"name" json:"name"`     // the page's, or the file's path below the mount point
	Path   string `toml:"path" json:"path"`     // of its URL below the mount point, encoded
	Reason string `toml:"reason" json:"reason"` // for people
}

// missingFileName is the snapshot's list of what a fetch asked for in vain.
const missingFileName = "failed.toml"

type missingDoc struct {
	Failed []Missing `toml:"failed"`
}

func missingPage(name, reason string) Missing {
	return Missing{MissingPage, encodeInvalid(name), pageAddress(name), reason}
}

func missingFile(p, reason string) Missing {
	return Missing{MissingFile, encodeInvalid(p), "/" + (&url.URL{Path: p}).EscapedPath(), reason}
}

// key is how a fetch claims it.
func (m Missing) key() string {
	if m.Kind == MissingFile {
		return "file " + m.Name
	}
	return "page " + m.Name
}

// encodeInvalid percent-encodes the bytes of a name that are no UTF-8, which TOML and JSON cannot hold.
func encodeInvalid(name string) string {
	var b strings.Builder
	for i, r := range name {
		if r == '\uFFFD' && !strings.HasPrefix(name[i:], "\uFFFD") {
			b.WriteString(url.PathEscape(name[i : i+1]))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// readMissing reads the list. In those of earlier releases an entry had but a path.
func readMissing(dir string) ([]Missing, error) {
	var doc missingDoc
	_, err := toml.DecodeFile(filepath.Join(dir, missingFileName), &doc)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for i, m := range doc.Failed {
		if m.Kind != "" {
			continue
		}
		p, query, _ := strings.Cut(m.Path, "?")
		if plain, err := url.PathUnescape(p); err == nil {
			p = plain
		}
		name, isPage := strings.CutPrefix(p, "/wiki/")
		switch {
		case isPage && query != "":
			doc.Failed[i].Kind, doc.Failed[i].Name = MissingVersion, name
		case isPage:
			doc.Failed[i].Kind, doc.Failed[i].Name = MissingPage, name
		default:
			doc.Failed[i].Kind, doc.Failed[i].Name = MissingFile, strings.TrimPrefix(p, "/")
		}
	}
	return doc.Failed, err
}
