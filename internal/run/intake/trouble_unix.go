//go:build !windows

package intake

import (
	"syscall"
)

// full are what a disk without room says.
var full = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}

// passing are what a disk that is full or does not answer says.
var passing = []error{
	syscall.ENOSPC, syscall.EIO, syscall.EDQUOT, syscall.ESTALE,
	syscall.ENOTCONN, syscall.EHOSTDOWN, syscall.EHOSTUNREACH, syscall.ENETUNREACH, syscall.ETIMEDOUT,
}
