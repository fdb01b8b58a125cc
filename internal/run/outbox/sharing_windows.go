package outbox

import (
	"errors"

	"golang.org/x/sys/windows"
)

// sharing tells whether an error says that another program holds the file.
func sharing(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}
