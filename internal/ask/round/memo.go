package round

import (
	"sync"
)

// Memo remembers what follows from something that does not change; nil remembers nothing. It
// is safe for concurrent use.
type Memo struct{ all sync.Map }

// Remember returns what make returned for the key the first time.
func (m *Memo) Remember(key any, make func() any) any {
	if m == nil {
		return make()
	}
	v, ok := m.all.Load(key)
	if !ok {
		v, _ = m.all.LoadOrStore(key, make())
	}
	return v
}
