//go:build !race

package tier

// Raced says that the race detector watches.
const Raced = false
