package unpack

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// given is a container's parts in short: name and content, or what is wrong.
func given(t testing.TB, data []byte) string {
	t.Helper()
	if KindOf(data) == "" {
		return "no container"
	}
	return givenWithin(t, data, DefaultLimits)
}

func givenWithin(t testing.TB, data []byte, lim Limits) string {
	t.Helper()
	var out []string
	for _, p := range all(t, data, lim) {
		var over *Excess
		var bad *Damage
		what := "=" + string(p.Data)
		switch {
		case p.Trouble == ErrLocked:
			what = " locked"
		case p.Trouble == ErrCut:
			what = " cut"
		case errors.As(p.Trouble, &over):
			what = " over"
		case errors.As(p.Trouble, &bad):
			what = " damaged"
		case len(p.Data) > 40:
			what = fmt.Sprintf(" %d bytes", len(p.Data))
		}
		if p.Inline {
			what += " inline"
		}
		out = append(out, p.Name+what)
	}
	return strings.Join(out, "; ")
}

func file1(name, data string) file { return file{name, data, nil} }

// replaced is a container with a text in place of another, which must be there.
func replaced(t testing.TB, data []byte, old, now string) []byte {
	t.Helper()
	if !bytes.Contains(data, []byte(old)) {
		t.Fatalf("no %q to replace", old)
	}
	return bytes.Replace(data, []byte(old), []byte(now), 1)
}

const long = "một tệp dài hơn bốn mươi ký tự, để cắt được ở giữa chừng của nó."

// Archives of every odd kind: what each gives.
func TestOddArchives(t *testing.T) {
	abc := zipped(t, file1("a.txt", "A"), file1("b.txt", "B"), file1("c.txt", "C"))
	bent := func(n, at int, b ...byte) []byte { // in the directory
		data := bytes.Clone(abc)
		copy(central(data, n)[at:], b)
		return data
	}
	corrupt := bytes.Clone(abc) // in the packed bytes of the second
	corrupt[bytes.Index(corrupt, []byte("b.txt"))+5] ^= 0x40
	prefixed := func(with string) []byte { return append([]byte(with), abc...) }
	deep := zipped(t, file1("x.txt", "X"))
	for range 6 {
		deep = zipped(t, file1("in.zip", string(deep)))
	}
	many := make([]file, 10_000)
	for i := range many {
		many[i] = file1(fmt.Sprintf("%05d.txt", i), "x")
	}
	for i := range 3 { // the header before a file tells its length, and not only the directory
		at := int(binary.LittleEndian.Uint32(central(abc, i)[42:]))
		copy(abc[at+18:at+26], central(abc, i)[20:28])
		abc[at+6] &^= 8
	}
	manyGot := given(t, zipped(t, many...))
	if n := strings.Count(manyGot, ";"); n != DefaultLimits.Parts || !strings.HasSuffix(manyGot, ";  over") {
		t.Errorf("10,000 entries give %d parts and %q", n, manyGot[max(0, len(manyGot)-30):])
	}
	commented := bytes.Clone(abc)
	commented[len(commented)-2] = 30
	emptied := append(bytes.Clone(abc), "PK\x05\x06"+strings.Repeat("\x00", 18)...)
	emptied[len(abc)-2] = 22
	commented = append(commented, "PK\x05\x06 a comment of 30 bytes.."...)[:len(commented)+30]
	for _, c := range []struct {
		what string
		data []byte
		want string
	}{
		{"plain", abc, "a.txt=A; b.txt=B; c.txt=C"},
		{"empty", zipped(t), ""},
		{"0 bytes", nil, "no container"},
		{"an entry of 0 bytes", zipped(t, file1("a.xlsx", ""), file1("b", "B")), "a.xlsx=; b=B"},
		{"self-extracting", prefixed("MZ\x90\x00 a program "), "a.txt=A; b.txt=B; c.txt=C"},
		{"behind a line break", prefixed("\r\n"), "a.txt=A; b.txt=B; c.txt=C"},
		{"behind a split archive's mark", prefixed("PK00"), "a.txt=A; b.txt=B; c.txt=C"},
		{"behind a PDF", prefixed("%PDF-1.4 "), "no container"},
		{"with bytes behind it", append(bytes.Clone(abc), "junk behind"...), "a.txt=A; b.txt=B; c.txt=C"},
		{"with a comment that holds an end", commented, "a.txt=A; b.txt=B; c.txt=C"},
		{"with the end of an empty archive as its comment", emptied, "a.txt=A; b.txt=B; c.txt=C"},
		{"cut", abc[:len(abc)-60], "no container"},
		{"a wrong checksum", bent(1, 16, 1, 2, 3, 4), "a.txt=A; b.txt damaged; c.txt=C"},
		{"bytes flipped", corrupt, "a.txt=A; b.txt damaged; c.txt=C"},
		{"a locked one", bent(1, 8, 1), "a.txt=A; b.txt locked; c.txt=C"},
		{"another method", bent(1, 10, 93), "a.txt=A; b.txt damaged; c.txt=C"},
		{"says it is longer", bent(1, 24, 9), "a.txt=A; b.txt damaged; c.txt=C"},
		{"says it is shorter", bent(1, 24, 0), "a.txt=A; b.txt damaged; c.txt=C"},
		{"says it is packed longer", bent(1, 20, 200), "a.txt=A; b.txt damaged; c.txt=C"},
		{"says it is packed a little longer", bent(1, 20, byte(binary.LittleEndian.Uint32(central(abc, 1)[20:]))+3),
			"a.txt=A; b.txt damaged; c.txt=C"},
		{"says it is huge", bent(1, 24, 0xff, 0xff, 0xff, 0x7f), "a.txt=A; b.txt over; c.txt=C"},
		{"stands elsewhere", bent(1, 42, 3), "a.txt=A; b.txt damaged; c.txt=C"},
		{"stands outside", bent(1, 42, 0xf0, 0xff, 0xff, 0x7f), "a.txt=A; b.txt damaged; c.txt=C"},
		{"two entries, one file", bent(1, 42, 0, 0, 0, 0), "a.txt over; b.txt over; c.txt=C"},
		{"quoted overlap", quoted(t, 4, []byte("kernel")), "0000.txt over; 0001.txt over; 0002.txt over; 0003.txt over"},
		{"shared by all", shared(t, 3, []byte("k")), "0000.txt over; 0001.txt over; 0002.txt over"},
		{"one name twice", zipped(t, file1("a", "1"), file1("a", "2"), file1("a (2)", "3")), "a=1; a (2)=2; a (2) (2)=3"},
		{"an absurd ratio", zipped(t, file1("a.bin", strings.Repeat("\x00", 4<<20)), file1("b", "B")), "a.bin over; b=B"},
		{"paths that lead out", zipped(t, file1("../../etc/a", "1"), file1("/abs/b", "2"), file1(`C:\x\c`, "3"), file1("..",
			"4")),
			"etc/a=1; abs/b=2; C:/x/c=3; _=4"},
		{"control characters and marks",
			zipped(t, file1("a\x1b[31m\n.txt", "1"), file1("gpj.\u202excod.xlsx", "2"), file1("b\u200f.txt",
				"3")),
			"a_[31m_.txt=1; gpj.xcod.xlsx=2; b.txt=3"},
		{"names of a Vietnamese Windows", zipped(t, file1("b\xe1o c\xe1o.txt", "1")), "báo cáo.txt=1"},
		{"a Mac's",
			zipped(t, file1("a.txt", "A"), file1("__MACOSX/._a.txt", "x"), file1(".DS_Store", "x"), file1("~$a.xlsx", "x")),
			"a.txt=A"},
		{"folders and links",
			zipped(t, file{"d/", "", func(h *zip.FileHeader) { *h = zip.FileHeader{Name: "d/"} }}, file{"link",
				"/etc/passwd", func(h *zip.FileHeader) {
					h.CreatorVersion, h.ExternalAttrs = 3<<8, 0xa1ff<<16
				}}, file1("d/a", "A")), "d/a=A"},
		{"in each other", zipped(t, file1("in.zip", string(abc)), file1("d.txt", "D")),
			"in.zip/a.txt=A; in.zip/b.txt=B; in.zip/c.txt=C; d.txt=D"},
		{"too deep", zipped(t, file1("deep.zip", string(deep)), file1("d.txt", "D")),
			"deep.zip/in.zip/in.zip/in.zip over; d.txt=D"},
		{"a broken one in it", zipped(t, file1("in.zip", string(corrupt)), file1("d", "D")),
			"in.zip/a.txt=A; in.zip/b.txt damaged; in.zip/c.txt=C; d=D"},
		{"a mail in it", zipped(t, file1("thư.eml", string(mailed(file1("a.txt", "A"))))), "thư.eml/a.txt=A"},
		{"a folder named Word", zipped(t, file1("Word/a.xlsx", "A"), file1("xl/b.xlsx", "B")),
			"Word/a.xlsx=A; xl/b.xlsx=B"},
		{"a document", zipped(t, file1("[Content_Types].xml", "<"), file1("word/document.xml", "<")), "no container"},
		{"a workbook behind slashes", zipped(t, file1("/xl/workbook.xml", "<"), file1("/_rels/.rels", "<")),
			"no container"},
		{"a workbook behind backslashes", zipped(t, file1(`\xl\workbook.xml`, "<"), file1(`\_rels\.rels`, "<")),
			"no container"},
		{"of Numbers", zipped(t, file1("Index/Document.iwa", "x"), file1("Index/Tables/Tile.iwa", "x")), "no container"},
		{"of Keynote, years ago", zipped(t, file1("index.apxl", "x"), file1("theme-files/a.jpg", "x")), "no container"},
	} {
		if got := given(t, c.data); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// Messages of Outlook with a broken stream and with containers in them.
func TestOddMessages(t *testing.T) {
	mail := mailed(file1("x.zip", string(zipped(t, file1("a", "A")))), file1("b", "B"))
	inner := zipped(t, file1("thư.eml", string(mail)))
	if got := given(t, outlookOf(1, inner)); got != "phần không tên/thư.eml/x.zip/a=A; phần không tên/thư.eml/b=B" {
		t.Errorf("an archive of a mail of an archive: %s", got)
	}
	broken := outlookOf(2, bytes.Repeat([]byte("B"), 5000))
	mark := bytes.Index(broken, []byte("_\x00_\x00s\x00u\x00b"))
	binary.LittleEndian.PutUint32(broken[mark+116:], 0x7fffffff) // its first sector
	if got := given(t, broken); got != "phần không tên damaged; phần không tên (2) 5000 bytes" {
		t.Errorf("a broken stream: %s", got)
	}
	circle := outlookOf(2, bytes.Repeat([]byte("B"), 5000))
	last := bytes.LastIndex(circle, []byte("_\x00_\x00a\x00t\x00t\x00a"))
	binary.LittleEndian.PutUint32(circle[last+72:], 1) // behind the last comes the first
	if got := given(t, circle); got != "phần không tên 5000 bytes; phần không tên (2) 5000 bytes" {
		t.Errorf("a directory in a circle: %s", got)
	}
	short := outlookOf(2, bytes.Repeat([]byte("B"), 5000))
	binary.LittleEndian.PutUint32(short[mark+120:], 0x7fffff) // longer than the file
	if got := given(t, short); got != "phần không tên damaged; phần không tên (2) 5000 bytes" {
		t.Errorf("a stream that says it is longer: %s", got)
	}
}

// Each limit holds by itself, and costs no more than it must.
func TestBounds(t *testing.T) {
	two := func(data string) []byte { return zipped(t, file1("a", data), file1("b", "B")) }
	book := string(zipped(t, file1("_rels/.rels", strings.Repeat("r", 1000)), file1("xl/workbook.xml", "<")))
	inside := string(zipped(t, file1("a", strings.Repeat("a", 600)), file1("b", "B")))
	inner := zipped(t, file1("in.zip", inside+strings.Repeat("-", 1000)))
	for _, c := range []struct {
		what string
		data []byte
		set  func(l *Limits)
		want string
	}{
		{"one file", two(strings.Repeat("a", 101)), func(l *Limits) { l.Part = 100 }, "a over; b=B"},
		{"one file of a mail",
			mailed(file1("a", strings.Repeat("a", 200)), file1("b", "B")), func(l *Limits) { l.Part = 100 },
			"a over; b=B"},
		{"held together", inner, func(l *Limits) { l.Held = 1700 }, "in.zip/a over; in.zip/b=B"},
		{"all files", two(strings.Repeat("a", 101)), func(l *Limits) { l.Expanded = 101 }, "a 101 bytes;  over"},
		{"so many files", two("A"), func(l *Limits) { l.Parts = 1 }, "a=A;  over"},
		{"to read in workbooks",
			zipped(t, file1("a", book), file1("b", book), file1("c", "C")), func(l *Limits) { l.Reading = 1500 },
			"a 247 bytes; b over; c=C"},
		{"in each other", inner, func(l *Limits) { l.Depth = 1 }, "in.zip over"},
		{"sections", mailed(file1("a", "A")), func(l *Limits) { l.Entries = 2 }, " over"},
	} {
		lim := DefaultLimits
		c.set(&lim)
		if got := givenWithin(t, c.data, lim); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// The numbers of a large archive stand in fields of their own.
func TestZip64(t *testing.T) {
	one := zipped(t, file1("a.txt", "A"))
	at := bytes.Index(one, []byte(centralSign))
	e := bytes.Clone(one[at:][:46+5])
	extra := make([]byte, 4+24)
	binary.LittleEndian.PutUint16(extra, 1)
	binary.LittleEndian.PutUint16(extra[2:], 24)
	binary.LittleEndian.PutUint64(extra[4:], 1)
	binary.LittleEndian.PutUint64(extra[12:], uint64(binary.LittleEndian.Uint32(e[20:])))
	copy(e[20:28], "\xff\xff\xff\xff\xff\xff\xff\xff")
	copy(e[42:46], "\xff\xff\xff\xff")
	binary.LittleEndian.PutUint16(e[30:], uint16(len(extra)))
	directory := append(e, extra...)
	end := make([]byte, 56+20+22)
	copy(end, end64Sign)
	binary.LittleEndian.PutUint64(end[4:], 44)
	binary.LittleEndian.PutUint64(end[24:], 1)
	binary.LittleEndian.PutUint64(end[32:], 1)
	binary.LittleEndian.PutUint64(end[40:], uint64(len(directory)))
	binary.LittleEndian.PutUint64(end[48:], uint64(at))
	copy(end[56:], locatorSign)
	binary.LittleEndian.PutUint64(end[64:], uint64(at+len(directory)))
	copy(end[76:], endSign)
	copy(end[84:], "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
	data := append(append(bytes.Clone(one[:at]), directory...), end...)
	both := append(append(bytes.Clone(one[:len(one)-22]), end[:76]...), one[len(one)-22:]...) // its usual record says all
	binary.LittleEndian.PutUint64(both[len(one)-22+40:], uint64(len(one)-22-at))
	binary.LittleEndian.PutUint64(both[len(one)-22+64:], uint64(len(one)-22))
	if got := given(t, both); got != "a.txt=A" {
		t.Errorf("with both records: %s", got)
	}
	for _, prefix := range []string{"", "MZ program"} {
		if got := given(t, append([]byte(prefix), data...)); got != "a.txt=A" {
			t.Errorf("behind %q: %s", prefix, got)
		}
	}
}

// A workbook or document that was unpacked and packed again is one part, not so many files.
func TestDocumentsBelowFolders(t *testing.T) {
	book := read(t, "real", "th-01.openpyxl-3.0.9.xlsx")
	below := func(folder string) (out []file) {
		r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			var b bytes.Buffer
			h, err := f.Open()
			if err == nil {
				_, err = b.ReadFrom(h)
			}
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, file1(folder+f.Name, b.String()))
		}
		return out
	}
	names := func(data []byte) string {
		var out []string
		for _, p := range all(t, data, DefaultLimits) {
			name := p.Name
			if p.Trouble != nil {
				name += " " + p.Trouble.Error()
			}
			if r, err := zip.NewReader(bytes.NewReader(p.Data), int64(len(p.Data))); err == nil {
				name += fmt.Sprintf(" (%d parts)", len(r.File))
			}
			out = append(out, name)
		}
		return strings.Join(out, "; ")
	}
	parts := len(below(""))
	iwork := func(at string) []file {
		return []file{file1(at+"Index.zip", string(zipped(t, file1("Document.iwa", "x")))),
			file1(at+"Metadata/Properties.plist", "x"), file1(at+"preview.jpg", "x"), file1(at+"Data/logo.png", "x")}
	}
	mixed := append(append(below("Trường 1/bc/"), file1("Trường 1/ghi chú.txt", "x"), file1("Trường 1/bc/đọc.txt", "x")),
		below("bc.xlsx/")...)
	for _, c := range []struct{ what, got, want string }{
		{"in a folder", names(zipped(t, below("Báo cáo/")...)), fmt.Sprintf("Báo cáo.xlsx (%d parts)", parts)},
		{"in folders in a folder, with files beside", names(zipped(t, mixed...)),
			fmt.Sprintf("Trường 1/bc.xlsx (%d parts); Trường 1/ghi chú.txt; Trường 1/bc/đọc.txt; bc.xlsx (%[1]d parts)", parts)},
		{"behind backslashes", names(zipped(t, below(`Bao cao\`)...)), fmt.Sprintf("Bao cao.xlsx (%d parts)", parts)},
		{"a part twice", names(zipped(t, append(below("x/"), file1("x/XL/workbook.xml", "<other/>"))...)),
			"x.xlsx damaged: xl/workbook.xml stands twice in it"},
		{"Numbers as a folder", names(zipped(t, iwork("bc.numbers/")...)), "bc.numbers (4 parts)"},
		{"Pages as a folder, a return beside it", names(zipped(t, append(iwork("x/bc.pages/"), file1("x/a.xlsx", "A"))...)),
			"x/bc.pages (4 parts); x/a.xlsx"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
}

// Mails of every odd kind: what each gives.
func TestOddMails(t *testing.T) {
	whole := mailed(file1("a.txt", long), file1("b.txt", long))
	at := bytes.Index(whole, []byte("b.txt"))
	attached := func(headers string) string {
		return strings.TrimSuffix("Content-Type: application/octet-stream\r\n"+
			"Content-Disposition: attachment; filename=a.txt\r\n"+headers, "\r\n")
	}
	b64 := attached("Content-Transfer-Encoding: base64")
	text := lines(long, "\r\n")
	n := len(long)
	ok := fmt.Sprintf("a.txt %d bytes", n)
	both := ok + fmt.Sprintf("; b.txt %d bytes", n)
	named := func(header string) string {
		return given(t, part("Content-Type: application/octet-stream"+header, "A"))
	}
	inner := string(mailed(file1("a.txt", "A")))
	uu := "begin 644 bc.txt\r\n#0V%T\r\n`\r\nend\r\n"
	for _, c := range []struct{ what, got, want string }{
		{"whole", given(t, whole), both},
		{"LF alone", given(t, bytes.ReplaceAll(whole, []byte("\r\n"), []byte("\n"))), both},
		{"of a mailbox file", given(t, append([]byte("From a@b Wed Oct  9 08:00:00 2019\n"), whole...)), both},
		{"two of a mailbox file", given(t, bytes.Join([][]byte{nil, mailed(file1("a", "A")), mailed(file1("b", "B"))},
			[]byte("\r\nFrom x@y Wed Oct  9 08:00:00 2019\r\n"))), "thư.eml/a=A; thư (2).eml/b=B"},
		{"behind a mark and empty lines", given(t, append([]byte("\xef\xbb\xbf\r\n\r\n"), whole...)), both},
		{"set off from a mailbox", given(t, append([]byte(">From a@b Wed Oct  9 08:00:00 2019\n"), whole...)), both},
		{"behind lines of blanks", given(t, append([]byte(" \r\n\t\n"), whole...)), both},
		{"a digest", given(t, part("Content-Type: multipart/digest; boundary=y",
			"--y\r\n\r\n"+inner+"\r\n--y\r\nContent-Type: text/plain\r\n\r\nSubject: x\r\n--y--")),
			"thư chuyển tiếp.eml/a.txt=A"},
		{"an archive that is called a text", given(t, part("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64",
			lines(string(zipped(t, file1("a", "A"))), "\r\n"))), "phần không tên/a=A"},
		{"without its closing boundary", given(t, bytes.TrimSuffix(whole, []byte("--=_x--\r\n"))), both + ";  cut"},
		{"cut in the second's content", given(t, whole[:len(whole)-60]), ok + "; b.txt 59 bytes;  cut"},
		{"cut in the second's header", given(t, whole[:at+5]), ok + "; b.txt cut;  cut"},
		{"cut behind the first", given(t, whole[:bytes.LastIndex(whole[:at], []byte("--=_x"))+7]), ok + ";  cut"},
		{"cut in its own header", given(t, whole[:150]), " cut"},
		{"cut before its first part", given(t, whole[:bytes.Index(whole, []byte("\r\n\r\n"))+4]), " cut"},
		{"another case of its boundary", given(t, replaced(t, whole, `boundary="=_x"`, `boundary="=_X"`)), both},
		{"no boundary told", given(t, replaced(t, whole, `; boundary="=_x"`, "")), both},
		{"a boundary without quotes", given(t, replaced(t, whole, `"=_x"`, "=_x")), both},
		{"a boundary that begins another", given(t, part(attached(""), "A\r\n--xxx\r\nB")), "a.txt=A\r\n--xxx\r\nB"},
		{"a boundary within a line", given(t, part(attached(""), "A --xx\r\nB")), "a.txt=A --xx\r\nB"},
		{"a line that is no header", given(t, replaced(t, whole, "Subject", "broken on its way\r\nSubject")), both},
		{"base64 in one line", given(t, part(b64, strings.ReplaceAll(text, "\r\n", ""))), ok},
		{"base64 in odd lines, with other letters", given(t, part(b64,
			" "+text[:7]+"\r\n\r\n\t"+text[7:9]+"!*"+text[9:30]+"-\x00"+text[30:])), ok},
		{"base64 without padding", given(t, part(b64, strings.TrimRight(text, "="))), ok},
		{"base64 with a list's signature", given(t, part(b64, text+"\r\n\r\n____________\r\nDanh sach thu noi bo\r\n")), ok},
		{"base64 in pieces", given(t, part(b64, lines(long[:20], "")+"\r\n"+lines(long[20:], ""))), ok},
		{"base64 under another name", given(t, part(attached("Content-Transfer-Encoding: Base64; x=y"), text)), ok},
		{"an unknown encoding", given(t, part(attached("Content-Transfer-Encoding: x-none"), "?A")), "a.txt=?A"},
		{"an unknown encoding that is base64", given(t, part(attached("Content-Transfer-Encoding: x-b"), text)), ok},
		{"an unknown charset", given(t, part("Content-Type: text/csv; charset=x-none; name=a.csv", "A")), "a.csv=A"},
		{"another charset: bytes as they are", given(t, part("Content-Type: text/csv; charset=utf-16; name=a.csv", "A\x00")),
			"a.csv=A\x00"},
		{"quoted-printable with mistakes",
			given(t, part(attached("Content-Transfer-Encoding: quoted-printable"), "=41=ZZ=\r\n=4  \r\nB=")),
			"a.txt=A=ZZ=4\r\nB"},
		{"uuencoded", given(t, part(attached("Content-Transfer-Encoding: x-uuencode"), uu)), "a.txt=Cat"},
		{"uuencoded in what it says", given(t, []byte("From: a@b\r\nTo: c\r\n\r\nXin gui.\r\n"+uu+"het\r\n")),
			"bc.txt=Cat"},
		{"uuencoded lines that lie",
			given(t, part(attached("Content-Transfer-Encoding: x-uue"), "begin 644 a\n"+strings.Repeat("_!\n", 50)+"end")),
			"a.txt damaged"},
		{"forwarded", given(t, part("Content-Type: message/rfc822", inner)), "thư chuyển tiếp.eml/a.txt=A"},
		{"forwarded in base64",
			given(t, part("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64", lines(inner, "\r\n"))),
			"thư chuyển tiếp.eml/a.txt=A"},
		{"forwarded with few headers",
			given(t, part("Content-Type: message/rfc822", "Content-Type: application/x; name=b\r\n\r\nB")),
			"thư chuyển tiếp.eml/b=B"},
		{"an archive in it", given(t, mailed(file1("x.zip", string(zipped(t, file1("a", "A")))), file1("b", "B"))),
			"x.zip/a=A; b=B"},
		{"an archive, a mail, an archive",
			given(t, zipped(t, file1("m.eml", string(mailed(file1("x.zip", string(zipped(t, file1("a", "A"))))))))),
			"m.eml/x.zip/a=A"},
		{"a picture in the text", given(t, part("Content-Type: image/png; name=l.png\r\nContent-Id: <1>", "P")),
			"l.png=P inline"},
		{"texts alone",
			given(t, part("Content-Type: multipart/alternative; boundary=y", "--y\r\nContent-Type: text/plain\r\n\r\nA\r\n--y\r\nContent-Type: text/html\r\n\r\nB\r\n--y--")),
			""},
		{"a part of many that is not ended",
			given(t, part("Content-Type: multipart/related; boundary=y", "--y\r\n"+attached("")+"\r\n\r\nA")),
			"a.txt=A"},
		{"names: encoded words", named("; name=\"=?utf-8?B?YsOhby50eHQ=?=\""), "báo.txt=A"},
		{"names: pieces", named("\r\nContent-Disposition: attachment; filename*0*=utf-8''b%C3%A1; filename*1=\"o.txt\""),
			"báo.txt=A"},
		{"names: another charset", named("\r\nContent-Disposition: attachment; filename*=windows-1258''b%E1o.txt"),
			"báo.txt=A"},
		{"names: pieces of another charset", named("; name*0*=windows-1252'vi'b%E1; name*1*=o%2Etxt"), "báo.txt=A"},
		{"names: bare bytes", named("; name=\"b\xe1o c\xe1o.txt\""), "báo cáo.txt=A"},
		{"names: UTF-8 without quotes", named("; name=bá o.txt"), "bá o.txt=A"},
		{"names: a path of Windows", named("; name=\"C:\\x\\a.txt\""), "a.txt=A"},
		{"names: marks and control characters", named("; name=\"a\u202egpj.x\x07\""), "agpj.x=A"},
		{"names: a quotation mark too few", named("; name=\"a.txt"), "a.txt=A"},
		{"names: none", named(""), "phần không tên=A"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
}
