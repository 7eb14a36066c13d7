package template

import (
	"html/template"
	"reflect"

	"github.com/twisted/sitegen/generator/source"
)

// Shortcode is what a shortcode's template gets.
type Shortcode struct {
	Page     *Page             // that it stands on
	Args     map[string]string // as written; a flag's value is "true"
	Inner    template.HTML     // what stands between {{< name >}} and {{< /name >}}
	Children []*Shortcode      // those that stand directly in it
	Number   int               // of the shortcode on its page, from 1
	Data     map[string]any    // as in the Data of layouts

	Asker Asker
}

// Asker answers what the methods of [Shortcode] ask of the site. A method that reads some of
// the shortcode's arguments gets them in a struct, whose tags are their names: so the tree of
// a template, which names the method, tells which arguments the shortcode has.
type Asker interface {
	Contents(ContentsArgs) ([]*Heading, error)
	Below(BelowArgs) ([]*Branch, error)
	Recent(RecentArgs) ([]*Branch, error)
	Included(IncludedArgs) (template.HTML, error)
	Link(destination string) (template.URL, error)
	Image(destination string) (*Resource, error)
	Text(markdown string) (template.HTML, error)
	Old(path string) (string, error)
}

// Arg is an argument of a shortcode.
type Arg struct {
	Value string
	Given bool // it was written, be it without a value
}

// ContentsArgs are the arguments of [Shortcode.Contents].
type ContentsArgs struct {
	Depth Arg `arg:"depth"` // levels, "2-4" or "2"
}

// Contents is the page's outline: of some levels, else all without the title. A level that is
// left out has an entry without an ID.
func (c *Shortcode) Contents() ([]*Heading, error) { return ask(c, c.Asker.Contents) }

// BelowArgs are the arguments of [Shortcode.Below].
type BelowArgs struct {
	Prefix Arg `arg:"prefix"` // of the pages' paths
	Depth  Arg `arg:"depth"`  // how many levels down
	Hide   Arg `arg:"hide"`   // what names begin with and are shown without
	Format Arg `arg:"format"` // "compact", or "hierarchy" for a tree
}

// Below lists the pages at paths that begin with a prefix, by name.
func (c *Shortcode) Below() ([]*Branch, error) { return ask(c, c.Asker.Below) }

// RecentArgs are the arguments of [Shortcode.Recent].
type RecentArgs struct {
	Prefix Arg `arg:"prefix"` // of the pages' paths
	Limit  Arg `arg:"limit"`  // how many pages at most
	Group  Arg `arg:"group"`  // "none" for one branch, else a branch a day
}

// Recent lists the pages at paths that begin with a prefix by the day of their last change,
// the newest first.
func (c *Shortcode) Recent() ([]*Branch, error) { return ask(c, c.Asker.Recent) }

// IncludedArgs are the arguments of [Shortcode.Included].
type IncludedArgs struct {
	File  Arg `arg:"file"`  // as seen from the page
	Lang  Arg `arg:"lang"`  // of its code, else by its name
	Lines Arg `arg:"lines"` // "3-8" or "3"
	Fence FenceArgs
}

// FenceArgs are the attributes that a fence of code may have.
type FenceArgs struct {
	Title       Arg `arg:"title"`
	Linenos     Arg `arg:"linenos"`
	Linenostart Arg `arg:"linenostart"`
	HlLines     Arg `arg:"hl-lines"`
	ID          Arg `arg:"id"`
	Class       Arg `arg:"class"`
}

// Included is a file as coloured code.
func (c *Shortcode) Included() (template.HTML, error) { return ask(c, c.Asker.Included) }

// Require returns an argument, or complains that there is none.
func (c *Shortcode) Require(arg string) (string, error) { return Arg{Value: c.Args[arg]}.Require(arg) }

// Require returns an argument of a name, or complains that there is none.
func (a Arg) Require(name string) (string, error) {
	if a.Value == "" {
		return "", source.Errorf("%s is missing", name).WithHint(`write %s="…"`, name)
	}
	return a.Value, nil
}

// Link is the URL that an argument names, as in a link of the page.
func (c *Shortcode) Link(arg string) (template.URL, error) { return askOf(c, arg, c.Asker.Link) }

// Image is Link with the size of the image there, zero where it is not known.
func (c *Shortcode) Image(arg string) (*Resource, error) { return askOf(c, arg, c.Asker.Image) }

// Text is an argument as a line of the page's Markdown.
func (c *Shortcode) Text(arg string) (template.HTML, error) { return askOf(c, arg, c.Asker.Text) }

// argMethods are the methods that take the name of an argument.
var argMethods = []string{"Require", "Link", "Image", "Text"}

// Old is where the redirect map leads for a path of the old site.
func (c *Shortcode) Old(path string) (string, error) { return c.Asker.Old(path) }

// ask calls a method of the Asker with its arguments.
func ask[A, R any](c *Shortcode, method func(A) (R, error)) (R, error) {
	var args A
	eachArg(reflect.ValueOf(&args).Elem(), func(name string, arg reflect.Value) {
		value, given := c.Args[name]
		arg.Set(reflect.ValueOf(Arg{value, given}))
	})
	return method(args)
}

// askOf calls a method of the Asker with the value of an argument.
func askOf[R any](c *Shortcode, arg string, method func(string) (R, error)) (R, error) {
	value, err := c.Require(arg)
	if err != nil {
		var none R
		return none, err
	}
	return method(value)
}

// GivenArgs are the arguments in a struct of them that were given, by name.
func GivenArgs(args any) map[string]string {
	given := map[string]string{}
	eachArg(reflect.ValueOf(args), func(name string, arg reflect.Value) {
		if a := arg.Interface().(Arg); a.Given {
			given[name] = a.Value
		}
	})
	return given
}

// eachArg visits the arguments in a struct of them, and in the structs that it holds.
func eachArg(args reflect.Value, visit func(name string, arg reflect.Value)) {
	for i := range args.NumField() {
		if name, ok := args.Type().Field(i).Tag.Lookup("arg"); ok {
			visit(name, args.Field(i))
		} else {
			eachArg(args.Field(i), visit)
		}
	}
}

// argsOfMethods are the names of the arguments that methods of Shortcode read, by method.
var argsOfMethods = func() map[string][]string {
	names := map[string][]string{}
	asker := reflect.TypeFor[Asker]()
	for i := range asker.NumMethod() {
		if m := asker.Method(i); m.Type.In(0).Kind() == reflect.Struct {
			eachArg(reflect.New(m.Type.In(0)).Elem(), func(name string, _ reflect.Value) {
				names[m.Name] = append(names[m.Name], name)
			})
		}
	}
	return names
}()
