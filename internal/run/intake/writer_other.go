//go:build !linux && !windows

package intake

import "os"

// written cannot be told here.
func written(*os.File) bool { return false }
