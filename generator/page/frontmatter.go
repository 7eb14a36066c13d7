package page

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/twisted/sitegen/generator/source"
)

// FrontMatter is what a page says of itself.
type FrontMatter struct {
	Title       string    `toml:"title,omitempty"`
	Date        time.Time `toml:"date,omitempty"`
	Updated     time.Time `toml:"updated,omitempty"`
	Description string    `toml:"description,omitempty"`
	Expires     time.Time `toml:"expires,omitempty"` // when the page goes
	Draft       bool      `toml:"draft,omitempty"`
	Slug        string    `toml:"slug,omitempty"`    // replaces the file's name in the URL
	Aliases     []string  `toml:"aliases,omitempty"` // old paths, with fragments kept
	Tags        []string  `toml:"tags,omitempty"`
	Authors     []string  `toml:"authors,omitempty"`
	Weight      int       `toml:"weight,omitzero"` // orders a section, lightest first; 0 comes last
	// Paginate is how many pages a list of the section shows, whatever the site says;
	// negative: all of them. The first page has no use for it.
	Paginate int            `toml:"paginate,omitzero"`
	Layout   string         `toml:"layout,omitempty"` // a file of theme/layouts/
	Image    string         `toml:"image,omitempty"`  // for those who show a link to the page
	TOC      bool           `toml:"toc,omitempty"`
	Anchors  Anchors        `toml:"anchors,omitempty"` // whose heading ids: github (default) or trac
	Trac     *Trac          `toml:"trac,omitempty"`
	Params   map[string]any `toml:"params,omitempty"` // for the theme
	// Data names files in the page's folder, TOML, JSON or CSV, for the templates of the page
	// and of those below it.
	Data map[string]string `toml:"data,omitempty"`
}

// InZone reads the dates that name no zone as those of a place, a day as its first
// moment.
func (fm *FrontMatter) InZone(zone *time.Location) {
	for _, t := range []*time.Time{&fm.Date, &fm.Updated, &fm.Expires} {
		if t.Location() == noZone {
			*t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
		}
	}
}

// noZone marks a date that names no zone, until InZone. For those who do not ask, it is UTC.
var noZone = time.FixedZone("UTC", 0)

// writtenTime is a date in noZone if it is written without a zone. The decoder, left to
// itself, takes it for one of the machine's zone.
type writtenTime time.Time

// UnmarshalTOML implements toml.Unmarshaler.
func (w *writtenTime) UnmarshalTOML(value any) error {
	t, ok := value.(time.Time)
	if !ok {
		return fmt.Errorf("%#v is no date\na date has no quotes: 2024-03-01", value)
	}
	if strings.HasSuffix(t.Location().String(), "-local") { // so the decoder calls it
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), noZone)
	}
	*w = writtenTime(t)
	return nil
}

// IsDay reports whether a time says no more than the day.
func IsDay(t time.Time) bool {
	h, m, s := t.Clock()
	return h == 0 && m == 0 && s == 0
}

// Trac is where a converted page came from.
type Trac struct {
	Page        string       `toml:"page"`
	Version     int          `toml:"version,omitzero"`
	Author      string       `toml:"author,omitempty"`
	Date        time.Time    `toml:"date,omitempty"`
	Comment     string       `toml:"comment,omitempty"`
	Broken      []string     `toml:"broken,omitempty"` // links of the page that Trac could not follow either
	Attachments []Attachment `toml:"attachments,omitempty"`
}

// Attachment is a file of a wiki page.
type Attachment struct {
	Name        string    `toml:"name"`
	Path        string    `toml:"path,omitempty"` // of the file, if it is not where it was in Trac
	Size        int64     `toml:"size,omitzero"`  // bytes
	Author      string    `toml:"author,omitempty"`
	Date        time.Time `toml:"date,omitempty"`
	Description string    `toml:"description,omitempty"`
}

var fence = []byte("+++")

// Parse splits f into its front matter and the offset at which its body
// begins. A file without front matter is all body.
func Parse(f *source.File) (FrontMatter, int, source.List) {
	var fm FrontMatter
	head, body, ok := split(f.Data)
	if !ok {
		if bytes.HasPrefix(f.Data, fence) {
			return fm, 0, source.List{f.Errorf(0, "front matter is not closed").WithHint("end it with a line of +++")}
		}
		return fm, 0, checkNoFrontMatter(f)
	}
	var front struct {
		FrontMatter
		Date    writtenTime `toml:"date"`
		Updated writtenTime `toml:"updated"`
		Expires writtenTime `toml:"expires"`
	}
	list := source.DecodeTOMLPart(f, 1, head, &front)
	fm = front.FrontMatter
	fm.Date, fm.Updated, fm.Expires = time.Time(front.Date), time.Time(front.Updated), time.Time(front.Expires)
	if !fm.Anchors.valid() {
		list = append(list, source.KeyErrorf(f, "anchors",
			"anchors = %q is neither \"github\" nor \"trac\"", fm.Anchors))
	}
	return fm, body, list
}

var yaml = regexp.MustCompile(`\A---[ \t]*\r?\n(?:[A-Za-z_][\w-]*:.*\r?\n|[ \t#-].*\r?\n|\r?\n)*---[ \t]*\r?\n`)

// checkNoFrontMatter complains of front matter that [Parse] does not see, another
// generator's or below the first line: it would be published as text.
func checkNoFrontMatter(f *source.File) source.List {
	if m := yaml.Find(f.Data); m != nil && bytes.Contains(m, []byte(":")) {
		return source.List{f.Errorf(0, "this front matter is YAML").
			WithHint("write TOML between two lines of +++, such as title = \"…\"")}
	}
	if rest := bytes.TrimLeft(f.Data, " \t\r\n"); len(rest) < len(f.Data) {
		if _, _, ok := split(rest); ok {
			return source.List{f.Errorf(len(f.Data)-len(rest), "front matter begins below the first line").
				WithHint("+++ must be the first line of the file")}
		}
	}
	return nil
}

// split finds the lines between the fences; body is the offset after them.
func split(data []byte) (head []byte, body int, ok bool) {
	first, rest, found := bytes.Cut(data, []byte("\n"))
	if !found || !bytes.Equal(bytes.TrimRight(first, " \t\r"), fence) {
		return nil, 0, false
	}
	start := len(first) + 1
	for at := start; at < len(data); {
		line := data[at:]
		next := len(data)
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], at+i+1
		}
		if bytes.Equal(bytes.TrimRight(line, " \t\r"), fence) {
			return rest[:at-start], next, true
		}
		at = next
	}
	return nil, 0, false
}

// Format writes front matter and body as a page's file.
func Format(fm FrontMatter, body string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("+++\n")
	e := toml.NewEncoder(&b)
	e.Indent = ""
	if err := e.Encode(fm); err != nil {
		return nil, fmt.Errorf("front matter of %q: %w", fm.Title, err)
	}
	b.WriteString("+++\n")
	if body = strings.Trim(body, "\n"); body != "" {
		b.WriteString("\n" + body + "\n")
	}
	return b.Bytes(), nil
}
