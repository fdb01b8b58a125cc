package workspace

import (
	"errors"
	"os"
	"strings"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/waiting"
)

// PausedFile says why the daemon pauses. It has its full length from the start, blank, and is
// written over in place: when the disk is full there is no room for a new one.
const PausedFile = "paused"

// PausedRoom is its length.
const PausedRoom = 2048

// Paused is since when work pauses, and why; none where it does not.
func (opt Options) Paused() (since time.Time, why waiting.Reason) {
	data, err := os.ReadFile(opt.Folder("state", PausedFile))
	if err != nil {
		return since, why
	}
	at, line, ok := strings.Cut(strings.TrimRight(string(data), " "), "\n")
	if since, err = time.Parse(time.RFC3339, at); err != nil || !ok {
		return time.Time{}, why
	}
	return since, waiting.Parse(strings.ToValidUTF8(line, ""))
}

// PausedFor says what a pause is for.
func PausedFor(cause error) waiting.Reason {
	code := waiting.NoAnswer
	switch {
	case intake.Full(cause) || ledger.Full(cause):
		code = waiting.DiskFull
	case errors.Is(cause, intake.ErrUnmarked):
		code = waiting.OtherFolder
	}
	return waiting.Reason{Code: code, Detail: cause.Error()}
}

// PausedLine stands with what lies in the inbox while the daemon pauses.
func PausedLine(why waiting.Reason) intake.Pending {
	return intake.Pending{File: "inbox", State: waiting.Paused, Why: why}
}
