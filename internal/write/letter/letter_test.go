package letter

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/count/roll"
)

const (
	mainType = wordTypes + "document.main+xml"
	wordNS   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
)

// part is a part of a made-up file.
type part struct{ name, data string }

// archiveOf packs parts.
func archiveOf(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		to, err := w.Create(p.name)
		if err == nil {
			_, err = io.WriteString(to, p.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// docx is a document with a body, and other parts beside it.
func docx(t testing.TB, body string, more ...part) []byte {
	t.Helper()
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + mainType + `"/>`
	for _, p := range more {
		kind := regexp.MustCompile(`[a-z]+`).FindString(strings.TrimPrefix(p.name, "word/"))
		types += `<Override PartName="/` + p.name + `" ContentType="` + wordTypes + kind + `+xml"/>`
	}
	return archiveOf(t, append([]part{
		{"[Content_Types].xml", types + `</Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`},
		{"word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` +
			`<w:document ` + wordNS + ` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>` +
			body + `<w:sectPr/></w:body></w:document>`},
	}, more...)...)
}

// p is a paragraph of one run each.
func p(texts ...string) string {
	out := "<w:p>"
	for _, t := range texts {
		out += `<w:r><w:t xml:space="preserve">` + t + `</w:t></w:r>`
	}
	return out + "</w:p>"
}

func row(cells ...string) string {
	out := "<w:tr>"
	for _, c := range cells {
		out += "<w:tc>" + p(c) + "</w:tc>"
	}
	return out + "</w:tr>"
}

func table(rows ...string) string {
	return "<w:tbl><w:tblPr/><w:tblGrid/>" + strings.Join(rows, "") + "</w:tbl>"
}

// partOf is a part of a document.
func partOf(t testing.TB, data []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// textOf is what a part says: a line each paragraph, cells parted by a bar. It must be well-formed.
func textOf(t testing.TB, data []byte, name string) []string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(partOf(t, data, name)))
	var out strings.Builder
	inText := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			inText = x.Name.Local == "t"
			if x.Name.Local == "br" {
				out.WriteString("⏎")
			}
		case xml.CharData:
			if inText {
				out.Write(x)
			}
		case xml.EndElement:
			inText = false
			switch x.Name.Local {
			case "p":
				out.WriteString("\n")
			case "tc":
				out.WriteString("|")
			}
		}
	}
	text := strings.ReplaceAll(out.String(), "\n|", "|")
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func filler() *Filler {
	text := func(name, other, text string) roll.Placeholder {
		return roll.Placeholder{Name: name, Other: other, Filled: roll.Filled{Text: text, Empty: text == "0"}}
	}
	wards := roll.Placeholder{Name: "ds_phuong", Other: "list_wards",
		Columns: []roll.PlaceholderColumn{{Name: "ten", Other: "name"}, {Name: "diem", Other: "score"}},
		Rows: [][]roll.Filled{
			{{Text: "Sao Đỏ"}, {Text: "90"}},
			{{Text: "Bến <Tắm> & Phả Lại"}, {Missing: true}},
		},
	}
	return New("vi", []roll.Placeholder{
		text("hinh_su_vu", "", "1.234"),
		text("hinh_su_vu.so_sanh", "hinh_su_vu.compared", "tăng 3 vụ (+12 %)"),
		text("te_nan_vu", "", "0"),
		text("ket_luan", "", "đạt"),
		text("uu_diem", "", "Đoạn một.\n\nĐoạn hai & <ba>.\nĐoạn cuối."),
		{Name: "kinh_te_vu", Filled: roll.Filled{Missing: true}},
		{Name: "ngay_ky", Other: "paper_day", Filled: roll.Filled{Missing: true, Text: "ngày … tháng …"}},
		wards,
		{Name: "ds_trong", Columns: []roll.PlaceholderColumn{{Name: "ten"}}},
	})
}

// filled fills a body in and returns its lines and what was told.
func filled(t testing.TB, body string, more ...part) (lines []string, told []string, doc Document) {
	t.Helper()
	doc, err := filler().Fill(docx(t, body, more...))
	if err != nil {
		t.Fatal(err)
	}
	for _, pr := range doc.Problems {
		told = append(told, pr.Place("vi")+": "+pr.Text("vi"))
	}
	return textOf(t, doc.Data, "word/document.xml"), told, doc
}

// What officers write, and what becomes of it.
func TestDocumentsAreFilledIn(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"a figure in a sentence": {p("Xảy ra {{hinh_su_vu}} vụ."), []string{"Xảy ra 1.234 vụ."}},
		"several in one":         {p("{{hinh_su_vu}} vụ, {{ hinh_su_vu.so_sanh }}"), []string{"1.234 vụ, tăng 3 vụ (+12 %)"}},
		"the name in the other language, capitals, hyphens, accents": {
			p("{{Hình-sự-vụ.compared}}/{{LIST_WARDS}}"), []string{"tăng 3 vụ (+12 %)/[danh sách: LIST_WARDS]"}},
		"no answer is no zero":              {p("{{kinh_te_vu}} vụ, {{te_nan_vu}} vụ"), []string{"… vụ, 0 vụ"}},
		"a blank of its own":                {p("{{ngay_ky}} năm 2019"), []string{"ngày … tháng … năm 2019"}},
		"a text alone becomes paragraphs":   {p("{{uu_diem}}"), []string{"Đoạn một.", "Đoạn hai & <ba>.", "Đoạn cuối."}},
		"a text in a sentence breaks lines": {p("Ưu điểm: {{uu_diem}}"), []string{"Ưu điểm: Đoạn một.⏎⏎Đoạn hai & <ba>.⏎Đoạn cuối."}},
		"a condition in a sentence": {
			p("Có{{#hinh_su_vu}} {{hinh_su_vu}} vụ{{/hinh_su_vu}}{{#te_nan_vu}}, tệ nạn{{/te_nan_vu}}{{^te_nan_vu}}, không tệ nạn{{/te_nan_vu}}."),
			[]string{"Có 1.234 vụ, không tệ nạn."}},
		"an unanswered condition":   {p("{{#kinh_te_vu}}có{{/}}{{^kinh_te_vu}}chưa rõ{{/}}"), []string{"chưa rõ"}},
		"a condition on a choice":   {p("{{#ket_luan=ĐẠT}}Đạt{{/ket_luan}}{{#ket_luan=không đạt}}Không{{/ket_luan}}!"), []string{"Đạt!"}},
		"a paragraph for each row":  {p("{{#ds_phuong}}{{stt}}. {{ten}}: {{diem}}{{/ds_phuong}}"), []string{"1. Sao Đỏ: 90", "2. Bến <Tắm> & Phả Lại: …"}},
		"a sentence of rows":        {p("Gồm: {{#ds_phuong}}{{ten}}; {{/ds_phuong}}hết."), []string{"Gồm: Sao Đỏ; Bến <Tắm> & Phả Lại; hết."}},
		"no paragraph for no row":   {p("trước") + p("{{#ds_trong}}{{ten}}{{/ds_trong}}") + p("sau"), []string{"trước", "sau"}},
		"several paragraphs a row":  {p("{{#ds_phuong}}") + p("Phường {{ten}}") + p("Điểm {{diem}}") + p("{{/ds_phuong}}") + p("."), []string{"Phường Sao Đỏ", "Điểm 90", "Phường Bến <Tắm> & Phả Lại", "Điểm …", "."}},
		"paragraphs on a condition": {p("{{#te_nan_vu}}") + p("ẩn") + p("{{/te_nan_vu}}") + p("{{^te_nan_vu}}") + p("hiện") + p("{{/te_nan_vu}}"), []string{"hiện"}},
		"blocks in blocks": {
			p("{{#ds_phuong}}") + p("{{ten}}{{#diem}}: {{diem}}{{/diem}}") + p("{{#te_nan_vu}}") + p("ẩn") + p("{{/te_nan_vu}}") + p("{{/ds_phuong}}"),
			[]string{"Sao Đỏ: 90", "Bến <Tắm> & Phả Lại"}},
		"a row of a table for each row": {
			table(row("TT", "Tên", "Điểm"), row("{{#ds_phuong}}{{stt}}", "{{ten}}", "{{diem}}{{/ds_phuong}}"), row("", "Cộng", "")),
			[]string{"TT|Tên|Điểm|1|Sao Đỏ|90|2|Bến <Tắm> & Phả Lại|…||Cộng||"}},
		"two rows for each row": {
			table(row("{{#ds_phuong}}{{ten}}", ""), row("", "{{diem}}{{/ds_phuong}}")),
			[]string{"Sao Đỏ|||90|Bến <Tắm> & Phả Lại|||…|"}},
		"a list in a cell": {table(row("{{#ds_phuong}}{{ten}}{{/ds_phuong}}", "x")), []string{"Sao Đỏ", "Bến <Tắm> & Phả Lại|x|"}},
		"a cell keeps a paragraph": {
			table(row("{{#te_nan_vu}}ẩn{{/te_nan_vu}}", "x")), []string{"|x|"}},
	} {
		lines, _, _ := filled(t, c.body)
		if !slices.Equal(lines, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, lines, c.want)
		}
	}
}

// Word parts what was typed in one go: by spelling, by corrections, by bookmarks and by looks.
func TestPlaceholdersThatWordPartsAreFound(t *testing.T) {
	look := `<w:rPr><w:b/></w:rPr>`
	body := `<w:p><w:r>` + look + `<w:t>Có {</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>{hinh</w:t></w:r>` +
		`<w:bookmarkStart w:id="0" w:name="a"/><w:r><w:rPr><w:i/></w:rPr><w:t>_su</w:t></w:r><w:bookmarkEnd w:id="0"/>` +
		`<w:ins w:id="3"><w:r><w:t>_vu}</w:t></w:r></w:ins><w:proofErr w:type="spellEnd"/><w:r><w:t xml:space="preserve">} vụ</w:t></w:r></w:p>`
	lines, told, doc := filled(t, body)
	if want := []string{"Có 1.234 vụ"}; !slices.Equal(lines, want) || len(told) > 0 {
		t.Errorf("%q, told %q", lines, told)
	}
	text := partOf(t, doc.Data, "word/document.xml")
	if want := look + `<w:t xml:space="preserve">Có 1.234</w:t>`; !strings.Contains(text, want) {
		t.Errorf("the first run's look does not win: %s", text)
	}
	if !strings.Contains(text, `<w:bookmarkStart w:id="0" w:name="a"/>`) || !strings.Contains(text, `<w:r><w:t xml:space="preserve">} vụ</w:t></w:r>`) == false {
		t.Errorf("what stands between is gone, or the braces are left: %s", text)
	}
	// every way of parting the letters of a sentence among runs reads the same
	sentence := []rune("a{{#ds_phuong}}{{ten}},{{/ds_phuong}}b {{kinh_te_vu}} {{la}}")
	whole, _, _ := filled(t, p(string(sentence)))
	for cut := 1; cut < len(sentence); cut++ {
		for again := cut; again < min(cut+3, len(sentence)); again++ {
			lines, told, _ := filled(t, p(string(sentence[:cut]), string(sentence[cut:again]), string(sentence[again:])))
			if !slices.Equal(lines, whole) || len(told) != 1 {
				t.Fatalf("parted at %d and %d: %q, want %q (%q)", cut, again, lines, whole, told)
			}
		}
	}
}

// An unknown name, a block without an end or a list in the wrong place cost their own place:
// it is marked there, told with its place, and the rest is filled in.
func TestWhatIsWrongCostsItsOwnPlace(t *testing.T) {
	for name, c := range map[string]struct {
		body  string
		lines []string
		told  []string
	}{
		"unknown": {p("Đầu") + p("{{hinh_su_vụ_}} {{hinh_su_v}} và {{te_nan_vu}}"),
			[]string{"Đầu", "1.234 [không có: hinh_su_v] và 0"},
			[]string{"thân văn bản, đoạn 2: không có chỗ điền nào tên “hinh_su_v”; xem tên đúng trong chi-tiet/cho-dien.xlsx. Gần giống: hinh_su_vu."}},
		"unknown block": {p("{{#la}}x{{te_nan_vu}}{{/la}}"), []string{"[không có: la]x0[sai dấu: {{/la}}]"}, []string{"thân văn bản, đoạn 1: không có chỗ điền nào tên “la”"}},
		"not closed":    {p("{{#ds_phuong}}") + p("{{te_nan_vu}}"), []string{"[sai dấu: {{#ds_phuong}}]", "0"}, []string{"đoạn 1: {{#ds_phuong}} không có {{/ds_phuong}}"}},
		"not opened":    {p("{{te_nan_vu}}{{/ds_phuong}}"), []string{"0[sai dấu: {{/ds_phuong}}]"}, []string{"{{/ds_phuong}} không có {{#ds_phuong}}"}},
		"not ended":     {p("{{te_nan_vu}} {{hinh_su_vu"), []string{"0 [sai dấu: {{]hinh_su_vu"}, []string{"{{ không có }}"}},
		"a list":        {p("{{ds_phuong}}"), []string{"[danh sách: ds_phuong]"}, []string{"viết {{#ds_phuong}} … {{/ds_phuong}}"}},
		"unknown in a row": {p("{{#ds_phuong}}{{ten}} {{ho}}{{/ds_phuong}}"),
			[]string{"Sao Đỏ [không có: ho]", "Bến <Tắm> & Phả Lại [không có: ho]"}, []string{"“ho”"}},
	} {
		lines, told, _ := filled(t, c.body)
		if !slices.Equal(lines, c.lines) {
			t.Errorf("%s: %q, want %q", name, lines, c.lines)
		}
		if len(told) != len(c.told) || !strings.Contains(told[0], c.told[0]) {
			t.Errorf("%s: told %q, want %q", name, told, c.told)
		}
	}
	_, _, doc := filled(t, `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a {{la}} b</w:t></w:r></w:p>`)
	want := `<w:r><w:rPr><w:b/><w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve">[không có: la]</w:t></w:r>`
	if text := partOf(t, doc.Data, "word/document.xml"); !strings.Contains(text, want) {
		t.Errorf("the place is not seen: %s", text)
	}
}

// Headers, footers, footnotes and text boxes are filled in as well; what hangs in a paragraph is
// no part of its sentence.
func TestEveryPartOfTheTextIsFilledIn(t *testing.T) {
	box := `<w:p><w:r><w:t>Trước {{te_nan</w:t></w:r><w:r><w:pict><w:txbxContent>` + p("Hộp {{hinh_su_vu}}") +
		`</w:txbxContent></w:pict></w:r><w:r><w:t>_vu}}</w:t></w:r></w:p>`
	head := func(tag, text string) string { return "<w:" + tag + " " + wordNS + ">" + text + "</w:" + tag + ">" }
	lines, told, doc := filled(t, box,
		part{"word/header1.xml", head("hdr", p("Đầu {{hinh_su_vu}}"))},
		part{"word/footer1.xml", head("ftr", p("Chân {{nhầm}}"))},
		part{"word/footnotes.xml", head("footnotes", `<w:footnote w:id="1">`+p("Chú thích {{hinh_su_vu}}")+`</w:footnote>`)},
		part{"word/settings.xml", "<w:settings " + wordNS + "><!-- {{hinh_su_vu}} --></w:settings>"},
	)
	if want := []string{"Trước 0Hộp 1.234", ""}; !slices.Equal(lines, want) {
		t.Errorf("%q", lines)
	}
	for name, want := range map[string]string{"word/header1.xml": "Đầu 1.234", "word/footer1.xml": "Chân [không có: nhầm]",
		"word/footnotes.xml": "Chú thích 1.234"} {
		if got := textOf(t, doc.Data, name); got[0] != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := partOf(t, doc.Data, "word/settings.xml"); !strings.Contains(got, "{{hinh_su_vu}}") {
		t.Error("a part without text was touched")
	}
	if len(told) != 1 || !strings.HasPrefix(told[0], "chân trang, đoạn 1") {
		t.Errorf("told %q", told)
	}
	if !slices.Equal(doc.Used, []string{"hinh_su_vu", "te_nan_vu"}) {
		t.Errorf("used %q", doc.Used)
	}
}

// What is no placeholder stays byte for byte, and the same template with the same values makes
// the same bytes.
func TestTheRestStaysByteForByte(t *testing.T) {
	odd := "<!-- {chú thích} --><w:p w:rsidR='00AA'\n><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>" +
		"<w:r><w:t>{ngoặc đơn}, &#273;&amp;<![CDATA[{x}]]></w:t><w:tab/></w:r><w:r><w:t/></w:r></w:p>"
	with := docx(t, odd+p("{{te_nan_vu}}"), part{"word/media/a.png", "\x89PNG ảnh"})
	doc, err := filler().Fill(with)
	if err != nil {
		t.Fatal(err)
	}
	before, after := partOf(t, with, "word/document.xml"), partOf(t, doc.Data, "word/document.xml")
	if want := strings.Replace(before, "{{te_nan_vu}}", "0", 1); after != want {
		t.Errorf("%s\nwant %s", after, want)
	}
	again, err := filler().Fill(with)
	if err != nil || !bytes.Equal(again.Data, doc.Data) {
		t.Errorf("twice the same makes different bytes (%v)", err)
	}
	plain := docx(t, odd)
	if doc, err = filler().Fill(plain); err != nil || partOf(t, doc.Data, "word/document.xml") != partOf(t, plain, "word/document.xml") {
		t.Errorf("a document without placeholders changed (%v)", err)
	}
}

// Rows that are repeated bear no number twice.
func TestCopiesHaveNoNumberTwice(t *testing.T) {
	body := `<w:p w14:paraId="0A"><w:bookmarkStart w:id="1" w:name="b"/><w:r><w:t>{{#ds_phuong}}{{ten}}{{/ds_phuong}}</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>`
	_, _, doc := filled(t, body)
	text := partOf(t, doc.Data, "word/document.xml")
	for _, once := range []string{"w14:paraId", "bookmarkStart", "bookmarkEnd"} {
		if n := strings.Count(text, once); n != 1 {
			t.Errorf("%s stands %d times: %s", once, n, text)
		}
	}
}

// What is no document, is locked, broken or made to harm is refused with the reason.
func TestWhatCannotBeFilledIsRefused(t *testing.T) {
	good := docx(t, p("{{te_nan_vu}}"))
	damaged := bytes.Clone(good)
	at := bytes.Index(damaged, []byte("word/document.xml")) + 40
	damaged[at] ^= 0xff
	old := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 4096)...)
	body := func(text string) []byte {
		return archiveOf(t,
			part{"[Content_Types].xml", `<Types><Override PartName="/word/document.xml" ContentType="` + mainType + `"/></Types>`},
			part{"_rels/.rels", "<Relationships/>"}, part{"word/document.xml", text})
	}
	word := func(text string) []byte { return body("<w:document " + wordNS + ">" + text + "</w:document>") }
	slow := map[string]bool{"rows of rows": true, "rows in a sentence": true, "blocks of blocks": true, "never closed": true}
	for name, c := range map[string]struct {
		data []byte
		why  Why
	}{
		"nothing":            {nil, Broken},
		"text":               {[]byte("Kính gửi"), NoDocument},
		"cut":                {good[:len(good)/2], Broken},
		"a byte changed":     {damaged, Broken},
		"an old document":    {old, NoDocument},
		"another archive":    {archiveOf(t, part{"a.txt", "x"}), NoDocument},
		"no XML":             {word("{{a}}<w:p>"), Broken},
		"a part twice":       {archiveOf(t, part{"a.xml", ""}, part{"A.xml", ""}), Broken},
		"a DTD":              {body(`<!DOCTYPE x [<!ENTITY a "b">]><w:document ` + wordNS + `>{{a}}</w:document>`), Declares},
		"an entity":          {body(`<w:document ` + wordNS + `>{{a}}&x;</w:document>`), Broken},
		"deep":               {word(strings.Repeat("<w:p>", 10000) + "{{a}}" + strings.Repeat("</w:p>", 10000)), TooLarge},
		"a bomb":             {word("{" + strings.Repeat(" ", mostText)), TooLarge},
		"a bomb of another":  {archiveOf(t, part{"x", strings.Repeat("\x00", mostExpanded+1)}), TooLarge},
		"many parts":         {archiveOf(t, make([]part, mostEntries+1)...), TooLarge},
		"rows of rows":       {word("<w:body>" + p(strings.Repeat("{{#ds_phuong}}", 30)+"x"+strings.Repeat("{{/ds_phuong}}", 30)) + "</w:body>"), TooLarge},
		"rows in a sentence": {word("<w:body>" + p("a"+strings.Repeat("{{#ds_phuong}}", 30)+"x"+strings.Repeat("{{/ds_phuong}}", 30)) + "</w:body>"), TooLarge},
		"blocks of blocks":   {word(strings.Repeat(p("{{#ds_phuong}}"), 25) + p("x") + strings.Repeat(p("{{/ds_phuong}}"), 25)), TooLarge},
		"never closed":       {word(strings.Repeat(p("{{#ds_phuong}}"), 60000)), TooLarge},
		"written in UTF-16":  {body("\xff\xfe<\x00{\x00"), Broken},
		"beyond the archive": {append([]byte("PK\x05\x06"), bytes.Repeat([]byte{0xff}, 18)...), Broken},
	} {
		if testing.Short() && slow[name] {
			continue
		}
		_, err := filler().Fill(c.data)
		var no *Refused
		if !errors.As(err, &no) || no.Why != c.why {
			t.Errorf("%s: %v, want %d", name, err, c.why)
		} else if no.Text("vi") == "" || no.Text("en") == "" {
			t.Errorf("%s is not told", name)
		}
	}
}

// Whatever becomes of a document's bytes, it is filled in or refused, never more.
func FuzzFill(f *testing.F) {
	f.Add(docx(f, p("a {{te_nan_vu}} {{#ds_phuong}}{{ten}}{{/ds_phuong}} {{la}}")+table(row("{{#ds_phuong}}", "{{/ds_phuong}}"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := filler().Fill(data)
		if err == nil {
			_, err = zip.NewReader(bytes.NewReader(doc.Data), int64(len(doc.Data)))
		}
		var no *Refused
		if err != nil && !errors.As(err, &no) {
			t.Error(err)
		}
	})
}

// Whatever marks a text has, the document stays well-formed and says what stands outside them.
func FuzzMarks(f *testing.F) {
	for _, s := range []string{"{{te_nan_vu}}", "{{#ds_phuong}}|{{ten}}|{{/ds_phuong}}", "a{{#a}}|{{^b}}|{{/a}}|}}", "{{{{{{|}}}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		body := ""
		for i, piece := range strings.Split(text, "|") {
			if piece = escaped(piece); i%3 == 2 {
				body += table(row(piece, "{{ten}}"), row(piece))
			} else {
				body += p("trước", piece, "sau")
			}
		}
		doc, err := filler().Fill(docx(t, body))
		if err != nil {
			return
		}
		if lines := fmt.Sprint(textOf(t, doc.Data, "word/document.xml")); strings.Contains(text, "{{te_nan_vu}}") && !strings.Contains(lines, "0") {
			t.Errorf("%q became %q", text, lines)
		}
	})
}
