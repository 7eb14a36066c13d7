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

	"github.com/twisted/sitegen/converter"
	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
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
		Hosts   []string          `toml:"hosts"`   // that the old Trac answered to
		Macros  map[string]string `toml:"macros"`  // what becomes of a plugin's macros: freeze, drop, source, or Markdown
		History string            `toml:"history"` // the web page of the repository with the pages' versions
	} `toml:"convert"`
}

type link struct {
	Name string `toml:"name"`
	URL  string `toml:"url"`
}

// config reads site.toml.
func (a *app) config() (*config, error) {
	c := &config{}
	f, err := source.ReadFile(os.DirFS(a.dir), "site.toml")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, source.FileErrorf(filepath.Join(a.dir, "site.toml"), "there is no site here").
			WithHint("\"sitegen init DIR\" makes one; -C DIR names one elsewhere")
	}
	if err != nil {
		return nil, err
	}
	list := source.DecodeTOML(f, c)
	if c.BaseURL != "" {
		if u, err := url.Parse(c.BaseURL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			list = append(list, source.KeyErrorf(f, "base_url", "base_url %q is not an http URL", c.BaseURL).WithHint("such as https://example.org/project"))
		}
	}
	if c.Convert.History != "" {
		if u, err := url.Parse(c.Convert.History); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			list = append(list, source.KeyErrorf(f, "convert.history", "history %q is not an http URL", c.Convert.History).WithHint("such as https://github.com/OWNER/REPO"))
		}
	}
	if c.Domain != "" && !hostName.MatchString(c.Domain) {
		list = append(list, source.KeyErrorf(f, "domain", "domain %q is not the name of a host", c.Domain).WithHint("such as www.example.org, without https://"))
	}
	if c.Language != "" && !languageTag.MatchString(c.Language) {
		list = append(list, source.KeyErrorf(f, "language", "language %q is not a language's tag", c.Language).WithHint("such as en, de or pt-BR"))
	}
	if _, err := time.LoadLocation(c.Timezone); err != nil {
		list = append(list, source.KeyErrorf(f, "timezone", "timezone %q is not known", c.Timezone).WithHint("such as Europe/Berlin or America/New_York"))
	}
	if c.Paginate < 0 {
		list = append(list, source.KeyErrorf(f, "paginate", "paginate = %d is no number of pages", c.Paginate).WithHint("0 puts all on one page"))
	}
	for _, l := range slices.Concat(c.Menu, c.Footer) {
		if u, err := url.Parse(l.URL); err == nil && (strings.HasPrefix(l.URL, "/") || u.Scheme != "" && u.Opaque+u.Host != "") {
			continue
		}
		d := f.Errorf(max(0, strings.Index(string(f.Data), fmt.Sprintf("%q", l.URL))), "%q, to which the entry %q leads, is no address", l.URL, l.Name)
		list = append(list, d.WithHint("a path of the site begins with a slash, such as \"/%s/\"", strings.Trim(l.URL, "/")))
	}
	for name, use := range c.Convert.Macros {
		if converter.IsUse(use) {
			continue
		}
		list = append(list, source.KeyErrorf(f, "convert.macros."+name, "macro %s shall become %q, which is neither Markdown nor a word for it", name, use).
			WithHint("the words are %s", strings.Join(converter.Uses, ", ")))
	}
	list.Sort()
	return c, list.Err()
}

var (
	hostName    = regexp.MustCompile(`^[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+$`)
	languageTag = regexp.MustCompile(`^[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*$`)
)

// options makes a generator's options of site.toml.
func (c *config) options(dir string) generator.Options {
	return generator.Options{
		Dir: os.DirFS(dir), Theme: theme.FS, Title: c.Title, Description: c.Description, Language: c.Language, BaseURL: c.BaseURL,
		Domain: c.Domain, Repository: c.Repository, Branch: c.Branch, Hosts: c.Convert.Hosts, Menu: links(c.Menu), Footer: links(c.Footer), Params: c.Params,
		Zone: c.zone(), Paginate: c.Paginate, Typographer: c.Typographer, Unsafe: c.Unsafe, Now: buildDate(),
	}
}

// zone is that of dates that name none.
func (c *config) zone() *time.Location {
	zone, _ := time.LoadLocation(c.Timezone) // checked when it was read
	return zone
}

func links(list []link) []template.Link {
	var out []template.Link
	for _, l := range list {
		out = append(out, template.Link{Name: l.Name, URL: l.URL})
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
