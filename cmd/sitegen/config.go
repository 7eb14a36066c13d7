package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // for machines that have no zones of their own

	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/theme"
)

// config is site.toml.
type config struct {
	Title       string         `toml:"title"`
	Description string         `toml:"description"`
	Language    string         `toml:"language"`
	BaseURL     string         `toml:"base_url"`   // where the site is published, with its path
	Domain      string         `toml:"domain"`     // for CNAME
	Repository  string         `toml:"repository"` // its web page
	Branch      string         `toml:"branch"`
	Menu        []link         `toml:"menu"`
	Footer      []link         `toml:"footer"`
	Timezone    string         `toml:"timezone"`    // of dates that name none, "Europe/Berlin"
	Paginate    int            `toml:"paginate"`    // pages on a page of a list; 0 is all
	Typographer bool           `toml:"typographer"` // curly quotes and dashes
	Unsafe      bool           `toml:"unsafe"`      // raw HTML of any kind
	Params      map[string]any `toml:"params"`      // for the theme
	Convert     struct {
		Hosts []string `toml:"hosts"` // that the old Trac answered to
		// What becomes of a plugin's macros: freeze, drop, source, or Markdown.
		Macros  map[string]string `toml:"macros"`
		History string            `toml:"history"` // the web page of the repository with the pages' versions
	} `toml:"convert"`
}

type link struct {
	Name string `toml:"name"`
	URL  string `toml:"url"`
}

// config reads site.toml.
func (a *app) config() (*config, error) {
	c, err := readConfig(os.DirFS(a.dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, source.FileErrorf(filepath.Join(a.dir, "site.toml"), "there is no site here").
			WithHint("\"sitegen init DIR\" makes one; -C DIR names one elsewhere")
	}
	return c, err
}

// readConfig reads site.toml of a site's files. What could be read of one with mistakes is
// returned with them.
func readConfig(files fs.FS) (*config, error) {
	c := &config{}
	f, err := source.ReadFile(files, "site.toml")
	if err != nil {
		return nil, err
	}
	list := source.DecodeTOML(f, c)
	list = append(list, c.problems(f)...)
	list.Sort()
	return c, list.Err()
}

// problems checks what the types of the settings do not tell.
func (c *config) problems(f *source.File) (list source.List) {
	wrong := func(key, hint, format string, args ...any) {
		list = append(list, source.KeyErrorf(f, key, format, args...).WithHint("%s", hint))
	}
	if c.BaseURL != "" && !isWebURL(c.BaseURL) {
		wrong("base_url", "such as https://example.org/project", "base_url %q is not an http URL", c.BaseURL)
	} else if _, err := page.ParseBaseURL(c.BaseURL); err != nil {
		wrong("base_url", "such as https://example.org/project", "base_url %v", err)
	}
	if c.Convert.History != "" && !isWebURL(c.Convert.History) {
		wrong("convert.history", "such as https://github.com/OWNER/REPO",
			"history %q is not an http URL", c.Convert.History)
	}
	if c.Domain != "" && !hostName.MatchString(c.Domain) {
		wrong("domain", "such as www.example.org, without https://", "domain %q is not the name of a host", c.Domain)
	}
	if c.Language != "" && !languageTag.MatchString(c.Language) {
		wrong("language", "such as en, de or pt-BR", "language %q is not a language's tag", c.Language)
	}
	if _, err := time.LoadLocation(c.Timezone); err != nil {
		wrong("timezone", "such as Europe/Berlin or America/New_York", "timezone %q is not known", c.Timezone)
	}
	if c.Paginate < 0 {
		wrong("paginate", "0 puts all on one page", "paginate = %d is no number of pages", c.Paginate)
	}
	for name, use := range c.Convert.Macros {
		if !macro.IsUse(use) {
			wrong("convert.macros."+name, "the words are "+strings.Join(macro.Uses, ", "),
				"macro %s shall become %q, which is neither Markdown nor a word for it", name, use)
		}
	}
	return append(list, c.menuProblems(f)...)
}

// menuProblems checks the addresses of menu and footer.
func (c *config) menuProblems(f *source.File) (list source.List) {
	for _, l := range slices.Concat(c.Menu, c.Footer) {
		u, err := url.Parse(l.URL)
		if err == nil && (strings.HasPrefix(l.URL, "/") || u.Scheme != "" && u.Opaque+u.Host != "") {
			continue
		}
		at := max(0, strings.Index(string(f.Data), fmt.Sprintf("%q", l.URL)))
		list = append(list, f.Errorf(at, "%q, to which the entry %q leads, is no address", l.URL, l.Name).
			WithHint("a path of the site begins with a slash, such as \"/%s/\"", strings.Trim(l.URL, "/")))
	}
	return list
}

func isWebURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http")
}

var (
	hostName    = regexp.MustCompile(`^[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+$`)
	languageTag = regexp.MustCompile(`^[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*$`)
)

// options makes a generator's options of site.toml, for a site's files.
func (c *config) options(files fs.FS) generator.Options {
	mount, _ := page.ParseBaseURL(c.BaseURL) // checked when it was read
	return generator.Options{
		Dir: files, Theme: theme.FS,
		Site: site.Settings{
			Title: c.Title, Description: c.Description, Language: c.Language, Mount: mount, Domain: c.Domain,
			Repository: c.Repository, Branch: c.Branch, Hosts: c.Convert.Hosts,
			Menu: menu(c.Menu), Footer: menu(c.Footer), Params: c.Params, Zone: c.zone(), Paginate: c.Paginate,
			Typographer: c.Typographer, Unsafe: c.Unsafe, Now: buildDate(),
		},
	}
}

// zone is that of dates that name none.
func (c *config) zone() *time.Location {
	zone, _ := time.LoadLocation(c.Timezone) // checked when it was read
	return zone
}

func menu(list []link) []site.MenuEntry {
	var out []site.MenuEntry
	for _, l := range list {
		out = append(out, site.MenuEntry(l))
	}
	return out
}

// buildDate is today, or SOURCE_DATE_EPOCH, so that a build can be repeated.
func buildDate() time.Time {
	if n, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(n, 0).UTC()
	}
	return time.Now().UTC()
}

func encodeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
