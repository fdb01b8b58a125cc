package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"tonghop/internal/sheet"
	"tonghop/internal/sheet/bounds"
)

// every asks for all damages instead of a sample: each bit of each byte flipped,
// and each length. It takes minutes.
var every = flag.Bool("every", false, "damage the sample return in every way")

// picture is everything that a book says, to be compared.
func picture(b *sheet.Book) string {
	var s strings.Builder
	for _, sh := range b.Sheets {
		fmt.Fprintln(&s, sh.Name, sh.Hidden)
		for c := range sh.Cells() {
			fmt.Fprintf(&s, "%+v\n", c)
		}
	}
	fmt.Fprint(&s, b.Names, b.Date1904, b.Macros, b.Links)
	return s.String()
}

// A damaged file is refused as damaged or reads the same: never silently otherwise.
func TestNoFlipOrCutIsReadSilentlyWrong(t *testing.T) {
	data := real(t)["th-01.libreoffice-7.4.7.2.xlsx"]
	whole, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := picture(whole)
	codes := map[string]int{}
	try := func(what string, d []byte) {
		b, err := sheet.Open(d, sheet.DefaultLimits)
		var ref *bounds.Refusal
		switch {
		case errors.As(err, &ref):
			codes[ref.Code]++
			if ref.Code != "FILE-001" {
				t.Errorf("%s: %v", what, err)
			}
		case err != nil:
			t.Errorf("%s: %v", what, err)
		default:
			codes["the same"]++
			if picture(b) != want {
				t.Errorf("%s: read otherwise without an error", what)
			}
		}
	}
	flip := func(at int, by byte) {
		d := bytes.Clone(data)
		d[at] ^= by
		try(fmt.Sprintf("byte %d of %d xor %#x", at, len(data), by), d)
	}
	if *every {
		for at := range data {
			for bit := range 8 {
				flip(at, 1<<bit)
			}
			flip(at, 0xff)
			try(fmt.Sprint("cut at ", at), data[:at])
		}
	} else {
		n := 5000
		if testing.Short() {
			n = 500
		}
		rnd := rand.New(rand.NewPCG(1, 2))
		for range n / 2 {
			flip(rnd.IntN(len(data)), byte(1+rnd.IntN(255)))
			cut := rnd.IntN(len(data))
			try(fmt.Sprint("cut at ", cut), data[:cut])
		}
	}
	t.Logf("of a return of %d bytes: %v", len(data), codes)
}

// A digit flipped in a part that is stored as it is would read as another figure:
// only the checksum tells.
func TestTheChecksumCounts(t *testing.T) {
	whole := fixture(t, rows(`<row r="1"><c r="A1"><v>7777</v></c></row>`))
	r, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range r.File {
		part, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		src, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(part, src); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	data := buf.Bytes()
	if _, err := sheet.Open(data, sheet.DefaultLimits); err != nil {
		t.Fatal(err)
	}
	data[bytes.Index(data, []byte("7777"))] = '1'
	var ref *bounds.Refusal
	if b, err := sheet.Open(data, sheet.DefaultLimits); !errors.As(err, &ref) || ref.Code != "FILE-001" {
		t.Errorf("read as %s (%v)", b.Sheets[0].At(1, 1).Text, err)
	}
}

// A part whose name in the directory is damaged is not a part that is missing: without its
// formats a day would read as a number.
func TestATornDirectoryIsNoMissingPart(t *testing.T) {
	data := bytes.Clone(real(t)["th-01.libreoffice-7.4.7.2.xlsx"])
	at := bytes.LastIndex(data, []byte("xl/styles.xml"))
	for i := range len("xl/styles.xml") {
		d := bytes.Clone(data)
		d[at+i] ^= 1
		var ref *bounds.Refusal
		if _, err := sheet.Open(d, sheet.DefaultLimits); !errors.As(err, &ref) || ref.Code != "FILE-001" {
			t.Errorf("letter %d: %v", i, err)
		}
	}
}
