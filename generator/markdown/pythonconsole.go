package markdown

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// chroma has no lexer for a Python session or a traceback; the names are Pygments'.
func init() {
	lexers.Register(traceback)
	lexers.Register(&pythonConsole{&chroma.Config{
		Name: "Python console session", Aliases: []string{"pycon", "python-console"},
		MimeTypes: []string{"text/x-python-doctest"}, EnsureNL: true,
	}})
}

var traceback = chroma.MustNewLexer(
	&chroma.Config{
		Name: "Python Traceback", Aliases: []string{"pytb", "py3tb", "python-traceback", "traceback"},
		Filenames: []string{"*.pytb"}, EnsureNL: true,
	},
	func() chroma.Rules {
		groups := chroma.ByGroups
		const none = chroma.Text
		return chroma.Rules{"root": {
			{Pattern: `^([ \t|+-]*)((?:Exception Group )?Traceback \(.*\):)(\n)`,
				Type: groups(none, chroma.GenericTraceback, none)},
			{Pattern: `^([ \t|]*)(File )("[^"\n]*")(, line )(\d+)(?:(, in )(.*))?(\n)`,
				Type: groups(none, none, chroma.NameBuiltin, none, chroma.LiteralNumber,
					none, chroma.NameFunction, none)},
			{Pattern: `^([ \t|]+)([~^]+[~^ ]*)(\n)`,
				Type: groups(none, chroma.GenericError, none)},
			{Pattern: `^([ \t|]+)(\.\.\.|\[Previous line repeated .*\])(\n)`,
				Type: groups(none, chroma.Comment, none)},
			{Pattern: `^([ \t|]+)(.*\n)`,
				Type: groups(none, chroma.Using("python"))},
			{Pattern: `^(---.*---)(\n)`, // where Twisted says that it caught it
				Type: groups(chroma.Comment, none)},
			{Pattern: `^([a-zA-Z_][\w.]*)(:?)(.*\n)`,
				Type: groups(chroma.GenericError, none, none)},
			{Pattern: `.*\n`, Type: chroma.GenericOutput},
		}}
	})

// pythonConsole is a session at Python's prompt: what was typed is Python, even where it
// goes on in the next line; the rest is output, or a traceback.
type pythonConsole struct{ config *chroma.Config }

func (l *pythonConsole) Config() *chroma.Config                         { return l.config }
func (l *pythonConsole) SetRegistry(*chroma.LexerRegistry) chroma.Lexer { return l }
func (l *pythonConsole) SetAnalyser(func(string) float32) chroma.Lexer  { return l }
func (l *pythonConsole) AnalyseText(string) float32                     { return 0 }

// Tokenise implements chroma.Lexer.
func (l *pythonConsole) Tokenise(_ *chroma.TokeniseOptions, text string) (chroma.Iterator, error) {
	var tokens []chroma.Token
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n")+"\n", "\n")
	lines = lines[:len(lines)-1]
	for i := 0; i < len(lines); {
		var part []chroma.Token
		var err error
		start := i
		switch {
		case prompt(lines[i]) != "":
			for i++; i < len(lines) && strings.HasPrefix(prompt(lines[i]), "..."); i++ {
			}
			part, err = typed(lines[start:i])
		case strings.HasPrefix(lines[i], "Traceback ("):
			for i++; i < len(lines) && prompt(lines[i]) == ""; i++ {
			}
			part, err = chroma.Tokenise(traceback, nil, strings.Join(lines[start:i], ""))
		default:
			i++
			part = []chroma.Token{{Type: chroma.GenericOutput, Value: lines[start]}}
		}
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, part...)
	}
	return chroma.Literator(tokens...), nil
}

// prompt returns what Python wrote before what was typed, or "".
func prompt(line string) string {
	for _, p := range []string{">>> ", "... "} {
		if strings.HasPrefix(line, p) {
			return p
		}
		if mark := p[:3]; line == mark+"\n" {
			return mark
		}
	}
	return ""
}

// typed colours the lines of one statement as a whole, and puts the prompts back.
func typed(lines []string) ([]chroma.Token, error) {
	var code strings.Builder
	for _, l := range lines {
		code.WriteString(strings.TrimPrefix(l, prompt(l)))
	}
	python, err := chroma.Tokenise(lexers.Get("python"), nil, code.String())
	if err != nil {
		return nil, err
	}
	var out []chroma.Token
	line, fresh := 0, true
	for _, t := range python {
		for _, part := range strings.SplitAfter(t.Value, "\n") {
			if part == "" {
				continue
			}
			if fresh && line < len(lines) {
				out = append(out, chroma.Token{Type: chroma.GenericPrompt, Value: prompt(lines[line])})
				line++
			}
			fresh = strings.HasSuffix(part, "\n")
			out = append(out, chroma.Token{Type: t.Type, Value: part})
		}
	}
	return out, nil
}
