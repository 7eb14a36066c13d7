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

// Site is the same for all pages.
type Site struct {
	Title, Description, Language string
	BaseURL                      string // absolute, without a final slash; may be ""
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
