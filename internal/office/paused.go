package office

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"time"

	"tonghop/internal/intake"
	"tonghop/internal/ledger"
)

// pausedFile says why the daemon pauses. It has its full length from the start, blank, and is
// written over in place: when the disk is full there is no room for a new one.
const pausedFile = "paused"

// pausedRoom is its length.
const pausedRoom = 2048

// pausing says below state/ why work pauses, until goesOn. What was said first stays, with its
// time, while the cause is the same: then it is no news.
func (o *Office) pausing(cause error) (news bool) {
	why := pausedFor(cause)
	why = strings.ToValidUTF8(why[:min(len(why), pausedRoom-64)], "")
	if o.said != "" && strings.HasSuffix(o.said, "\n"+why) {
		return false
	}
	o.writePaused(time.Now().UTC().Format(time.RFC3339) + "\n" + why)
	return true
}

// goesOn takes back what pausing said.
func (o *Office) goesOn() { o.writePaused("") }

func (o *Office) writePaused(text string) {
	if text == o.said {
		return
	}
	o.said = text
	room := bytes.Repeat([]byte(" "), pausedRoom)
	copy(room, text)
	f, err := os.OpenFile(o.opt.Folder("state", pausedFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err == nil {
		_, err = f.WriteAt(room, 0)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		o.opt.Log.Warn().Err(err).Msg("cannot be said in status")
	}
}

// paused is since when work pauses, and why; "" where it does not.
func (opt Options) paused() (since time.Time, why string) {
	data, err := os.ReadFile(opt.Folder("state", pausedFile))
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
	fullDisk  = "the disk is full: "
	notMarked = "a folder is not the one that was worked with: "
	noAnswer  = "a disk or share does not answer: "
)

// pausedFor says what a pause is for.
func pausedFor(cause error) string {
	switch {
	case intake.Full(cause) || ledger.Full(cause):
		return fullDisk + cause.Error()
	case errors.Is(cause, intake.ErrUnmarked):
		return notMarked + cause.Error()
	}
	return noAnswer + cause.Error()
}

// pausedLine stands with what lies in the inbox while the daemon pauses.
func pausedLine(why string) intake.Pending {
	return intake.Pending{File: "inbox", State: "paused", Why: why}
}
