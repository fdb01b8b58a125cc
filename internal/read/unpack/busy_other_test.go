//go:build !unix

package unpack

import (
	"time"
)

var started = time.Now()

// busy is the time since the process began, where nothing tells how long it was at work.
func busy() time.Duration { return time.Since(started) }
