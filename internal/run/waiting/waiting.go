// Package waiting says by codes why a file is not taken in, or an output not replaced, yet. The rooms
// that find out hand the codes on; words are made of them where people or other programs read.
package waiting

import (
	"encoding/json"
	"strings"

	"tonghop/internal/words"
)

// State is how a file that is not taken in, or an output that is not replaced, stands. Other programs
// read these.
type State string

// The states.
const (
	Waiting    State = "waiting"    // it is taken in by itself
	Incomplete State = "incomplete" // it lacks its end
	Ignored    State = "ignored"    // it is nobody's drop
	Unreadable State = "unreadable" // it cannot be looked at
	Received   State = "received"   // it counts, or will once it is read
	Held       State = "held"       // a program has it open, or something is in the way
	Large      State = "large"      // it is over the limit
	Paused     State = "paused"     // nothing is taken in for now
)

// Code is one reason.
type Code string

// Why a file in the inbox is not taken in.
const (
	Arriving         Code = "arriving"          // it changed a moment ago
	NoEnd            Code = "no-end"            // its format says that more is to come
	NoEndMark        Code = "no-end-mark"       // its format marks no end: only time tells
	FolderUnreadable Code = "folder-unreadable" // nothing below it is seen
	NoPermission     Code = "no-permission"
	NotOpened        Code = "not-opened"
	BeingWritten     Code = "being-written"
	SystemFolder     Code = "system-folder"
	NotRegular       Code = "not-regular"
	LockFile         Code = "lock-file"
	SystemFile       Code = "system-file"
	TemporaryFile    Code = "temporary-file"
	TooLarge         Code = "too-large" // of the limit in megabytes
	NoRoom           Code = "no-room"
	Changed          Code = "changed" // while it was copied
	NotRead          Code = "not-read"
	ToBeTaken        Code = "to-be-taken" // nothing is in its way
	Counted          Code = "counted"     // it was received, and the folder does not let go of it
	NotJudged        Code = "not-judged"  // it was received, and the program ended before it was read
)

// Why nothing is taken in; those with a detail say what the system said.
const (
	NotMounted  Code = "not-mounted" // the inbox has no marker
	DiskFull    Code = "disk-full"
	OtherFolder Code = "other-folder"
	NoAnswer    Code = "no-answer"
)

// Why an output is not replaced.
const (
	OpenElsewhere   Code = "open-elsewhere"   // some program held it at the last try
	OpenInProgram   Code = "open-in-program"  // its lock file is there
	OpenForWriting  Code = "open-for-writing" // what came out of its place is still written
	FolderAtName    Code = "folder-at-name"
	LinkAtName      Code = "link-at-name"
	FileAtFolder    Code = "file-at-folder"
	FilledIn        Code = "filled-in"     // it is to be taken in before
	NotTakenYet     Code = "not-taken-yet" // the same, as it is told beside the program at work
	OutputUnread    Code = "output-unread"
	SettledUnread   Code = "settled-unread" // what came out of its place cannot be looked at
	SavedAndSaved   Code = "saved-and-saved"
	asToldBySystems Code = ""
)

// Reason is a code with what it speaks of. The zero Reason is none. Reasons are equal where they say
// the same.
type Reason struct {
	Code   Code
	Detail string // a number, or what the system said
	Beside string // of an output: the file beside it that holds the newest revision
}

// For is the reason of a code.
func For(c Code) Reason { return Reason{Code: c} }

// InWords is a reason that is known only in words: the system's, or those that an earlier program stored.
func InWords(text string) Reason { return Reason{Code: asToldBySystems, Detail: text} }

// None tells whether there is no reason at all.
func (r Reason) None() bool { return r == Reason{} }

// In is the reason in a language.
func (r Reason) In(lang string) string {
	text := r.Detail
	if said, ok := reasons[r.Code]; ok {
		if text = said.In(lang); strings.Contains(text, "%s") {
			text = said.With(lang, r.Detail)
		}
	}
	if r.Beside != "" {
		text += newestBeside.With(lang, r.Beside)
	}
	return text
}

// String is the reason as other programs and logs read it.
func (r Reason) String() string { return r.In(words.EN) }

// MarshalJSON writes what String says.
func (r Reason) MarshalJSON() ([]byte, error) { return json.Marshal(r.String()) }

// In is the state in a language; to other programs it is what it is.
func (s State) In(lang string) string { return states[s].In(lang) }

// Line is a reason on one line of a file, from which Parse reads it again.
func (r Reason) Line() string {
	if r.Code == asToldBySystems {
		return r.Detail
	}
	return string(r.Code) + ": " + r.Detail
}

// Parse reads what Line wrote. What begins with no code are words that an earlier program stored.
func Parse(line string) Reason {
	code, detail, ok := strings.Cut(line, ": ")
	if _, known := reasons[Code(code)]; ok && known {
		return Reason{Code: Code(code), Detail: detail}
	}
	return InWords(line)
}
