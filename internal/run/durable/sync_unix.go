//go:build !windows

package durable

import (
	"fmt"
	"os"
)

// SyncDir makes a folder's entries durable.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	defer d.Close()
	return Sync(d)
}
