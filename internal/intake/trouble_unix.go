//go:build !windows

package intake

import "syscall"

// passing are what a disk that is full or does not answer says.
var passing = []error{syscall.ENOSPC, syscall.EIO, syscall.EDQUOT, syscall.ESTALE}
