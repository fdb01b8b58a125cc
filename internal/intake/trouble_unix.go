//go:build !windows

package intake

import "syscall"

var errQuota, errStale error = syscall.EDQUOT, syscall.ESTALE
