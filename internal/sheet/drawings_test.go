package sheet_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/sheet"
)

const (
	drawing = `<xdr:wsDr xmlns:xdr="d" xmlns:a="a" xmlns:mc="m">`
	anchor  = `<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>4</xdr:row></xdr:from><xdr:to><xdr:col>7</xdr:col><xdr:row>9</xdr:row></xdr:to>`
	shape   = `<xdr:sp><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>%s</a:t></a:r></a:p></xdr:txBody></xdr:sp>`
)

// drawn is a workbook whose sheet has a drawing, an old drawing and comments.
func drawn(t *testing.T, parts map[string]string) []sheet.Box {
	t.Helper()
	kinds := map[string]string{"xl/drawings/drawing1.xml": "drawing", "xl/drawings/vml1.vml": "vmlDrawing", "xl/comments1.xml": "comments"}
	rels := ""
	for _, name := range []string{"xl/drawings/drawing1.xml", "xl/drawings/vml1.vml", "xl/comments1.xml"} {
		if parts[name] != "" {
			rels += fmt.Sprintf(`<Relationship Id="r%d" Type="http://x/%s" Target="/%s"/>`, len(rels), kinds[name], name)
		}
	}
	parts["xl/worksheets/_rels/sheet1.xml.rels"] = `<Relationships xmlns="` + relNS + `">` + rels + `</Relationships>`
	b, err := sheet.Open(fixture(t, parts), sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return b.Boxes
}

// Texts outside the cells are found with the cell at their corner; what is broken in them
// costs nothing.
func TestTextsOutsideTheCells(t *testing.T) {
	box := func(text string) string { return anchor + fmt.Sprintf(shape, text) + `</xdr:twoCellAnchor>` }
	for _, c := range []struct {
		name, part, text string
		want             []string
	}{
		{"a text box", "xl/drawings/drawing1.xml", drawing + box("Báo cáo\n  quý") + `</xdr:wsDr>`, []string{"C5 Báo cáo quý"}},
		{"two paragraphs", "xl/drawings/drawing1.xml", drawing + box(`một</a:t></a:r></a:p><a:p><a:r><a:t>hai`) + `</xdr:wsDr>`, []string{"C5 một hai"}},
		{"a group of two", "xl/drawings/drawing1.xml", drawing + anchor + `<xdr:grpSp>` + fmt.Sprintf(shape, "một") + fmt.Sprintf(shape, "hai") + `</xdr:grpSp></xdr:twoCellAnchor></xdr:wsDr>`, []string{"C5 một", "C5 hai"}},
		{"an alternative that says it again", "xl/drawings/drawing1.xml", drawing + anchor + `<mc:AlternateContent><mc:Choice>` + fmt.Sprintf(shape, "một") + `</mc:Choice><mc:Fallback>` + fmt.Sprintf(shape, "một") + `</mc:Fallback></mc:AlternateContent></xdr:twoCellAnchor></xdr:wsDr>`, []string{"C5 một"}},
		{"one without a place", "xl/drawings/drawing1.xml", drawing + `<xdr:absoluteAnchor>` + fmt.Sprintf(shape, "một") + `</xdr:absoluteAnchor></xdr:wsDr>`, []string{" một"}},
		{"an empty one, and a picture", "xl/drawings/drawing1.xml", drawing + box(" ") + anchor + `<xdr:pic/></xdr:twoCellAnchor></xdr:wsDr>`, nil},
		{"cut off", "xl/drawings/drawing1.xml", drawing + box("một") + anchor + `<xdr:sp><xdr:txBody><a:p>`, []string{"C5 một"}},
		{"of Excel 2003", "xl/drawings/vml1.vml", `<xml xmlns:v="v" xmlns:x="x"><v:shape><v:textbox><div>Viết<br>tay</div></v:textbox><x:ClientData ObjectType="Shape"><x:Anchor> 1, 15, 6, 2, 3, 4, 5, 6</x:Anchor></x:ClientData></v:shape></xml>`, []string{"B7 Viết tay"}},
		{"the frame of a comment", "xl/drawings/vml1.vml", `<xml xmlns:v="v" xmlns:x="x"><v:shape><v:textbox><div>ghi chú</div></v:textbox><x:ClientData ObjectType="Note"/></v:shape></xml>`, nil},
		{"a comment", "xl/comments1.xml", `<comments xmlns="` + mainNS + `"><authors><author>Hoa</author></authors><commentList><comment ref="D9" authorId="0"><text><r><t>số này</t></r><r><t xml:space="preserve"> chưa chắc</t></r></text></comment></commentList></comments>`, []string{"D9 số này chưa chắc note"}},
	} {
		var got []string
		for _, b := range drawn(t, map[string]string{c.part: c.text}) {
			at := ""
			if b.Row > 0 {
				at = sheet.Ref(b.Row, b.Col)
			}
			text := at + " " + b.Text
			if b.Note {
				text += " note"
			}
			got = append(got, text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	many := drawn(t, map[string]string{"xl/drawings/drawing1.xml": drawing + strings.Repeat(box(strings.Repeat("dài ", 80)), 60) + `</xdr:wsDr>`})
	if len(many) != 50 || len([]rune(many[0].Text)) > 200 {
		t.Errorf("%d boxes are kept, the first of %d letters", len(many), len([]rune(many[0].Text)))
	}
}

// Runs tell what is struck and raised, in every spelling of on and off, wherever the text
// stands; the cell's own font tells it for runs without a format.
func TestStruckRuns(t *testing.T) {
	run := func(format string) string { return `<r><rPr>` + format + `</rPr><t>12</t></r><r><t>267</t></r>` }
	for format, want := range map[string]string{
		`<strike/>`: "S", `<strike val="1"/>`: "S", `<strike val="true"/>`: "S", `<strike val="0"/>`: "", `<strike val="false"/>`: "",
		`<vertAlign val="superscript"/>`: "R", `<vertAlign val="subscript"/>`: "R", `<vertAlign val="baseline"/>`: "", `<strike/><vertAlign val="superscript"/>`: "SR", `<b/>`: "",
	} {
		for where, parts := range map[string]map[string]string{
			"shared": {"xl/sharedStrings.xml": `<sst xmlns="` + mainNS + `"><si>` + run(format) + `</si></sst>`, "xl/worksheets/sheet1.xml": rows(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`)["xl/worksheets/sheet1.xml"]},
			"inline": rows(`<row r="1"><c r="A1" t="inlineStr"><is>` + run(format) + `</is></c></row>`),
		} {
			b, err := sheet.Open(fixture(t, parts), sheet.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			c, got := b.Sheets[0].At(1, 1), ""
			if len(c.Runs) == 2 {
				if c.Runs[0].Struck {
					got += "S"
				}
				if c.Runs[0].Raised {
					got += "R"
				}
				if c.Runs[0].Plain || !c.Runs[1].Plain || c.Runs[1].Struck {
					t.Errorf("%s, %s: %+v", where, format, c.Runs)
				}
			}
			if got != want || c.Text != "12267" {
				t.Errorf("%s, %s: %q, want %q", where, format, got, want)
			}
		}
	}
	styles := `<styleSheet xmlns="` + mainNS + `"><fonts><font><name val="A"/></font><font><strike/><name val="B"/></font><font><strike val="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>`
	parts := rows(`<row r="1"><c r="A1" s="0"><v>1</v></c><c r="B1" s="1"><v>2</v></c><c r="C1" s="2"><v>3</v></c></row>`)
	parts["xl/styles.xml"] = styles
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships xmlns="` + relNS + `"><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/></Relationships>`
	b, err := sheet.Open(fixture(t, parts), sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if s := b.Sheets[0]; s.At(1, 1).Struck || !s.At(1, 2).Struck || s.At(1, 3).Struck {
		t.Error("the fonts of cells do not tell what is struck")
	}
}
