package decision

import (
	"time"
)

// Way is how an officers' workbook reached the program.
type Way string

// The ways. Only what an officer put into a folder with their own hands has authority by
// itself: a mail or an archive carries what its sender packed.
const (
	InPlace  Way = "in place" // saved where it stands in the outbox
	Dropped  Way = "dropped"  // put into the inbox by itself
	Mailed   Way = "mail"     // inside a mail
	Packed   Way = "archive"  // inside an archive
	Restored Way = "restored" // found in the archive of bytes, without a receipt
)

// Source says where an officers' workbook came from. It is recorded with every decision
// that was taken in it.
type Source struct {
	Way      Way       `json:"way"`
	File     string    `json:"file,omitempty"` // as it was received
	From     string    `json:"from,omitempty"` // of the mail
	Subject  string    `json:"subject,omitempty"`
	Date     time.Time `json:"date,omitzero"`     // of the mail
	Modified string    `json:"modified,omitzero"` // "last modified by" in the workbook's properties
	Mark     int64     `json:"mark,omitempty"`    // the decision that let a waiting workbook in
}
