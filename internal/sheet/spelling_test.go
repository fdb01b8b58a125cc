package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
	"unicode/utf16"

	"tonghop/internal/sheet"
)

const (
	plainSheet = `<worksheet xmlns="` + mainNS + `"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12</v></c></row><row r="2"><c r="B2" t="str"><f>A1</f><v>hộ &amp; khẩu</v></c></row></sheetData></worksheet>`
	plainText  = "A1 chung|B1 12|B2 hộ & khẩu|"
)

func told(b *sheet.Book) string {
	var s strings.Builder
	for c := range b.Sheets[0].Cells() {
		s.WriteString(sheet.Ref(c.Row, c.Col) + " " + c.Text + "|")
	}
	return s.String()
}

func utf16Part(s string, order binary.ByteOrder, mark bool) string {
	u := utf16.Encode([]rune(s))
	if mark {
		u = append([]uint16{0xfeff}, u...)
	}
	b := make([]byte, 2*len(u))
	for i, c := range u {
		order.PutUint16(b[2*i:], c)
	}
	return string(b)
}

// Every legal spelling of the same sheet reads the same.
func TestEveryLegalSpelling(t *testing.T) {
	const (
		strict   = "http://purl.oclc.org/ooxml/spreadsheetml/main"
		sheetXML = "xl/worksheets/sheet1.xml"
		choice   = `<mc:AlternateContent xmlns:mc="` + compNS + `" xmlns:s="` + mainNS + `"><mc:Choice`
		wrapped  = `<worksheet xmlns:q="urn:q" xmlns:mc="` + compNS + `" mc:Ignorable="q" mc:ProcessContent="q:w" `
	)
	swap := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(plainSheet) }
	prefixed := strings.NewReplacer("</", "</x:", "<", "<x:", "xmlns=", "xmlns:x=").Replace(plainSheet)
	prefixed = strings.ReplaceAll(prefixed, "<x:/x:", "</x:")
	rels := func(target string) string {
		return `<Relationships xmlns="` + relNS + `"><Relationship Id="rId1" Type="http://x/worksheet" Target="` + target + `"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`
	}
	for name, parts := range map[string]map[string]string{
		"as it is":                           {sheetXML: plainSheet},
		"XML declaration":                    {sheetXML: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n" + plainSheet},
		"single quotes":                      {sheetXML: strings.ReplaceAll(plainSheet, `"`, "'")},
		"byte order mark":                    {sheetXML: "\xef\xbb\xbf" + plainSheet},
		"UTF-16 little":                      {sheetXML: utf16Part(plainSheet, binary.LittleEndian, true)},
		"UTF-16 big":                         {sheetXML: utf16Part(plainSheet, binary.BigEndian, true)},
		"UTF-16 without mark":                {sheetXML: utf16Part(`<?xml version="1.0" encoding="UTF-16"?>`+plainSheet, binary.LittleEndian, false)},
		"another prefix":                     {sheetXML: prefixed},
		"strict namespace":                   {sheetXML: strings.ReplaceAll(plainSheet, mainNS, strict)},
		"no references":                      {sheetXML: swap(` r="A1"`, "", ` r="B1"`, "", `<row r="1">`, "<row>")},
		"rows without numbers":               {sheetXML: swap(`<row r="1">`, "<row>", `<row r="2">`, "<row>")},
		"small letters":                      {sheetXML: swap(`r="B2"`, `r="b2"`)},
		"white space everywhere":             {sheetXML: swap("><", ">\n\t<", `<v>12</v>`, "<v> 12\n</v>", ` t="s"`, "\n  t = \"s\" ")},
		"comments":                           {sheetXML: swap("<sheetData>", "<!-- <c r='Z9'><v>9</v></c> --><sheetData>", "<v>12</v>", "<!--a--><v>1<!--b-->2</v>")},
		"processing instructions":            {sheetXML: swap("<v>12</v>", "<?x <v>9</v>?><v>1<?y?>2</v>")},
		"CDATA":                              {sheetXML: swap("<v>hộ &amp; khẩu</v>", "<v><![CDATA[hộ & ]]>khẩu</v>")},
		"character references":               {sheetXML: swap("hộ &amp; khẩu", "h&#x1ED9; &#38; kh&#7849;u", "<v>12</v>", "<v>1&#50;</v>")},
		"inline string":                      {sheetXML: swap(`<c r="A1" t="s"><v>0</v></c>`, `<c r="A1" t="inlineStr"><is><t>chung</t></is></c>`)},
		"rich inline string":                 {sheetXML: swap(`<c r="A1" t="s"><v>0</v></c>`, `<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>chu</t></r><r><t>ng</t></r><rPh sb="0" eb="1"><t>ẩn</t></rPh></is></c>`)},
		"escaped characters":                 {sheetXML: swap("khẩu", "_x006b_hẩu")},
		"shared formula":                     {sheetXML: swap("<f>A1</f>", `<f t="shared" ref="B2:B9" si="0">A1</f>`)},
		"array formula":                      {sheetXML: swap("<f>A1</f>", `<f t="array" ref="B2">A1</f>`)},
		"cells out of order":                 {sheetXML: swap(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12</v></c></row>`, "", `</sheetData>`, `<row r="1"><c r="B1"><v>12</v></c><c r="A1" t="s"><v>0</v></c></row></sheetData>`)},
		"extensions":                         {sheetXML: swap("<sheetData>", `<x14ac:c xmlns:x14ac="u" r="A1"><v>3</v></x14ac:c><sheetData>`, "</worksheet>", `<extLst><ext uri="u" xmlns:x14="v"><x14:row><x14:c r="C9"><v>1</v></x14:c></x14:row></ext></extLst></worksheet>`)},
		"alternatives":                       {sheetXML: swap("<sheetData>", `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x"><sheetData><row r="9"><c r="A9"><v>9</v></c></row></sheetData></mc:Choice><mc:Fallback><sheetPr/></mc:Fallback></mc:AlternateContent><sheetData>`)},
		"an alternative that we understand":  {sheetXML: swap("<sheetData>", choice+` Requires="s"><sheetData>`, "</sheetData>", `</sheetData></mc:Choice><mc:Choice Requires="s"><sheetData><row r="9"><c r="A9"><v>9</v></c></row></sheetData></mc:Choice><mc:Fallback><sheetData><row r="9"><c r="A9"><v>9</v></c></row></sheetData></mc:Fallback></mc:AlternateContent>`)},
		"alternatives in each other":         {sheetXML: swap("<sheetData>", choice+` Requires="s t"><a/></mc:Choice><mc:Fallback>`+choice+` Requires=" s "><sheetData>`, "</sheetData>", `</sheetData></mc:Choice></mc:AlternateContent></mc:Fallback></mc:AlternateContent>`)},
		"content to be processed":            {sheetXML: swap("<worksheet ", wrapped, "<row", "<q:w a='1'><row", "</row>", "</row></q:w>", "<v>", "<q:w><v>", "</v>", "</v></q:w>")},
		"all content to be processed":        {sheetXML: swap("<worksheet ", strings.Replace(wrapped, "q:w", "q:v q:*", 1), "<c ", "<q:w><p:x xmlns:p='urn:q'><c ", "</c>", "</c></p:x></q:w>")},
		"content to be processed elsewhere":  {sheetXML: swap("<worksheet ", wrapped, "</row>", `<q:x><c r="Z9"><v>9</v></c></q:x><p:w xmlns:p="urn:p"><c r="Z9"><v>9</v></c></p:w></row>`)},
		"absolute target":                    {sheetXML: plainSheet, "xl/_rels/workbook.xml.rels": rels("/xl/worksheets/sheet1.xml")},
		"target with dots":                   {sheetXML: plainSheet, "xl/_rels/workbook.xml.rels": rels("./../xl/worksheets/sheet1.xml")},
		"target in capitals and backslashes": {sheetXML: plainSheet, "xl/_rels/workbook.xml.rels": rels(`WORKSHEETS\Sheet1.xml`)},
		"relationship part with a prefix":    {sheetXML: plainSheet, "xl/_rels/workbook.xml.rels": strings.NewReplacer("xmlns=", "xmlns:r=", "<R", "<r:R", "</R", "</r:R").Replace(rels("worksheets/sheet1.xml"))},
	} {
		b, err := sheet.Open(fixture(t, parts), sheet.DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := told(b); got != plainText {
			t.Errorf("%s: read %q", name, got)
		}
	}
}

// rezip writes the same parts again as another archive: how is given each header.
func rezip(t testing.TB, data []byte, how func(h *zip.FileHeader)) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range r.File {
		src, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var body bytes.Buffer
		if _, err := body.ReadFrom(src); err != nil {
			t.Fatal(err)
		}
		h := &zip.FileHeader{Name: f.Name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(body.Bytes()), CompressedSize64: uint64(body.Len()), UncompressedSize64: uint64(body.Len())}
		how(h)
		create := w.CreateHeader
		if h.Method == zip.Store && h.Flags&8 == 0 {
			create = w.CreateRaw
		}
		part, err := create(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(body.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// Every legal container of the same parts reads the same: stored and deflated,
// sizes before or behind the data, something before the archive, a comment
// behind it.
func TestEveryLegalContainer(t *testing.T) {
	data := fixture(t, map[string]string{"xl/worksheets/sheet1.xml": plainSheet})
	plain := func(*zip.FileHeader) {}
	comment := bytes.Clone(data)
	comment[len(comment)-2] = 5
	commented := func(text string) []byte {
		return append(binary.LittleEndian.AppendUint16(bytes.Clone(data[:len(data)-2]), uint16(len(text))), text...)
	}
	for name, d := range map[string][]byte{
		"deflated, sizes behind the data": data,
		"stored, sizes before the data":   rezip(t, data, plain),
		"stored, sizes behind the data":   rezip(t, data, func(h *zip.FileHeader) { h.Flags |= 8 }),
		"zip64 sizes":                     zip64(rezip(t, data, plain)),
		"backslashes in names":            rezip(t, data, func(h *zip.FileHeader) { h.Name = strings.ReplaceAll(h.Name, "/", `\`) }),
		"names in capitals":               rezip(t, data, func(h *zip.FileHeader) { h.Name = strings.ToUpper(h.Name) }),
		"a comment behind":                append(comment, "ghi c"...),
		"an end in the comment":           commented("xx PK\x05\x06 yy"),
		"a long end in the comment":       commented("PK\x05\x06" + strings.Repeat("a", 60)),
		"an empty end as the comment":     commented("PK\x05\x06" + strings.Repeat("\x00", 18)),
		"the same end as the comment":     commented(string(data[len(data)-22:])),
		"many ends in the comment":        commented(strings.Repeat("PK\x05\x06", 16000)),
		"a note on what it is": fixture(t, map[string]string{
			"xl/worksheets/sheet1.xml": plainSheet,
			"mimetype":                 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		}),
	} {
		b, err := sheet.Open(d, sheet.DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := told(b); got != plainText {
			t.Errorf("%s: read %q", name, got)
		}
	}
}

// zip64 writes an archive's directory and end anew with 64-bit sizes (APPNOTE
// 4.3.14, 4.3.15, 4.5.3).
func zip64(data []byte) []byte {
	le := binary.LittleEndian
	end := bytes.LastIndex(data, []byte("PK\x05\x06"))
	n, at := int(le.Uint16(data[end+10:])), int(le.Uint32(data[end+16:]))
	out := bytes.Clone(data[:at])
	for p := at; p < end; {
		nameLen, extraLen := int(le.Uint16(data[p+28:])), int(le.Uint16(data[p+30:]))
		h := bytes.Clone(data[p : p+46+nameLen])
		extra := le.AppendUint16(nil, 1)
		extra = le.AppendUint16(extra, 24)
		extra = le.AppendUint64(extra, uint64(le.Uint32(h[24:])))
		extra = le.AppendUint64(extra, uint64(le.Uint32(h[20:])))
		extra = le.AppendUint64(extra, uint64(le.Uint32(h[42:])))
		for _, field := range []int{20, 24, 42} {
			le.PutUint32(h[field:], 0xffffffff)
		}
		le.PutUint16(h[30:], uint16(len(extra)))
		out = append(append(out, h...), extra...)
		p += 46 + nameLen + extraLen
	}
	size := len(out) - at
	record := len(out)
	out = append(out, "PK\x06\x06"...)
	out = le.AppendUint64(out, 44)        // bytes that follow
	out = le.AppendUint64(out, 45|45<<16) // versions, two bytes each; disk 0
	out = le.AppendUint32(out, 0)         // disk of the directory
	for _, v := range []int{n, n, size, at} {
		out = le.AppendUint64(out, uint64(v))
	}
	out = append(out, "PK\x06\x07\x00\x00\x00\x00"...)
	out = le.AppendUint64(out, uint64(record))
	out = append(out, 1, 0, 0, 0)
	out = append(out, "PK\x05\x06\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00"...)
	return out
}
