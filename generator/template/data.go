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
	Pages       []*Page       // of a section: its pages
	Tree        []*Branch     // of a section: its pages as a tree
	Breadcrumbs []Link
	Feed        string        // URL of the section's feed, or ""
	Resolver    template.HTML // for 404: the redirect map's script
}

// Shortcode is what a shortcode's template gets.
type Shortcode struct {
	Page *Page             // that it stands on
	Args map[string]string // as written; a flag's value is "true"
	Lists
}

// Lists are what a shortcode can ask of the site, by its arguments. Their errors
// are told at the shortcode.
type Lists interface {
	// Contents is the page's outline: depth "2-4" or "2", else all levels
	// without the title. A level that is left out has an entry without an ID.
	Contents() ([]*Heading, error)
	// Below lists the pages at paths that begin with prefix, at most depth
	// levels down, by name without what hide says; as a tree if format is
	// "hierarchy".
	Below() ([]*Branch, error)
	// Recent lists the pages at paths that begin with prefix by the day of
	// their last change, the newest first, at most limit; in one branch if
	// group is "none".
	Recent() ([]*Branch, error)
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
	AbsURL             string // with scheme and host, if the site names them
	Date, Updated      time.Time
	Draft              bool
	Tags, Authors      []string
	Params             map[string]any
	IsHome             bool
	Source             string // "content/faq.md"
	Trac               *page.Trac
	Attachments        []Attachment
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
