package source

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity says whether a diagnostic stops the work.
type Severity string

// Errors stop a command with exit code 1, warnings do not; a note is no mistake.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Diagnostic is one problem, in the user's words.
type Diagnostic struct {
	Position
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
	Excerpt  string   `json:"excerpt,omitempty"` // the source line
	Hint     string   `json:"hint,omitempty"`    // what to do about it
}

// WithHint returns d with a hint.
func (d Diagnostic) WithHint(format string, args ...any) Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// WithSeverity returns d with another severity.
func (d Diagnostic) WithSeverity(s Severity) Diagnostic {
	d.Severity = s
	return d
}

// Suggest returns d with a hint at the candidate that is spelled most like name, if one is.
func (d Diagnostic) Suggest(name string, candidates []string) Diagnostic {
	if near := Nearest(name, candidates); near != "" {
		d.Hint = "did you mean \"" + near + "\"?"
	}
	return d
}

// FileErrorf makes an error about a file as a whole.
func FileErrorf(path, format string, args ...any) Diagnostic {
	return Diagnostic{Position: Position{File: path}, Severity: Error, Message: fmt.Sprintf(format, args...)}
}

// Errorf makes an error that belongs to no file.
func Errorf(format string, args ...any) Diagnostic {
	return Diagnostic{Severity: Error, Message: fmt.Sprintf(format, args...)}
}

// Error makes a Diagnostic an error whose text is its first line.
func (d Diagnostic) Error() string {
	if d.File == "" {
		return fmt.Sprintf("%s: %s", d.Severity, d.Message)
	}
	return fmt.Sprintf("%s: %s: %s", d.Position, d.Severity, d.Message)
}

// List collects diagnostics.
type List []Diagnostic

// Error joins the first lines, so that a List can travel as an error.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}

// Err returns the list as an error if it holds one, else nil.
func (l List) Err() error {
	if l.HasErrors() {
		return l
	}
	return nil
}

// HasErrors reports whether any diagnostic is an error.
func (l List) HasErrors() bool { return l.Errors() > 0 }

// Errors counts the errors.
func (l List) Errors() int { return l.count(Error) }

// Warnings counts the warnings.
func (l List) Warnings() int { return l.count(Warning) }

func (l List) count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sort orders the list by file, line, column and message, and drops repeats: a fault of a
// template that was seen on many pages is listed once, with their number.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Hint, b.Hint))
	})
	var once List
	more := 0
	for i, d := range *l {
		if i > 0 && d == (*l)[i-1] {
			continue
		}
		if n := len(once); n > 0 && d.Line > 0 && d.sameFault(once[n-1]) {
			more++
			continue
		}
		once.addMore(more)
		once, more = append(once, d), 0
	}
	once.addMore(more)
	*l = once
}

// sameFault reports whether two differ in nothing but the hint.
func (d Diagnostic) sameFault(other Diagnostic) bool {
	d.Hint, other.Hint = "", ""
	return d == other
}

// addMore adds to the last one's hint how often it was found besides.
func (l List) addMore(n int) {
	if n > 0 {
		l[len(l)-1].Hint += fmt.Sprintf(", and %d times more", n)
	}
}

// AsList returns the diagnostics that err carries; any other error becomes one
// diagnostic without a place.
func AsList(err error) List {
	if err == nil {
		return nil
	}
	if l, ok := errors.AsType[List](err); ok {
		return l
	}
	if d, ok := errors.AsType[Diagnostic](err); ok {
		return List{d}
	}
	return List{Errorf("%v", err)}
}

// Format names a way to print diagnostics.
type Format string

// The formats of the --format flag.
const (
	Text   Format = "text"
	JSON   Format = "json"
	GitHub Format = "github" // annotations on a pull request's lines
)

// Print writes the list to w.
func (l List) Print(w io.Writer, f Format) error {
	for _, d := range l {
		var err error
		switch f {
		case JSON:
			err = json.NewEncoder(w).Encode(d)
		case GitHub:
			_, err = io.WriteString(w, d.annotation())
		default:
			_, err = io.WriteString(w, d.text())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d Diagnostic) text() string {
	var b strings.Builder
	fmt.Fprintln(&b, d.Error())
	if d.Excerpt != "" {
		number := fmt.Sprint(d.Line)
		fmt.Fprintf(&b, "    %s | %s\n", number, strings.ReplaceAll(d.Excerpt, "\t", " "))
		if d.Column > 0 && d.Column <= utf8.RuneCountInString(d.Excerpt)+1 {
			fmt.Fprintf(&b, "    %s | %s^\n", strings.Repeat(" ", len(number)), strings.Repeat(" ", d.Column-1))
		}
	}
	if d.Hint != "" {
		fmt.Fprintf(&b, "    hint: %s\n", d.Hint)
	}
	return b.String()
}

// annotation is GitHub's workflow command syntax.
func (d Diagnostic) annotation() string {
	escape := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var where []string
	if d.File != "" {
		where = append(where, "file="+property.Replace(d.File))
	}
	if d.Line > 0 {
		where = append(where, fmt.Sprintf("line=%d", d.Line))
	}
	if d.Column > 0 {
		where = append(where, fmt.Sprintf("col=%d", d.Column))
	}
	message := d.Message
	if d.Hint != "" {
		message += "\nhint: " + d.Hint
	}
	place := ""
	if len(where) > 0 {
		place = " " + strings.Join(where, ",")
	}
	command := string(d.Severity)
	if d.Severity == Note {
		command = "notice"
	}
	return fmt.Sprintf("::%s%s::%s\n", command, place, escape.Replace(message))
}
