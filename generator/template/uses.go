package template

import (
	"slices"
	"text/template/parse"
)

// uses is what a shortcode's template asks of its call, as its tree tells.
type uses struct {
	inner bool     // what stands inside
	args  []string // arguments by name
	any   bool     // arguments whose names the tree does not tell
}

// usesOf walks a template's tree, and those of the templates that it calls.
func (t *Theme) usesOf(name string) uses {
	w := &usesWalk{theme: t}
	w.template(name)
	return w.uses
}

type usesWalk struct {
	uses
	theme *Theme
	boxes int // range and with, in which the dot is another
}

func (w *usesWalk) template(name string) {
	if l := w.theme.base.Lookup(name); l != nil && l.Tree != nil {
		w.node(l.Tree.Root)
	}
}

func (w *usesWalk) node(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				w.node(child)
			}
		}
	case *parse.ActionNode:
		w.pipe(n.Pipe)
	case *parse.IfNode:
		w.pipe(n.Pipe)
		w.node(n.List)
		w.node(n.ElseList)
	case *parse.RangeNode:
		w.box(&n.BranchNode)
	case *parse.WithNode:
		w.box(&n.BranchNode)
	case *parse.TemplateNode:
		before := w.uses
		w.pipe(n.Pipe)
		// It is called with the shortcode: it may ask for what is inside. That is so once a walk, for
		// any stays true; so a template that calls itself ends it.
		if w.any && !before.any {
			w.template(n.Name)
		}
	}
}

func (w *usesWalk) box(n *parse.BranchNode) {
	w.pipe(n.Pipe)
	w.boxes++
	w.node(n.List)
	w.boxes--
	w.node(n.ElseList)
}

func (w *usesWalk) pipe(p *parse.PipeNode) {
	if p == nil {
		return
	}
	for _, c := range p.Cmds {
		w.command(c)
	}
}

func (w *usesWalk) command(c *parse.CommandNode) {
	args := c.Args
	if f, ok := args[0].(*parse.IdentifierNode); ok && f.Ident == "index" && len(args) == 3 && last(args[1]) == "Args" {
		w.named(args[2])
		return
	}
	if slices.Contains(argMethods, last(args[0])) && len(args) == 2 {
		w.named(args[1])
		return
	}
	for _, a := range args {
		switch a := a.(type) {
		case *parse.PipeNode:
			w.pipe(a)
		case *parse.DotNode:
			w.any = w.any || w.boxes == 0
		case *parse.FieldNode:
			w.fields(a.Ident)
		case *parse.VariableNode:
			if len(a.Ident) == 1 {
				w.any = w.any || a.Ident[0] == "$"
			} else {
				w.fields(a.Ident[1:])
			}
		case *parse.ChainNode:
			w.fields(a.Field)
			if p, ok := a.Node.(*parse.PipeNode); ok {
				w.pipe(p)
			}
		}
	}
}

// named notes an argument that is asked for by name.
func (w *usesWalk) named(n parse.Node) {
	if s, ok := n.(*parse.StringNode); ok {
		w.args = append(w.args, s.Text)
	} else {
		w.any = true
	}
}

// fields notes .Args.x, .Inner and the methods that read arguments.
func (w *usesWalk) fields(path []string) {
	for i, name := range path {
		switch {
		case name == "Inner":
			w.uses.inner = true
		case name == "Args" && i+1 < len(path):
			w.args = append(w.args, path[i+1])
			return
		case name == "Args":
			w.any = true
		}
		w.args = append(w.args, argsOfMethods[name]...)
	}
}

// last is the name at the end of a field's path.
func last(n parse.Node) string {
	var path []string
	switch n := n.(type) {
	case *parse.FieldNode:
		path = n.Ident
	case *parse.VariableNode:
		path = n.Ident
	case *parse.ChainNode:
		path = n.Field
	}
	if len(path) == 0 {
		return ""
	}
	return path[len(path)-1]
}
