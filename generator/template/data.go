package template

import (
	"html/template"
	"time"

	"github.com/twisted/sitegen/generator/page"
)

// Data is what a layout gets.
type Data struct {
	Site        *Site
	Page        *Page
	Content     template.HTML // the rendered body
	ShowTitle   bool          // the body does not begin with a title of its own
	TOC         []*Heading    // nil unless the page asks for it
	Pages       []*Page       // of a section or term: its pages, those that Pager is at
	Pager       *Pager        // of a section or term on several pages, else nil
	Tree        []*Branch     // of a section without a Pager: all that is below it, in order
	Dated       bool          // of a section: its pages have dates, such as news
	Section     *Page         // that the page is in, or nil
	Prev, Next  *Page         // its neighbours there, in order, or nil
	Terms       []*Term       // of a taxonomy: its terms, by name
	Breadcrumbs []Link
	Feed        string         // URL of the Atom feed that the page belongs to, or ""
	JSONFeed    string         // of the same as JSON
	Data        map[string]any // what the front matter's data names: a table of TOML, JSON's value, rows of CSV
	Structured  map[string]any // JSON-LD; nil where the site does not know its address
	Resolver    template.HTML  // for 404: the redirect map's script
}

// Pager leads through a list that has several pages.
type Pager struct {
	Number, Total int    // from 1
	Prev, Next    string // URLs; "" at the ends
	Pages         []Link // all of them
}

// Term is a tag, or an author.
type Term struct {
	Name, URL string
	Pages     int // how many have it
}

// Site is the same for all pages.
type Site struct {
	Title, Description, Language string
	BaseURL                      string // absolute, without a final slash; may be ""
	Host                         string // of BaseURL; may be ""
	Repository, Branch           string // for "edit this page"
	Menu, Footer                 []Link
	Params                       map[string]any
}

// Link is an entry of a menu.
type Link struct {
	Name, URL string
	Active    bool // the page is this or below it
}

// Page is a page as templates see it.
type Page struct {
	Title, Description string
	URL                string // path with the site's base
	AbsURL             string // with scheme and host; "" where the site does not know its own
	Date, Expires      time.Time
	Updated            time.Time // as the page says, else as Git does; may be zero
	Draft              bool
	Weight             int
	Tags, Authors      []*Term
	Params             map[string]any
	IsHome             bool
	Source             string // "content/faq.md"; "" for what has no file
	Image              string // absolute URL, or ""
	Trac               *page.Trac
	Attachments        []Attachment
	Parts
}

// Parts are what is made of a page only when a template asks for it.
type Parts interface {
	// Summary is the text before <!--more-->, else the first paragraph, without ids.
	Summary() template.HTML
	// Resources are the files that are published beside the page.
	Resources() []*Resource
}

// Resource is a file beside a page. Width and Height are an image's, in pixels, else 0.
type Resource struct {
	Name          string
	URL           template.URL
	Width, Height int
}

// Attachment is a file that hung on a converted wiki page.
type Attachment struct {
	Name, URL, Size, Author, Description string
	Date                                 time.Time
}

// Heading is an entry of a table of contents.
type Heading struct {
	ID       string
	Title    template.HTML
	Children []*Heading
}

// Branch is a node of a section's tree. Page is nil for a folder without a page
// of its own.
type Branch struct {
	Name     string
	Page     *Page
	Children []*Branch
}
