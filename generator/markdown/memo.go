package markdown

import "sync"

// memoSize is how much a memo may hold.
const memoSize = 8 << 20 // bytes

// memo remembers what was made of a text. It forgets what nobody asked for since half
// of it was filled anew.
type memo struct {
	mu         sync.Mutex
	young, old map[string]string
	size       int // of young
}

func (m *memo) get(key string) (string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	made, ok := m.young[key]
	if !ok {
		if made, ok = m.old[key]; ok {
			m.keep(key, made)
		}
	}
	return made, ok
}

func (m *memo) put(key, made string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(key, made)
}

func (m *memo) keep(key, made string) {
	if m.young == nil || m.size > memoSize/2 {
		m.old, m.young, m.size = m.young, map[string]string{}, 0
	}
	m.young[key] = made
	m.size += len(key) + len(made)
}
