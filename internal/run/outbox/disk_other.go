//go:build !linux && !windows

package outbox

import "errors"

func exchange(string, string, string) error { return errors.ErrUnsupported }

func move(string, string) error { return errors.ErrUnsupported }

// written cannot be told here.
func written(string) bool { return false }
