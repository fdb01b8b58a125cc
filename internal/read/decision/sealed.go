package decision

import (
	"strconv"

	"tonghop/internal/seal"
	"tonghop/internal/sheet"
)

// Deciding is the sort of can-quyet-dinh.xlsx.
const Deciding BookKind = Mark

// Keys of the hidden sheet of every officers' workbook, beside its mark and round.
const (
	KeyPosition = "vi_tri" // of the ledger that the workbook shows
	KeySeal     = "niem"   // the workbook's keyed seal
)

// Stamp says which officers' workbook a file is. Its seal is over all of it, so that a
// home-made workbook, or one of another desk, is not taken for ours.
type Stamp struct {
	Kind       BookKind
	Round      string
	Desk, Seat string // of an appraisal workbook
	Position   int64  // of the ledger that the workbook shows
	Seal       string // "" in a workbook of a program that did not seal
}

// fields are what a workbook's seal covers.
func (s Stamp) fields() []string {
	return []string{"officers' workbook", string(s.Kind), s.Round, s.Desk, s.Seat, strconv.FormatInt(s.Position, 10)}
}

// Sealed returns the stamp with its seal; "" where there is no key.
func (s Stamp) Sealed(keys seal.Keys) Stamp {
	s.Seal = keys.Seal(s.fields()...)
	return s
}

// Good tells whether the workbook's seal is of one of the keys.
func (s Stamp) Good(keys seal.Keys) bool { return keys.Check(s.Seal, s.fields()...) == seal.Good }

// rowFields are what a row's seal covers: what the row asks, of whom, in which round. The
// workbook is not part of it: rows may be sorted, deleted, and copied into another revision
// of the same desk's workbook.
func (s Stamp) rowFields(key, digest string) []string {
	return []string{"officers' row", s.Round, string(s.Kind), s.Desk, s.Seat, key, digest}
}

// SealRow is the seal of a row with a key and a digest of its matter; "" without a key.
func (s Stamp) SealRow(keys seal.Keys, key, digest string) string {
	return keys.Seal(s.rowFields(key, digest)...)
}

// GoodRow tells whether a row's seal is good for what the row says that it is.
func (s Stamp) GoodRow(keys seal.Keys, key, digest, mark string) bool {
	return keys.Check(mark, s.rowFields(key, digest)...) == seal.Good
}

// StampOf reads which officers' workbook a book is; ok is false for any other book.
func StampOf(b *sheet.Book) (s Stamp, ok bool) {
	for _, sh := range b.Sheets {
		switch sort := BookKind(sh.At(1, 1).Text); sort {
		case Deciding, Appraising, Recognising:
			return stampIn(sh, sort), true
		}
	}
	return s, false
}

// stampRows is how far down the hidden sheet the stamp stands: above the tables.
const stampRows = 20

func stampIn(sh *sheet.Sheet, sort BookKind) Stamp {
	s := Stamp{Kind: sort}
	for row := 2; row <= sh.LastIn(stampRows); row++ {
		value := sh.At(row, 2).Text
		switch sh.At(row, 1).Text {
		case KeyRound:
			s.Round = value
		case KeyDesk:
			s.Desk = value
		case KeySeat:
			s.Seat = value
		case KeyPosition:
			s.Position, _ = strconv.ParseInt(value, 10, 64)
		case KeySeal:
			s.Seal = value
		}
	}
	return s
}
