package intake

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// specimen is a file that is all there, and how its end is told.
type specimen struct {
	name string
	data []byte
	end  Ending
}

// noise are bytes that do not pack and hold no zeros.
func noise(n int) []byte {
	r := rand.New(rand.NewPCG(4, 12))
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(1 + r.IntN(255))
	}
	return out
}

func zipped(t *testing.T, comment string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 5 {
		w, err := z.Create(fmt.Sprintf("Index/tệp %d.iwa", i))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(noise(12_000 + i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.SetComment(comment); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// largeToo is an archive with the records of a large one, and in its own last record all
// numbers that have room there, as programs write it that do not know how large it will be.
func largeToo(data []byte) []byte {
	at := len(data) - zipLastLen
	last := data[at:]
	n := uint64(binary.LittleEndian.Uint16(last[10:]))
	out := append(bytes.Clone(data[:at]), zipLast64...)
	out = binary.LittleEndian.AppendUint64(out, zipLast64Len-12)
	out = append(out, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, v := range []uint64{n, n, uint64(binary.LittleEndian.Uint32(last[12:])), uint64(binary.LittleEndian.Uint32(last[16:]))} {
		out = binary.LittleEndian.AppendUint64(out, v)
	}
	out = append(out, zipFind64...)
	out = binary.LittleEndian.AppendUint64(append(out, 0, 0, 0, 0), uint64(at))
	return append(append(out, 1, 0, 0, 0), last...)
}

func picture() image.Image {
	r := rand.New(rand.NewPCG(1, 2))
	m := image.NewPaletted(image.Rect(0, 0, 200, 150), []color.Color{color.Black, color.White, color.Gray{80}, color.Gray{160}})
	for i := range m.Pix {
		m.Pix[i] = uint8(r.IntN(4))
	}
	return m
}

// mail is one of parts, with a mail of parts inside.
func mail(boundary, param, eol string) []byte {
	lines := []string{"Received: from a by b", "From: xa@example.vn", "Subject: Báo cáo", "MIME-Version: 1.0",
		"Content-Type: multipart/mixed;", "\tcharset=utf-8;", " boundary=" + param, "", "Kính gửi", "--" + boundary,
		"Content-Type: multipart/alternative; boundary=\"" + boundary + "x\"", "", "--" + boundary + "x", "", "chữ",
		"--" + boundary + "x--", "", "--" + boundary, "Content-Transfer-Encoding: base64", ""}
	for range 700 {
		lines = append(lines, strings.Repeat("QUJD", 19))
	}
	return []byte(strings.Join(append(lines, "--"+boundary+"--"), eol))
}

func sevenZip() []byte {
	body, last := noise(30_000), noise(80)
	head := make([]byte, 32)
	copy(head, "7z\xbc\xaf\x27\x1c\x00\x04")
	binary.LittleEndian.PutUint64(head[12:], uint64(len(body)))
	binary.LittleEndian.PutUint64(head[20:], uint64(len(last)))
	binary.LittleEndian.PutUint32(head[28:], crc32.ChecksumIEEE(last))
	binary.LittleEndian.PutUint32(head[8:], crc32.ChecksumIEEE(head[12:]))
	return bytes.Join([][]byte{head, body, last}, nil)
}

func rar4() []byte {
	body := noise(30_000)
	file := make([]byte, 40)
	file[2] = 0x74
	binary.LittleEndian.PutUint16(file[3:], 0x8000)
	binary.LittleEndian.PutUint16(file[5:], uint16(len(file)))
	binary.LittleEndian.PutUint32(file[7:], uint32(len(body)))
	main := []byte{0, 0, 0x73, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0}
	return bytes.Join([][]byte{[]byte("Rar!\x1a\x07\x00"), main, file, body, []byte("\xc4\x3d\x7b\x00\x40\x07\x00")}, nil)
}

func rar5() []byte {
	body := noise(30_000)
	file := binary.AppendUvarint([]byte{2, 2}, uint64(len(body))) // a file, with data
	file = append(file, "những gì còn lại"...)
	head := append([]byte{1, 2, 3, 4}, binary.AppendUvarint(nil, uint64(len(file)))...)
	return bytes.Join([][]byte{[]byte("Rar!\x1a\x07\x01\x00"), {9, 9, 9, 9, 3, 1, 0, 0}, head, file, body,
		[]byte("\x1d\x77\x56\x51\x03\x05\x04\x00")}, nil)
}

// box is one of ISO 14496-12.
func box(kind string, data []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(8+len(data))), append([]byte(kind), data...)...)
}

func madeHere(t *testing.T) (out []specimen) {
	t.Helper()
	packed := func(write func(w io.Writer) error) []byte {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	gz := packed(func(w io.Writer) error {
		z := gzip.NewWriter(w)
		_, err := z.Write(noise(40_000))
		return max2(err, z.Close())
	})
	pic := picture()
	jpg := packed(func(w io.Writer) error { return jpeg.Encode(w, pic, nil) })
	thumb := append([]byte("Exif\x00\x00"), jpg...) // with an end mark of its own
	app := append([]byte{0xff, 0xe1, byte((len(thumb) + 2) >> 8), byte(len(thumb) + 2)}, thumb...)
	riff := append(binary.LittleEndian.AppendUint32([]byte("RIFF"), 20_004), append([]byte("WEBP"), noise(20_000)...)...)
	bmp := append(binary.LittleEndian.AppendUint32([]byte("BM"), 20_006), noise(20_000)...)
	pdf := "%PDF-1.7\n" + string(noise(9000)) + "\nstartxref\n9\n%%EOF\r\n"
	first := "%PDF-1.7\n1 0 obj <</Linearized 1/L 30000/H [1 2]>> endobj\nstartxref\n0\n%%EOF\n"
	linear := first + string(noise(30_000-len(first)-5)) + "%%EOF"
	sheetML := "\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n<?mso-application progid=\"Excel.Sheet\"?>\n<ss:Workbook xmlns:ss=\"x\">" +
		strings.Repeat("<ss:Row><ss:Cell>1</ss:Cell></ss:Row>", 700) + "</ss:Workbook >\r\n"
	csv := strings.Repeat("mã;tên;số\r\n", 2000)
	return []specimen{
		{"zip", zipped(t, ""), Whole},
		{"zip with a comment", zipped(t, "PK\x05\x06 is in this comment, to be found first"), Whole},
		{"zip behind a program", append([]byte("PK\x03\x04"), zipped(t, "")...), Whole},
		{"zip with records of a large one beside its own", largeToo(zipped(t, "")), Whole},
		{"zip with something behind it", append(zipped(t, ""), "\r\nadded by a gateway\r\n"...), Unmarked},
		{"empty zip", []byte("PK\x05\x06" + strings.Repeat("\x00", 18)), Whole},
		{"mail", mail("=_Part.1", `"=_Part.1"`, "\r\n"), Whole},
		{"mail, LF, bare boundary, white space", append(mail("b1", "b1", "\n"), " \t\n\nepilogue\n"...), Whole},
		{"mail, boundary that must be quoted and is not", mail("----=_Next(1)", "----=_Next(1)", "\n"), Whole},
		{"mail forwarded", append([]byte("X-Forwarded: yes\nContent-Type: message/rfc822\n\n"), mail("f", "f", "\n")...), Whole},
		{"mailbox", append([]byte("From xa Mon Oct 7\n"), mail("m", "m", "\n")...), Unmarked},
		{"mail without parts", []byte("From: a@b\nSubject: x\nDate: y\n\n" + strings.Repeat("chữ\n", 3000)), Unmarked},
		{"gzip", gz, Whole},
		{"7z", sevenZip(), Whole},
		{"rar 4", rar4(), Whole},
		{"rar 5", rar5(), Whole},
		{"jpeg", jpg, Whole},
		{"jpeg with a thumbnail", bytes.Join([][]byte{jpg[:2], app, jpg[2:]}, nil), Whole},
		{"jpeg with more behind it", append(bytes.Clone(jpg), "SEFT of a telephone"...), Unmarked},
		{"png", packed(func(w io.Writer) error { return png.Encode(w, pic) }), Whole},
		{"gif", packed(func(w io.Writer) error { return gif.Encode(w, pic, nil) }), Unmarked},
		{"webp", riff, Whole},
		{"bmp", bmp, Whole},
		{"heic", bytes.Join([][]byte{box("ftyp", []byte("heicmif1")), box("meta", noise(4000)), box("mdat", noise(20_000))}, nil), Whole},
		{"pdf", []byte(pdf), Whole},
		{"pdf for the web", []byte(linear), Whole},
		{"rtf", []byte(`{\rtf1 {\fonttbl \{ x \}}` + strings.Repeat(`b{\i c} `, 2000) + "}\n\x00"), Whole},
		{"xml", []byte(sheetML), Whole},
		{"html", []byte("<html><body>" + strings.Repeat("<td>1</td>", 1500) + "</body></HTML>\n"), Whole},
		{"html without its end", []byte("<table>" + strings.Repeat("<td>1", 1500)), Unmarked},
		{"csv", []byte(csv), Unmarked},
		{"csv that begins as an archive", []byte("PK01;" + csv), Unmarked},
		{"text in UTF-16", append([]byte("\xff\xfe"), strings.Repeat("a\x00\n\x00", 5000)...), Unmarked},
	}
}

func max2(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// onRecord are real files of other programs.
func onRecord(t *testing.T) (out []specimen) {
	t.Helper()
	for _, pattern := range []string{"real/*.*", "containers/*.*"} {
		paths, err := filepath.Glob(filepath.Join("..", "..", "..", "testdata", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			switch filepath.Ext(path) {
			case ".xlsx", ".xls", ".ods", ".msg", ".eml", ".zip":
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, specimen{filepath.Base(path), data, Whole})
			}
		}
	}
	if len(out) < 20 {
		t.Fatalf("only %d files on record", len(out))
	}
	return out
}

func endOf(t *testing.T, data []byte) Ending {
	t.Helper()
	e, err := EndOf(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A file that is all there is known for it, whatever its format; no beginning of it is, nor is
// it while it is room that was allocated and not written to its end, from the front or from
// the back.
func TestEveryFormatHasItsOwnEnd(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for _, s := range append(madeHere(t), onRecord(t)...) {
		if got := endOf(t, s.data); got != s.end {
			t.Errorf("%s: %v, want %v", s.name, got, s.end)
			continue
		}
		n := len(s.data)
		for range 40 {
			cut := 1 + random.IntN(n-1)
			if got := endOf(t, s.data[:cut]); got == Whole && !mayEnd(s, cut) {
				t.Errorf("%s: whole with %d bytes of %d", s.name, cut, n)
			}
			zeros := make([]byte, n)
			copy(zeros, s.data[:cut])
			if got := endOf(t, zeros); n-cut > 2*hole && got != Cut {
				t.Errorf("%s: %v with %d bytes of %d written", s.name, got, cut, n)
			}
			back := make([]byte, n)
			copy(back[cut:], s.data[cut:])
			if got := endOf(t, back); cut > 4 && got != Cut {
				t.Errorf("%s: %v with its first %d bytes of %d not written", s.name, got, cut, n)
			}
		}
		if got := endOf(t, make([]byte, n)); got != Cut {
			t.Errorf("%s: %v as zeros", s.name, got)
		}
	}
}

// mayEnd tells of a beginning that is a whole file of its kind itself.
func mayEnd(s specimen, cut int) bool {
	rest := strings.TrimSpace(string(s.data[cut:]))
	return rest == "" || rest == "\x00" || strings.HasSuffix(rest, "epilogue") && !strings.Contains(rest, "--b1")
}

// A stretch in the middle that was not written yet is seen, where a copy comes out of order.
func TestAHoleInTheMiddle(t *testing.T) {
	for _, s := range append(madeHere(t), onRecord(t)...) {
		n := len(s.data)
		if n < 5*hole || s.end == Unmarked {
			continue
		}
		holed := bytes.Clone(s.data)
		clear(holed[n/2-2*hole : n/2+hole])
		if got := endOf(t, holed); got == Whole && !bytes.Equal(holed, s.data) {
			t.Errorf("%s: whole with a hole", s.name)
		}
	}
}

// Heads that nobody knows, and files of a few bytes.
func TestUnknownHeads(t *testing.T) {
	for _, data := range []string{"", "P", "PK", "%", "\x00", "\x00\x00\x00\x00", "\x01\x02\x03", "\xd0\xcf\x11", "abc\x00def",
		"From: a@b", "From: a@b\nSubject: x", "X-Mozilla-Status: 0001\nFrom: a"} {
		if got := endOf(t, []byte(data)); got != Cut {
			t.Errorf("%q: %v", data, got)
		}
	}
}

// TestEndFails: an error of reading tells nothing of the file.
func TestAnErrorOfReadingIsNoEnding(t *testing.T) {
	for _, s := range madeHere(t) {
		if _, err := EndOf(broken{bytes.NewReader(s.data)}, int64(len(s.data))); err == nil {
			t.Errorf("%s: no error", s.name)
		}
	}
}

type broken struct{ io.ReaderAt }

func (b broken) ReadAt(p []byte, off int64) (int, error) {
	return 0, &os.PathError{Op: "read", Path: "x", Err: os.ErrDeadlineExceeded}
}

// An entry that reaches into the directory, or does not begin where the directory says, is not
// there; a line that only begins as the closing boundary closes nothing.
func TestWhatOnlyLooksLikeAnEnd(t *testing.T) {
	good := zipped(t, "")
	at := bytes.Index(good, []byte(zipCentral))
	long, moved := bytes.Clone(good), bytes.Clone(good)
	binary.LittleEndian.PutUint32(long[at+20:], uint32(len(good)))
	binary.LittleEndian.PutUint32(moved[at+42:], 1)
	open := bytes.ReplaceAll(mail("b1", "b1", "\n"), []byte("--b1--"), []byte("--b1--y"))
	page := []byte("%PDF-1.7\n1 0 obj <</Linearized 1/L 30000/H [1 2]>> endobj\nstartxref\n0\n%%EOF\n")
	for name, data := range map[string][]byte{"a first page": page, "an entry too long": long, "an entry elsewhere": moved, "a mail": open} {
		if got := endOf(t, data); got != Cut {
			t.Errorf("%s: %v", name, got)
		}
	}
	inner := "<Table x='/'><Row/><table />\n<TABLE>\n<tablet>1</tablet></table>" // it ends what is within
	for text, want := range map[string]Ending{
		inner: Unmarked, inner + "</table>\n": Whole, "<?xml version='1.0'?>" + inner: Cut,
		"<?xml version='1.0'?>" + inner + "</Table>": Whole, "<a><" + strings.Repeat("b", 2000) + "/></a>": Whole,
	} {
		if got := endOf(t, []byte(text)); got != want {
			t.Errorf("%.80q: %v, want %v", text, got, want)
		}
	}
}
