package judging

import (
	"archive/zip"
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
)

// antt is the first round, with a key to seal by.
func antt(t *testing.T) *round.Round {
	t.Helper()
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	r.Keys = seal.Keys{seal.New()}
	return r
}

func made(t *testing.T) func(data []byte, err error) []byte {
	return func(data []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
}

// withOfficersMark is a workbook into which somebody copied what marks an officers' one.
func withOfficersMark(t *testing.T, data []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.NewSheet("copied"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("copied", "A1", decision.Mark); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zipped(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	to, err := w.Create(name)
	if err == nil {
		_, err = to.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A file is recognised for what it is from its bytes: a return stays one though an officers' sheet was
// copied into it, and what is neither is judged like a return, so that its sender learns why.
func TestFilesAreRecognised(t *testing.T) {
	r := antt(t)
	unit := r.Register.Units[0]
	filled := made(t)(formbook.Form(r, unit, form.Fill{Copy: 1, Issued: true}))
	decisions := made(t)(officers.DecisionsBook(desk.Decisions{Round: r}))
	for name, c := range map[string]struct {
		data []byte
		want kind
		code string // of the finding that refuses it
	}{
		"a form":                              {filled, aReturn, ""},
		"a form with an officers' sheet":      {withOfficersMark(t, filled), aReturn, ""},
		"officers' decisions":                 {decisions, officersBook, ""},
		"an archive":                          {zipped(t, "a.xlsx", filled), container, ""},
		"a workbook of another kind":          {plain(t), aReturn, "TMPL-001"},
		"another workbook with the mark only": {withOfficersMark(t, plain(t)), officersBook, ""},
		"no workbook":                         {[]byte("%PDF-1.4"), aReturn, "FILE-004"},
		"nothing":                             {nil, aReturn, "FILE-001"},
	} {
		f, err := recognise(t.Context(), c.data, r)
		if err != nil || f.kind != c.want {
			t.Errorf("%s: kind %d, want %d, %v", name, f.kind, c.want, err)
			continue
		}
		if f.kind == aReturn {
			if code := refusedBy(f.opened.Judge(r, "")); code != c.code {
				t.Errorf("%s: refused by %q, want %q", name, code, c.code)
			}
		}
	}
}

// plain is a workbook that nobody asked for.
func plain(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Of a part of a container an officers' workbook counts by itself, as a return does; a workbook of
// another kind is told of.
func TestPartsThatCountThemselves(t *testing.T) {
	r := antt(t)
	for name, c := range map[string]struct {
		data []byte
		want bool
	}{
		"a form":              {made(t)(formbook.Form(r, r.Register.Units[0], form.Fill{Copy: 1, Issued: true})), true},
		"officers' decisions": {made(t)(officers.DecisionsBook(desk.Decisions{Round: r})), true},
		"another workbook":    {plain(t), false},
		"no workbook":         {[]byte("%PDF-1.4"), false},
	} {
		f, err := recognisePart(t.Context(), c.data, r)
		if err != nil {
			t.Fatal(err)
		}
		if _, counts := f.countsItself(r); counts != c.want {
			t.Errorf("%s: counts itself is %v", name, counts)
		}
	}
}

// Who is called off is told nothing of the file: neither what it is nor that anything is wrong with it.
func TestCalledOffWhileRecognising(t *testing.T) {
	r := antt(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	data := made(t)(formbook.Form(r, r.Register.Units[0], form.Fill{Copy: 1, Issued: true}))
	if _, err := recognise(ctx, data, r); err == nil {
		t.Error("a file was recognised after the work on it had been called off")
	}
	if v := Judge(ctx, data, r); v.Status != finding.Held || len(v.Findings) > 0 {
		t.Errorf("judged %s with %d findings", v.Status, len(v.Findings))
	}
}
