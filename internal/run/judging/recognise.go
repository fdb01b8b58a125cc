package judging

import (
	"context"
	"slices"

	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/answer"
	"tonghop/internal/read/decision"
	"tonghop/internal/read/unpack"
	"tonghop/internal/sheet"
)

// kind is what a file is.
type kind int

const (
	aReturn      kind = iota // or what somebody took for one: its verdict says what is wrong with it
	officersBook             // a workbook that officers fill in
	container                // a mail or an archive
)

// file is a file that was opened and recognised, once each.
type file struct {
	kind   kind
	data   []byte
	packed unpack.Kind    // of a container
	opened record.File    // of all else
	stamp  decision.Stamp // of an officers' workbook
}

// recognise tells what a file is.
func recognise(ctx context.Context, data []byte, r *round.Round) (file, error) {
	if packed := unpack.KindOf(data); packed != "" {
		return file{kind: container, data: data, packed: packed}, nil
	}
	return recognisePart(ctx, data, r)
}

// recognisePart is recognise of what came out of a container: those within it were taken apart with
// it, as deep as they are.
func recognisePart(ctx context.Context, data []byte, r *round.Round) (file, error) {
	opened, err := record.Open(ctx, data)
	if err != nil {
		return file{}, err
	}
	f := file{kind: aReturn, data: data, opened: opened}
	if stamp, ok := officersStamp(opened.Book, r); ok {
		f.kind, f.stamp = officersBook, stamp
	}
	return f, nil
}

// officersStamp tells an officers' workbook: one that was read whole and is no form besides, such as a
// return that somebody copied an officers' sheet into.
func officersStamp(book *sheet.Book, r *round.Round) (decision.Stamp, bool) {
	if book == nil || slices.ContainsFunc(book.Sheets, func(s *sheet.Sheet) bool { return s.Unread != nil }) {
		return decision.Stamp{}, false
	}
	stamp, ok := decision.StampOf(book)
	if !ok || answer.IsForm(book, r) {
		return decision.Stamp{}, false
	}
	return stamp, true
}
