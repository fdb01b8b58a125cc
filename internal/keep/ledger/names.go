package ledger

import (
	"strings"
)

// ReplayedFrom is the origin of what was received again from the archive.
const ReplayedFrom = "archive"

// DroppedAs is a receipt's name as people know it: below the inbox, or from the
// workspace for what was saved in the outbox.
func DroppedAs(name string) string { return strings.TrimPrefix(name, "../") }
