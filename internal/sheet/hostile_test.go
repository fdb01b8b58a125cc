package sheet_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"tonghop/internal/sheet"
	"tonghop/internal/sheet/bounds"
	"tonghop/internal/tier"
)

// hostile is a file made to harm a reader.
type hostile struct {
	name string
	data []byte
	read bool // odd, but nothing that forbids it: it may be read
}

// What every file may cost, refused or read.
const (
	hostileSteps  = 120e6 // counted, not timed: about a second on an idle core
	hostileMemory = 64 << 20
)

// hostiles makes every file in turn, so that none lies in memory while the next is
// read.
func hostiles(t testing.TB, each func(hostile)) {
	workbook := func(inner string) map[string]string {
		return map[string]string{"xl/workbook.xml": `<workbook xmlns="` + mainNS + `" xmlns:r="y">` + inner + `</workbook>`}
	}
	const one = `<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets>`
	sheetOf := func(body string) map[string]string {
		return map[string]string{"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + mainNS + `">` + body + `</worksheet>`}
	}
	strs := func(body string) map[string]string {
		return map[string]string{"xl/sharedStrings.xml": `<sst xmlns="` + mainNS + `">` + body + `</sst>`}
	}
	say := func(name string, parts map[string]string) {
		if _, ok := parts["xl/worksheets/sheet1.xml"]; !ok {
			parts["xl/worksheets/sheet1.xml"] = plainSheet // asks for a string
		}
		each(hostile{name: name, data: fixture(t, parts)})
	}
	odd := func(name string, parts map[string]string) { each(hostile{name, fixture(t, parts), true}) }

	// Entities and document types.
	for _, part := range []string{"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"} {
		lol := `<!DOCTYPE x [<!ENTITY a "ha">`
		for c := 'b'; c <= 'k'; c++ {
			lol += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
		}
		say("billion laughs in "+part, map[string]string{part: lol + `]><x>&k;</x>`})
		say("external entity in "+part, map[string]string{part: `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>`})
		say("quadratic entities in "+part, map[string]string{part: `<!DOCTYPE x [<!ENTITY a "` + strings.Repeat("a", 1<<20) + `">]><x>` + strings.Repeat("&a;", 1<<18) + `</x>`})
		say("unknown entity in "+part, map[string]string{part: `<x>` + strings.Repeat("&lol;", 1<<20) + `</x>`})
		say("cut in "+part, map[string]string{part: `<worksheet xmlns="` + mainNS + `"><a b="`})
		say("empty root of another kind in "+part, map[string]string{part: `<html/>`})
		say("nothing but blanks in "+part, map[string]string{part: " \n"})
		say("deep in "+part, map[string]string{part: strings.Repeat("<a>", 1<<20)})
		say("endless attributes in "+part, map[string]string{part: `<worksheet xmlns="` + mainNS + `" ` + numbered(1<<18, `a%d="" `) + `/>`})
		say("endless namespaces in "+part, map[string]string{part: `<worksheet xmlns="` + mainNS + `" ` + numbered(1<<17, `xmlns:a%d="u" `) + `/>`})
		say("the same attribute in "+part, map[string]string{part: `<worksheet xmlns="` + mainNS + `" a="" a=""/>`})
		say("bad UTF-8 in "+part, map[string]string{part: `<worksheet xmlns="` + mainNS + "\"><a>\xff\xfe\xfd</a></worksheet>"})
		say("half UTF-16 in "+part, map[string]string{part: "\xff\xfe<\x00a"})
		say("another encoding in "+part, map[string]string{part: "<?xml version=\"1.0\" encoding=\"Big5\"?><worksheet xmlns=\"" + mainNS + "\"><a>\xa4\xa4</a></worksheet>"})
	}
	// Sizes of the sheet, and beyond.
	say("200 sheets' worth of cells", sheetOf(`<sheetData>`+strings.Repeat(`<row>`+strings.Repeat(`<c><v>1</v></c>`, 1000)+`</row>`, 400)+`</sheetData>`))
	odd("16,384 columns", sheetOf(`<sheetData><row r="1">`+strings.Repeat(`<c><v>1</v></c>`, 16384)+`</row></sheetData>`))
	say("16,385 columns", sheetOf(`<sheetData><row r="1">`+strings.Repeat(`<c><v>1</v></c>`, 16385)+`</row></sheetData>`))
	odd("1,048,576 rows", sheetOf(`<sheetData>`+strings.Repeat(`<row/>`, 1048576)+`</sheetData>`))
	say("1,048,577 rows", sheetOf(`<sheetData>`+strings.Repeat(`<row/>`, 1048577)+`</sheetData>`))
	odd("empty cells to the last row", sheetOf(`<sheetData>`+strings.Repeat(`<row><c/></row>`, 1000000)+`</sheetData>`))
	odd("empty cells, out of order", sheetOf(`<sheetData><row r="1048576"><c r="A1048576"/></row>`+strings.Repeat(`<row><c/></row>`, 0)+`<row r="1"><c r="A1"/></row></sheetData>`))
	say("a million empty cells, out of order", sheetOf(`<sheetData><row r="1048576"><c r="B1048576"/><c r="A1048576"/></row><row r="1"><c/></row>`+strings.Repeat(`<row><c/></row>`, 900000)+`</sheetData>`))
	for _, ref := range []string{"A0", "A-1", "-A1", "A1048577", "XFE1", "AAAA1", "A99999999999", "1A", "A", "1", "A1:B2", "$A$1", "Á1", "A1 ", "", "A１"} {
		odd("reference "+ref, sheetOf(`<sheetData><row r="1"><c r="`+ref+`"><v>1</v></c></row></sheetData>`))
		odd("merged "+ref, sheetOf(`<sheetData/><mergeCells><mergeCell ref="`+ref+`:`+ref+`x"/></mergeCells>`))
	}
	for _, row := range []string{"0", "-1", "1048577", "4294967297", "18446744073709551617", "1.5", "1e3", "x", ""} {
		say("row "+row, sheetOf(`<sheetData><row r="`+row+`"><c><v>1</v></c></row></sheetData>`))
	}
	for _, i := range []string{"-1", "2", "99999999", "4294967296", "18446744073709551616", "0x1", "1.0", "x"} {
		odd("string number "+i, sheetOf(`<sheetData><row><c t="s"><v>`+i+`</v></c></row></sheetData>`))
		odd("format number "+i, sheetOf(`<sheetData><row><c s="`+i+`"><v>1</v></c></row></sheetData>`))
	}
	for _, v := range []string{"1e999", "-1e999", "NaN", "inf", "0x1p-2", "1_000", "1,5", "--1", "1e", "٣", strings.Repeat("9", 1<<20) + "e999999999"} {
		odd("number "+v[:min(len(v), 12)], sheetOf(`<sheetData><row><c><v>`+v+`</v></c></row></sheetData>`))
	}
	odd("a number of a million digits", sheetOf(`<sheetData><row><c><v>0.`+strings.Repeat("9", 1<<20)+`</v></c></row></sheetData>`))
	odd("overlapping merged areas without end", sheetOf(`<sheetData/><mergeCells>`+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 300000)+`</mergeCells>`))
	odd("a cell twice", sheetOf(`<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>`))
	odd("a cell twice, far apart", sheetOf(`<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"/></row><row r="1"><c r="A1"><v>2</v></c></row></sheetData>`))
	odd("a value twice", sheetOf(`<sheetData><row><c><v>1</v><v>2</v></c></row></sheetData>`))
	odd("a type that is none", sheetOf(`<sheetData><row><c t="zzz"><v>1</v></c></row></sheetData>`))
	odd("no boolean", sheetOf(`<sheetData><row><c t="b"><v>2</v></c></row></sheetData>`))
	odd("no date", sheetOf(`<sheetData><row><c t="d"><v>2019-13-45</v></c></row></sheetData>`))
	odd("rows in rows in rows", sheetOf(`<sheetData>`+strings.Repeat("<row>", 20)+`<c><v>1</v></c>`+strings.Repeat("</row>", 20)+`</sheetData>`))
	odd("cells in cells", sheetOf(`<sheetData><row>`+strings.Repeat("<c>", 20)+strings.Repeat("</c>", 20)+`</row></sheetData>`))
	odd("a formula that asks for itself", sheetOf(`<sheetData><row><c r="A1"><f>A1</f></c></row></sheetData>`))
	odd("a formula of eight megabytes", sheetOf(`<sheetData><row><c r="A1"><f>`+strings.Repeat("1+", 4<<20)+`1</f><v>1</v></c></row></sheetData>`))
	// Strings.
	odd("strings without end", strs(strings.Repeat("<si/>", 1<<21)))
	odd("a string of a million parts", strs("<si>"+strings.Repeat("<t>a</t>", 1<<20)+"</si>"))
	odd("a string of runs in fonts", strs("<si>"+strings.Repeat(`<r><rPr><rFont val="x"/></rPr><t>a</t></r>`, 1<<17)+"</si>"))
	odd("escapes that nearly are", strs("<si><t>"+strings.Repeat("_x", 1<<21)+"</t></si>"))
	odd("one string of 12 megabytes", strs("<si><t>"+strings.Repeat("đ", 6<<20)+"</t></si>"))
	odd("references by the million", strs("<si><t>"+strings.Repeat("&#7897;", 1<<20)+"</t></si>"))
	say("reference to nothing", strs("<si><t>&#0;</t></si>"))
	say("reference beyond Unicode", strs("<si><t>&#x110000;</t></si>"))
	say("reference to a half", strs("<si><t>&#xD800;</t></si>"))
	say("reference without end", strs("<si><t>&#"+strings.Repeat("9", 1<<20)+"</t></si>"))
	say("comment without end", strs("<si><t><!--"+strings.Repeat("-", 1<<20)+"</t></si>"))
	say("CDATA without end", strs("<si><t><![CDATA["+strings.Repeat("]]", 1<<20)+"</t></si>"))
	odd("comments by the million", strs(strings.Repeat("<!---->", 1<<20)))
	odd("a number of strings that lies", map[string]string{"xl/sharedStrings.xml": `<sst xmlns="` + mainNS + `" count="999999999" uniqueCount="999999999"><si><t>a</t></si></sst>`})
	// The workbook.
	odd("names at the limit", workbook(one+`<definedNames>`+numbered(19000, `<definedName name="n%d">A!$A$1</definedName>`)+`</definedNames>`))
	say("names without end", workbook(one+`<definedNames>`+numbered(250000, `<definedName name="n%d">A!$A$1</definedName>`)+`</definedNames>`))
	odd("names that ask for each other", workbook(one+`<definedNames><definedName name="a">b</definedName><definedName name="b">a</definedName></definedNames>`))
	odd("a name of a megabyte", workbook(one+`<definedNames><definedName name="`+strings.Repeat("a", 1<<20)+`">`+strings.Repeat("A!", 1<<19)+`</definedName></definedNames>`))
	odd("a name of a sheet that is none", workbook(one+`<definedNames><definedName name="a" localSheetId="7">A!$A$1</definedName></definedNames>`))
	odd("a name of a negative sheet", workbook(one+`<definedNames><definedName name="a" localSheetId="-1">A!$A$1</definedName></definedNames>`))
	say("no sheets", workbook(``))
	say("a sheet without a part", workbook(`<sheets><sheet name="A" r:id="nope"/></sheets>`))
	say("the same sheet a thousand times", workbook(`<sheets>`+numbered(1000, `<sheet name="s%d" r:id="rId1"/>`)+`</sheets>`))
	say("two sheets of one name", workbook(`<sheets><sheet name="A" r:id="rId1"/><sheet name="a" r:id="rId1"/></sheets>`))
	rels := func(body string) map[string]string {
		return map[string]string{"xl/_rels/workbook.xml.rels": `<Relationships xmlns="` + relNS + `">` + body + `</Relationships>`}
	}
	say("a workbook that is its own sheet", rels(`<Relationship Id="rId1" Type="x/worksheet" Target="workbook.xml"/>`))
	say("a sheet outside the archive", rels(`<Relationship Id="rId1" Type="x/worksheet" Target="../../../../etc/passwd"/>`))
	say("a sheet elsewhere", rels(`<Relationship Id="rId1" Type="x/worksheet" Target="file:///etc/passwd"/>`))
	say("a sheet in the world", rels(`<Relationship Id="rId1" TargetMode="External" Type="x/worksheet" Target="http://example.com/"/>`))
	say("relationships twice", rels(strings.Repeat(`<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>`, 2)))
	odd("strings that are the sheet", rels(`<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="x/sharedStrings" Target="sharedStrings.xml"/>`))
	say("relationships without end", rels(numbered(200000, `<Relationship Id="a%d" Type="x" Target="y"/>`)))
	styles := func(body string) map[string]string {
		m := rels(`<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/styles" Target="styles.xml"/>`)
		m["xl/styles.xml"] = `<styleSheet xmlns="` + mainNS + `">` + body + `</styleSheet>`
		return m
	}
	say("formats without end", styles(`<cellXfs>`+strings.Repeat(`<xf/>`, 1<<20)+`</cellXfs>`))
	say("fonts without end", styles(`<fonts>`+strings.Repeat(`<font/>`, 1<<20)+`</fonts>`))
	say("number formats without end", styles(`<numFmts>`+numbered(200000, `<numFmt numFmtId="%d" formatCode="d"/>`)+`</numFmts>`))
	odd("a font number that is none", styles(`<cellXfs><xf fontId="-5"/><xf fontId="999999999999"/></cellXfs>`))
	odd("a number format of a megabyte", styles(`<numFmts><numFmt numFmtId="200" formatCode="`+strings.Repeat("[", 1<<20)+`"/></numFmts>`))

	containers(t, each)
}

// containers makes archives that lie.
func containers(t testing.TB, each func(hostile)) {
	whole := fixture(t, nil)
	le := binary.LittleEndian
	dir := bytes.Index(whole, []byte("PK\x01\x02"))
	end := bytes.LastIndex(whole, []byte("PK\x05\x06"))
	change := func(name string, read bool, f func(d []byte) []byte) {
		each(hostile{name, f(bytes.Clone(whole)), read})
	}
	for _, n := range []uint32{0, 1, 1 << 20, 1 << 31, 0xfffffffe} {
		change(fmt.Sprint("packed size ", n), false, func(d []byte) []byte { le.PutUint32(d[dir+20:], n); return d })
		change(fmt.Sprint("full size ", n), false, func(d []byte) []byte { le.PutUint32(d[dir+24:], n); return d })
		change(fmt.Sprint("place ", n), n == 0, func(d []byte) []byte { le.PutUint32(d[dir+42:], n); return d })
		change(fmt.Sprint("directory at ", n), false, func(d []byte) []byte { le.PutUint32(d[end+16:], n); return d })
	}
	for _, n := range []uint16{0, 1, 60000} {
		change(fmt.Sprint("number of parts ", n), false, func(d []byte) []byte { le.PutUint16(d[end+10:], n); return d })
	}
	for _, m := range []uint16{1, 6, 9, 12, 14, 93, 95, 98, 99} {
		change(fmt.Sprint("packed by method ", m), false, func(d []byte) []byte { le.PutUint16(d[dir+10:], m); return d })
	}
	change("encrypted parts", false, func(d []byte) []byte { d[dir+8] |= 1; return d })
	change("a checksum of nothing", false, func(d []byte) []byte { le.PutUint32(d[dir+16:], 0); return d })
	change("no end", false, func(d []byte) []byte { return d[:end] })
	change("only the end", false, func(d []byte) []byte { return d[end:] })
	change("only the first letters", false, func(d []byte) []byte { return d[:2] })
	change("the archive twice", true, func(d []byte) []byte { return append(d, d...) })
	raw := func(name string, read bool, parts ...[3]any) { // name, packed bytes, full size
		var buf bytes.Buffer
		w := zip.NewWriter(&buf)
		r, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
		for _, p := range parts {
			body := p[1].([]byte)
			f, err := w.CreateRaw(&zip.FileHeader{Name: p[0].(string), Method: zip.Deflate, CompressedSize64: uint64(len(body)), UncompressedSize64: p[2].(uint64)})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write(body); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		each(hostile{name, buf.Bytes(), read})
	}
	zeros, marks := deflated(t, "\x00", 1<<30), deflated(t, "<a/>", 1<<29)
	raw("a gigabyte of zeros", false, [3]any{"xl/media/a.bin", zeros, uint64(1 << 30)})
	raw("a gigabyte of zeros that says it is small", false, [3]any{"xl/media/a.bin", zeros, uint64(100)})
	raw("half a gigabyte of markup", false, [3]any{"xl/a.xml", marks, uint64(1 << 29)})
	raw("half a gigabyte of markup that says it is small", false, [3]any{"xl/a.xml", marks, uint64(10)})
	raw("markup that says it is eight exabytes", false, [3]any{"xl/a.xml", deflated(t, "<a/>", 4), uint64(1 << 63)})
	raw("markup that says it is 96 megabytes", false, [3]any{"xl/a.xml", deflated(t, "<a/>", 4), uint64(96 << 20)})
	raw("no deflate stream", false, [3]any{"xl/a.xml", bytes.Repeat([]byte{0xff}, 1<<16), uint64(1 << 16)})
	raw("25 million empty blocks", false, [3]any{"xl/a.xml", bytes.Repeat([]byte{0x02, 0x08, 0x20, 0x80, 0x00}, 6<<20), uint64(10)})
	raw("a million blocks that hold codes only", false, [3]any{"xl/a.xml", codesOnly(30 << 20), uint64(10)})
	raw("an empty stream", false, [3]any{"xl/a.xml", []byte{}, uint64(10)})
	raw("the workbook a second time", false, [3]any{"XL/Workbook.xml", deflated(t, "<a/>", 4), uint64(4)})
	var many [][3]any
	for i := range 3000 {
		many = append(many, [3]any{fmt.Sprint("xl/p", i), []byte{3, 0}, uint64(0)})
	}
	raw("3,000 parts", false, many...)
	many = many[:0]
	hundred := deflated(t, "0", 200<<10)
	for i := range 1500 {
		many = append(many, [3]any{fmt.Sprint("xl/p", i), hundred, uint64(200 << 10)})
	}
	raw("300 megabytes in small parts", false, many...)
	nested := whole
	for range 20 { // archives in archives are not opened: what is no XML is read for its checksum only
		var buf bytes.Buffer
		w := zip.NewWriter(&buf)
		for _, part := range [][2]string{{"inner.xlsx", string(nested)}, {"_rels/.rels", "<a/>"}} {
			f, err := w.Create(part[0])
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write([]byte(part[1])); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		nested = buf.Bytes()
	}
	each(hostile{"an archive in an archive in an archive", nested, false})
	each(hostile{"33 megabytes", append(bytes.Clone(whole), make([]byte, 33<<20)...), false})
}

// numbered is n pieces of text with a running number.
func numbered(n int, piece string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, piece, i)
	}
	return b.String()
}

// deflated is the deflate stream of a piece of text, repeated to n bytes.
func deflated(t testing.TB, piece string, n int) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, 6)
	if err != nil {
		t.Fatal(err)
	}
	chunk := []byte(strings.Repeat(piece, 1<<16))
	for n > 0 {
		k := min(n, len(chunk))
		if _, err := w.Write(chunk[:k]); err != nil {
			t.Fatal(err)
		}
		n -= k
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// Whatever is thrown at the reader is refused (or, where nothing forbids it, read)
// soon and in little memory, and the next file is read as ever.
func TestHostileFilesAreRefused(t *testing.T) {
	tier.Full(t)
	good := fixture(t, map[string]string{"xl/worksheets/sheet1.xml": plainSheet})
	n, slowest, largest := 0, hostile{}, hostile{}
	longest, most := 0, uint64(0)
	hostiles(t, func(h hostile) {
		n++
		steps, used, err := cost(h.data)
		if steps > longest {
			longest, slowest = steps, h
		}
		if used > most {
			most, largest = used, h
		}
		var ref *bounds.Refusal
		switch {
		case err == nil && !h.read:
			t.Errorf("%s: read", h.name)
		case err != nil && !errors.As(err, &ref):
			t.Errorf("%s: an error that is no refusal: %v", h.name, err)
		case err != nil && h.read && ref.Code == "FILE-001":
			t.Errorf("%s: %v", h.name, err)
		}
		if steps > hostileSteps {
			t.Errorf("%s: %d steps", h.name, steps)
		}
		if used > hostileMemory {
			t.Errorf("%s: took %d MB", h.name, used>>20)
		}
		if b, err := sheet.Open(good, sheet.DefaultLimits); err != nil || told(b) != plainText {
			t.Errorf("after %s: %v", h.name, err)
		}
	})
	if n < 200 {
		t.Errorf("only %d files", n)
	}
	t.Logf("%d files; at most %d steps (%s) and %d MB of memory (%s)", n, longest, slowest.name, most>>20, largest.name)
}

// cost opens a file and tells how many steps that took, how far the heap grew meanwhile, and
// what became of it.
func cost(data []byte) (steps int, used uint64, err error) {
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	stop, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			runtime.ReadMemStats(&now)
			if now.HeapAlloc > before.HeapAlloc {
				used = max(used, now.HeapAlloc-before.HeapAlloc)
			}
			select {
			case <-stop:
				return
			case <-tick.C:
			}
		}
	}()
	steps, err = sheet.Steps(data)
	close(stop)
	<-stopped
	runtime.KeepAlive(data)
	return steps, used, err
}

// codesOnly is a deflate stream of about n bytes in blocks that describe codes as
// long as a table is wide, and then end.
func codesOnly(n int) []byte {
	var b []byte
	held, bits := uint64(0), 0
	put := func(v uint64, k int) {
		held |= v << bits
		for bits += k; bits >= 8; bits -= 8 {
			b = append(b, byte(held))
			held >>= 8
		}
	}
	// The codes for lengths: 0, 1 and 18 in three bits, 2 to 11 in four.
	sizes := map[int]uint64{0: 3, 1: 3, 18: 3, 2: 4, 3: 4, 4: 4, 5: 4, 6: 4, 7: 4, 8: 4, 9: 4, 10: 4, 11: 4}
	three := map[int]uint64{0: 0b000, 1: 0b100, 18: 0b010} // first bit lowest
	length := func(l int) {
		if c, ok := three[l]; ok {
			put(c, 3)
			return
		}
		c := uint64(6 + l - 2) // 0110 and on
		put(c>>3&1|c>>2&1<<1|c>>1&1<<2|c&1<<3, 4)
	}
	for len(b) < n {
		put(0b100, 3)
		put(0, 5)  // 257 literals
		put(0, 5)  // one distance
		put(15, 4) // all 19 lengths
		for _, at := range []int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15} {
			put(sizes[at], 3)
		}
		length(18)
		put(138-11, 7)
		length(18)
		put(107-11, 7) // 245 literals without a code
		for l := 11; l > 0; l-- {
			length(l)
			if l == 11 {
				length(l)
			}
		}
		length(0) // no distance
		put(0, 1) // the end, which has the shortest code
	}
	return b
}
