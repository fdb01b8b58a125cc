package workspace

import (
	"errors"
	"os"
	"strings"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
)

// PausedFile says why the daemon pauses. It has its full length from the start, blank, and is
// written over in place: when the disk is full there is no room for a new one.
const PausedFile = "paused"

// PausedRoom is its length.
const PausedRoom = 2048

// Paused is since when work pauses, and why; "" where it does not.
func (opt Options) Paused() (since time.Time, why string) {
	data, err := os.ReadFile(opt.Folder("state", PausedFile))
	if err != nil {
		return since, ""
	}
	at, why, ok := strings.Cut(strings.TrimRight(string(data), " "), "\n")
	if since, err = time.Parse(time.RFC3339, at); err != nil || !ok {
		return time.Time{}, ""
	}
	return since, strings.ToValidUTF8(why, "")
}

// Causes of a pause, in words; the error follows.
const (
	FullDisk  = "the disk is full: "
	NotMarked = "a folder is not the one that was worked with: "
	NoAnswer  = "a disk or share does not answer: "
)

// PausedFor says what a pause is for.
func PausedFor(cause error) string {
	switch {
	case intake.Full(cause) || ledger.Full(cause):
		return FullDisk + cause.Error()
	case errors.Is(cause, intake.ErrUnmarked):
		return NotMarked + cause.Error()
	}
	return NoAnswer + cause.Error()
}

// PausedLine stands with what lies in the inbox while the daemon pauses.
func PausedLine(why string) intake.Pending {
	return intake.Pending{File: "inbox", State: "paused", Why: why}
}
