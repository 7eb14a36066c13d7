package macro

import (
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2/lexers"
)

// mimeLanguages are the MIME types that Trac's users write where no lexer goes
// by them.
var mimeLanguages = map[string]string{
	"text/x-python": "python", "text/x-python-doctest": "python", "text/x-sh": "sh", "application/x-sh": "sh",
	"text/x-csrc": "c", "text/x-chdr": "c", "text/x-c++src": "cpp",
	"text/html": "html", "text/xml": "xml", "text/css": "css",
	"text/javascript": "javascript", "application/javascript": "javascript", "text/x-sql": "sql", "text/x-diff": "diff",
	"text/x-patch": "diff", "text/x-ini": "ini", "text/x-java": "java", "text/x-perl": "perl", "text/x-ruby": "ruby",
	"pycon": "python", "patch": "diff", "py": "python", "shell": "sh",
}

// languages remembers: chroma tries hundreds of patterns on a name that it does not
// know.
var languages sync.Map

// language returns the name that a processor's language goes by in Markdown.
func language(name string) (lang string, known bool) {
	type answer struct {
		lang  string
		known bool
	}
	name = strings.ToLower(name)
	if a, ok := languages.Load(name); ok {
		return a.(answer).lang, a.(answer).known
	}
	defer func() { languages.Store(name, answer{lang, known}) }()
	if l, ok := mimeLanguages[name]; ok {
		return l, true
	}
	if !strings.Contains(name, "/") && lexers.Get(name) != nil {
		return name, true
	}
	if l := lexers.MatchMimeType(name); l != nil {
		return strings.ToLower(l.Config().Aliases[0]), true
	}
	return "", false
}
