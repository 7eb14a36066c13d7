package site

// resolveFeeds tells each page which list's feeds it belongs to: its own, those of its section, or,
// on the first page, those of the section which has them.
func (s *Site) resolveFeeds() {
	for _, p := range s.EveryPage() {
		candidates := []*Page{p}
		switch {
		case p.Path == "/":
			candidates = append(candidates, p.Members...)
		case p.Kind == Content:
			candidates = append(candidates, p.Section)
		}
		for _, at := range candidates {
			if at != nil && HasFeed(s, at) {
				p.Feed = at
				break
			}
		}
	}
}

// HasFeed reports whether a page lists dated pages, such as news, and the site knows its own
// address, of which feeds are full.
func HasFeed(s *Site, p *Page) bool {
	return s.Settings.Mount.Origin != "" && p.IsList() && p.Path != "/" && p.IsDated
}
