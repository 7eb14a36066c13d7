package template

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// The forms of html/template's errors:
//
//	template: layouts/page.html:3: function "x" not defined
//	template: layouts/page.html:3:7: executing "main" at <.X>: can't evaluate …
//	html/template:layouts/page.html:3:7: …
var templateError = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+):(\d+)(?::(\d+))?: (?s:(.*))$`)

// diagnose gives a template's error its place in the theme.
func (t *Theme) diagnose(err error, on string) source.List {
	m := templateError.FindStringSubmatch(err.Error())
	if m == nil || t.files[m[1]] == nil {
		d := source.FileErrorf(on, "%v", err)
		return source.List{d}
	}
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	d := t.files[m[1]].LineErrorf(line, column+1, "%s", m[4])
	if told, ok := errors.AsType[source.Diagnostic](err); ok { // by one of our functions
		d.Message, d.Hint = told.Message, told.Hint
	}
	if on != "" {
		d.Hint = strings.TrimPrefix(fmt.Sprintf("%s; seen while rendering %s", d.Hint, on), "; ")
	}
	return source.List{d}
}
