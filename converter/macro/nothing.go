package macro

import "github.com/twisted/sitegen/converter/wiki"

// Comments, and menus, of which the new site has its own.

func nothing(*Page, *wiki.Macro) []wiki.Block { return nil }

func noBlocks(*Page, *wiki.Processor) []wiki.Block { return nil }

func noMacroText(*wiki.Macro, wiki.Options) string { return "" }

func noProcessorText(*wiki.Processor) string { return "" }
