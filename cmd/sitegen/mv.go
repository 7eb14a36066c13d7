package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/move"
)

func mvCommand(a *app) *cobra.Command {
	dryRun := false
	c := &cobra.Command{
		Use:   "mv OLD NEW",
		Short: "Move a page, file or folder, mend every link to it and keep its URLs alive",
		Long: `Move a page with the files that are published beside it, another file, or a folder with all that is in
it. OLD is a path below content/ or a URL of the site; the URL of a section is its folder. NEW is a path, a folder
to move into, or the URL that it shall have.

Whatever names what moves is mended at its place, and nothing else: links and images in Markdown and in raw HTML,
relative ones of the page itself among them, arguments of shortcodes, front matter, menu and footer in site.toml,
targets in redirects/, with the cells of tables that nothing else uses. Pages get their old URLs as aliases; for
files and feeds, which a page cannot answer for, rules are added to redirects/moved.toml, as for rows of tables
whose cells must stay. Only browsers follow the rule of a file or feed, by the script of 404.html: programs, such
as feed readers, get 404 there.

Nothing is written unless the site after the move is proven: without mistakes that it had not before, and with
every URL answered. In a Git repository files are renamed as by "git mv". Nothing is ever written over.
A move that is killed leaves a folder .sitegen-mv-…, with a list of what it does and copies of what it changes, and
no page absent: mv refuses to run until that is removed, and build and check warn of it.`,
		Example: "  sitegen mv content/faq.md content/help/faq.md\n" +
			"  sitegen mv /news/ /blog/\n" +
			"  sitegen mv --dry-run howto guides",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return a.mv(cmd.Context(), args[0], args[1], dryRun) },
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show what would be done, and write nothing")
	return c
}

func (a *app) mv(ctx context.Context, old, to string, dryRun bool) error {
	o, err := a.options(ctx, &siteFlags{})
	if err != nil {
		return err
	}
	plan, err := move.Make(ctx, o, old, to)
	if err != nil {
		return err
	}
	if !dryRun {
		if err := plan.Apply(ctx, a.dir); err != nil {
			return err
		}
	}
	return a.summary(planText(plan, dryRun), plan)
}

// planText is a plan for people, a line a change.
func planText(p *move.Plan, dryRun bool) string {
	var b strings.Builder
	for _, r := range p.Renames {
		fmt.Fprintf(&b, "%s → %s\n", r.From, r.To)
	}
	for _, e := range p.Edits {
		if e.New == "" {
			fmt.Fprintf(&b, "%s: dropped, for it would lead to itself\n", e.Position)
			continue
		}
		fmt.Fprintf(&b, "%s: %s → %s\n", e.Position, e.Old, e.New)
	}
	for _, alias := range p.Aliases {
		fmt.Fprintf(&b, "%s: alias %s\n", alias.File, alias.Path)
	}
	for _, r := range p.Rules {
		fmt.Fprintf(&b, "redirects/moved.toml: %s → %s\n", r.From, r.To)
	}
	if slices.ContainsFunc(p.Rules, func(r move.Rule) bool { return !r.Stub }) {
		b.WriteString("at the old URLs of files and feeds programs, such as feed readers, get 404\n")
	}
	did := "moved"
	if dryRun {
		did = "would be moved; nothing was written"
	}
	fmt.Fprintf(&b, "files %d, links mended %d, aliases %d, rules %d: %s", len(p.Renames), len(p.Edits), len(p.Aliases),
		len(p.Rules), did)
	return b.String()
}
