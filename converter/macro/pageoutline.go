package macro

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// pageOutline lowers [[PageOutline(depth, title, inline|pullout, unnumbered)]]. The
// plain one is the page's table of contents, any other stands where it stood.
func pageOutline(p *Page, m *wiki.Macro) []wiki.Block {
	argv := strings.Split(m.Args, ",")
	for i := range argv {
		argv[i] = strings.TrimSpace(argv[i])
	}
	from, to := outlineDepth(argv[0])
	args := wiki.Args{{Name: "depth", Value: from}}
	if from != to {
		args[0].Value = from + "-" + to
	}
	if len(argv) > 1 && argv[1] != "" {
		args = append(args, wiki.Arg{Name: "title", Value: argv[1]})
	}
	inline := false
	for i := 2; i < len(argv); i++ {
		switch flag := strings.ToLower(argv[i]); flag {
		case "inline", "unnumbered":
			inline = inline || flag == "inline"
			args = append(args, wiki.Arg{Name: flag, Flag: true})
		}
	}
	if !inline && len(args) == 1 && args[0].Value == "1-6" {
		p.TOC = true
		return nil
	}
	return []wiki.Block{&wiki.Shortcode{Span: m.Span, Name: "toc", Args: args}}
}

// outlineDepth reads "2" or "2-4", within 1 and 6; what cannot be read is all.
func outlineDepth(s string) (from, to string) {
	first, last, isRange := strings.Cut(s, "-")
	a, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		return "1", "6"
	}
	b := a
	if isRange {
		if b, err = strconv.Atoi(strings.TrimSpace(last)); err != nil {
			b = 6
		}
	}
	a, b = min(max(a, 1), 6), min(max(b, 1), 6)
	return fmt.Sprint(min(a, b)), fmt.Sprint(max(a, b))
}
