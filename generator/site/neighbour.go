package site

// resolveNeighbours tells each page which ones come before and after it in its section.
func (s *Site) resolveNeighbours() {
	for _, section := range s.EveryPage() {
		members := section.Members
		for i, p := range members {
			if p.Section != section { // of a term, say
				continue
			}
			if i > 0 {
				p.Previous = members[i-1]
			}
			if i+1 < len(members) {
				p.Next = members[i+1]
			}
		}
	}
}
