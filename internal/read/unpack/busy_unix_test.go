//go:build unix

package unpack

import (
	"syscall"
	"time"
)

// busy is how long the process has used a processor: other programs may be at work on the
// machine.
func busy() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
