package sheet_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tonghop/internal/sheet"
)

// What is wrong in one cell costs that cell only: it is read where only one reading is left, a
// text where it would be refused as an answer, and else something that is no answer. The cells
// beside it are read as ever.
func TestOneOddCellCostsThatCell(t *testing.T) {
	const fault, text, number, boolean = sheet.Fault, sheet.Text, sheet.Number, sheet.Bool
	for name, c := range map[string]struct {
		cell string // B2, between 7 and 8
		kind sheet.Kind
		text string
		note bool
	}{
		"a blank shared string":               {`<c r="B2" t="s"><v></v></c>`, sheet.Empty, "", false},
		"a shared string of blanks":           {`<c r="B2" t="s"><v> </v></c>`, sheet.Empty, "", false},
		"a shared string without a value":     {`<c r="B2" t="s"/>`, sheet.Empty, "", false},
		"a shared string with zeros before":   {`<c r="B2" t="s"><v> 00000000000 </v></c>`, text, "chung", false},
		"a shared string that is not there":   {`<c r="B2" t="s"><v>9</v></c>`, fault, "#?9", true},
		"a negative shared string":            {`<c r="B2" t="s"><v>-1</v></c>`, fault, "#?-1", true},
		"a shared string beyond all numbers":  {`<c r="B2" t="s"><v>18446744073709551616</v></c>`, fault, "#?18446744073709551616", true},
		"a shared string that is no number":   {`<c r="B2" t="s"><v>x</v></c>`, fault, "#?x", true},
		"a text and a value that agree":       {`<c r="B2" t="inlineStr"><is><t>267</t></is><v>267</v></c>`, text, "267", false},
		"a value and a text that agree":       {`<c r="B2"><v>267</v><is><t>267</t></is></c>`, number, "267", false},
		"a text and a blank value":            {`<c r="B2" t="inlineStr"><is><t>267</t></is><v/></c>`, text, "267", false},
		"a blank text and a value":            {`<c r="B2" t="inlineStr"><is><t/></is><v>267</v></c>`, text, "267", false},
		"a text and a value that differ":      {`<c r="B2" t="inlineStr"><is><t>267</t></is><v>268</v></c>`, fault, "#?267", true},
		"two values that agree":               {`<c r="B2"><v>5</v><v>5</v></c>`, number, "5", false},
		"a value and an extension's own":      {`<c r="B2"><v>5</v><extLst><ext uri="x"><v>6</v><is><t>7</t></is></ext></extLst></c>`, number, "5", false},
		"an extension's cell in the row":      {`<c r="B2"><v>5</v></c><extLst><ext uri="x"><c r="B2"><v>6</v></c></ext></extLst>`, number, "5", false},
		"two values that differ":              {`<c r="B2"><v>5</v><v>6</v></c>`, fault, "#?5", true},
		"two texts that differ":               {`<c r="B2" t="inlineStr"><is><t>a</t></is><is><t>b</t></is></c>`, fault, "#?a", true},
		"a text in its place without a text":  {`<c r="B2" t="inlineStr"/>`, sheet.Empty, "", false},
		"a text in its place as a value":      {`<c r="B2" t="inlineStr"><v>267</v></c>`, text, "267", false},
		"an empty format":                     {`<c r="B2" s=""><v>5</v></c>`, number, "5", true},
		"a format beyond the table":           {`<c r="B2" s="99"><v>5</v></c>`, number, "5", true},
		"a negative format":                   {`<c r="B2" s="-1"><v>5</v></c>`, number, "5", true},
		"a format that is no number":          {`<c r="B2" s="x"><v>5</v></c>`, number, "5", true},
		"a format with blanks and zeros":      {`<c r="B2" s=" 001 "><v>5</v></c>`, number, "5", false},
		"a time of day":                       {`<c r="B2" t="d"><v>10:10:10</v></c>`, text, "10:10:10", true},
		"no date":                             {`<c r="B2" t="d"><v>2019-13-45</v></c>`, text, "2019-13-45", true},
		"a blank date":                        {`<c r="B2" t="d"><v/></c>`, sheet.Empty, "", false},
		"no number":                           {`<c r="B2" t="n"><v>12a</v></c>`, text, "12a", true},
		"a number with a comma":               {`<c r="B2"><v>1,5</v></c>`, text, "1,5", true},
		"an infinite number":                  {`<c r="B2"><v>1e999</v></c>`, text, "1e999", true},
		"a number that is none":               {`<c r="B2"><v>NaN</v></c>`, text, "NaN", true},
		"a number in hexadecimal":             {`<c r="B2"><v>0x1p-2</v></c>`, text, "0x1p-2", true},
		"an unknown type":                     {`<c r="B2" t="zzz"><v>1</v></c>`, fault, "#?1", true},
		"a type in capitals":                  {`<c r="B2" t="N"><v>1</v></c>`, fault, "#?1", true},
		"an empty type":                       {`<c r="B2" t=""><v>1</v></c>`, number, "1", false},
		"no boolean":                          {`<c r="B2" t="b"><v>2</v></c>`, fault, "#?2", true},
		"a boolean in words":                  {`<c r="B2" t="b"><v>true</v></c>`, boolean, "1", false},
		"a blank boolean":                     {`<c r="B2" t="b"><v/></c>`, sheet.Empty, "", false},
		"an unknown error":                    {`<c r="B2" t="e"><v>#NEW!</v></c>`, fault, "#NEW!", false},
		"an error without a name":             {`<c r="B2" t="e"><v></v></c>`, fault, "#?", true},
		"an element in a value":               {`<c r="B2"><v>1<b/>2</v></c>`, fault, "#?12", true},
		"an element in a text":                {`<c r="B2" t="inlineStr"><is><t>1<b>9</b>2</t></is></c>`, fault, "#?12", true},
		"a value that stands twice":           {`<c r="B2"><v>5</v></c><c r="B2"><v>5</v></c>`, number, "5", false},
		"a cell twice, with another value":    {`<c r="B2"><v>5</v></c><c r="B2"><v>6</v></c>`, fault, "#?", true},
		"a cell twice, blank once":            {`<c r="B2"/><c r="B2"><v>6</v></c>`, fault, "#?", true},
		"a cell twice, as text and as number": {`<c r="B2" t="str"><v>6</v></c><c r="B2"><v>6</v></c>`, fault, "#?", true},
		"an empty reference":                  {`<c r=""><v>5</v></c>`, fault, "#?", true},
		"a reference that is none":            {`<c r="2B"><v>5</v></c>`, fault, "#?", true},
		"a reference with dollars":            {`<c r="$B$2"><v>5</v></c>`, fault, "#?", true},
		"a reference beyond the last column":  {`<c r="XFE2"><v>5</v></c>`, fault, "#?", true},
		"a reference into another row":        {`<c r="B9"><v>5</v></c>`, fault, "#?", true},
		"an empty reference, out of order":    {`<c r=""><v>5</v></c><c r="D2"/><c r="C2"/>`, fault, "#?", true},
	} {
		parts := rows(`<row r="2"><c r="A2"><v>7</v></c>` + c.cell + `<c r="E2"><v>8</v></c></row>`)
		parts["xl/styles.xml"] = `<styleSheet xmlns="` + mainNS + `"><cellXfs><xf/><xf/></cellXfs></styleSheet>`
		parts["xl/_rels/workbook.xml.rels"] = `<Relationships xmlns="` + relNS + `"><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/styles" Target="styles.xml"/><Relationship Id="c" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
		b, err := sheet.Open(fixture(t, parts), sheet.DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s := b.Sheets[0]
		if got := s.At(2, 2); got.Kind != c.kind || got.Text != c.text || got.Pending {
			t.Errorf("%s: read %d %q, want %d %q", name, got.Kind, got.Text, c.kind, c.text)
		}
		if s.Text(2, 1) != "7" || s.Text(2, 5) != "8" {
			t.Errorf("%s: beside it stand %q and %q", name, s.Text(2, 1), s.Text(2, 5))
		}
		if noted := len(b.Notes) > 0; noted != c.note {
			t.Errorf("%s: notes %+v", name, b.Notes)
		}
		if c.note && (b.Notes[0].Part != "xl/worksheets/sheet1.xml" || b.Notes[0].What == "") {
			t.Errorf("%s: note %+v", name, b.Notes[0])
		}
	}
}

// A cell that says it stands in another row is believed in neither place.
func TestACellInTwoRows(t *testing.T) {
	b, err := sheet.Open(fixture(t, rows(`<row r="1"><c r="A1"><v>1</v></c><c r="B2"><v>5</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>6</v></c></row>`)), sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	s := b.Sheets[0]
	for _, at := range [][2]int{{1, 2}, {2, 2}} {
		if c := s.At(at[0], at[1]); c.Kind != sheet.Fault {
			t.Errorf("%v: %+v", at, c)
		}
	}
	if s.Text(1, 1) != "1" || s.Text(2, 1) != "2" {
		t.Error("the cells beside it are not read")
	}
}

// Where a row's number says nothing, its cells say where they stand.
func TestARowWithoutANumber(t *testing.T) {
	for _, r := range []string{"", "x", "0", "-1", "1.5"} {
		body := `<row r="1"><c r="A1"><v>1</v></c></row><row r="` + r + `"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c></row><row><c r="A3"><v>4</v></c></row><row r="4"><c><v>5</v></c></row>`
		b, err := sheet.Open(fixture(t, rows(body)), sheet.DefaultLimits)
		if err != nil {
			t.Errorf("%q: %v", r, err)
			continue
		}
		if got := told(b); got != "A1 1|A2 2|B2 3|A3 4|A4 5|" {
			t.Errorf("%q: %s", r, got)
		}
	}
}

// beside is a workbook with a form's sheet, and whatever else.
func beside(t testing.TB, sheets, rels, behind string, parts map[string]string) []byte {
	t.Helper()
	all := rows(`<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>`)
	all["xl/workbook.xml"] = `<workbook xmlns="` + mainNS + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Mẫu" sheetId="1" r:id="rId1"/>` + sheets + `</sheets><definedNames><definedName name="a">Mẫu!$A$1</definedName>` + behind + `</definedNames></workbook>`
	all["xl/_rels/workbook.xml.rels"] = `<Relationships xmlns="` + relNS + `"><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="x/sharedStrings" Target="sharedStrings.xml"/>` + rels + `</Relationships>`
	for k, v := range parts {
		all[k] = v
	}
	return fixture(t, all)
}

// What is wrong outside the form's own sheets costs nothing but a note.
func TestWhatIsWrongElsewhereCostsANote(t *testing.T) {
	own := `<Relationship Id="o" Type="x/worksheet" Target="worksheets/own.xml"/>`
	ownSheet := `<sheet name="Của tôi" sheetId="2" r:id="o"/>`
	part := func(body string) map[string]string {
		return map[string]string{"xl/worksheets/own.xml": `<worksheet xmlns="` + mainNS + `">` + body + `</worksheet>`}
	}
	many := `<sheetData><row>` + strings.ReplaceAll(numbered(101_000, `<c><v>%d</v></c>`), `000</v></c>`, `000</v></c></row><row>`) + `</row></sheetData>`
	for name, c := range map[string]struct {
		sheets, rels, behind string
		parts                map[string]string
		quiet                bool // not even a note
	}{
		"a sheet without a relationship":          {sheets: `<sheet name="Ghi chú" sheetId="2"/>`},
		"a module, with an empty relationship":    {sheets: `<sheet name="Module1" sheetId="2" state="veryHidden" r:id=""/>`},
		"a sheet of a relationship that is none":  {sheets: `<sheet name="x" sheetId="2" r:id="nope"/>`},
		"a chart":                                 {sheets: ownSheet, rels: `<Relationship Id="o" Type="x/chartsheet" Target="chartsheets/1.xml"/>`, quiet: true},
		"formats that are not there":              {rels: `<Relationship Id="s" Type="x/styles" Target="styles.xml"/>`},
		"a relationship of an unknown kind":       {rels: `<Relationship Id="s" Type="x/zzz" Target="zzz.xml"/>`, quiet: true},
		"a theme that is not there":               {rels: `<Relationship Id="s" Type="x/theme" Target="theme/theme1.xml"/>`, quiet: true},
		"a sheet whose name is escaped":           {sheets: ownSheet, rels: `<Relationship Id="o" Type="x/worksheet" Target="worksheets/c%e1%bb%a7a%20t%C3%B4i.xml"/>`, parts: map[string]string{"xl/worksheets/của tôi.xml": `<worksheet xmlns="` + mainNS + `"/>`}, quiet: true},
		"a relationship without a target":         {rels: `<Relationship Id="s" Type="x/zzz"/>`, quiet: true},
		"a name of a sheet beyond the last":       {behind: `<definedName name="_xlnm._FilterDatabase" localSheetId="42" hidden="1">Mẫu!$A$1</definedName>`},
		"a name of a negative sheet":              {behind: `<definedName name="x" localSheetId="-1">Mẫu!$A$1</definedName>`},
		"a junk name of a sheet beyond the last":  {behind: `<definedName name="x" localSheetId="42">#REF!</definedName>`, quiet: true},
		"a sheet whose part is not there":         {sheets: ownSheet, rels: own},
		"a sheet that is cut":                     {sheets: ownSheet, rels: own, parts: map[string]string{"xl/worksheets/own.xml": `<worksheet xmlns="` + mainNS + `"><sheetData><row>`}},
		"a sheet of another kind of text":         {sheets: ownSheet, rels: own, parts: map[string]string{"xl/worksheets/own.xml": `<html/>`}},
		"a sheet that is no text":                 {sheets: ownSheet, rels: own, parts: map[string]string{"xl/worksheets/own.xml": `GIF89a`}},
		"a sheet with a reference to nothing":     {sheets: ownSheet, rels: own, parts: part(`<sheetData><row><c t="str"><v>&lol;</v></c></row></sheetData>`)},
		"a sheet with a document type":            {sheets: ownSheet, rels: own, parts: map[string]string{"xl/worksheets/own.xml": `<!DOCTYPE a><worksheet xmlns="` + mainNS + `"/>`}},
		"a sheet with a row below the last":       {sheets: ownSheet, rels: own, parts: part(`<sheetData><row r="1048577"/></sheetData>`)},
		"a sheet with bad merged cells":           {sheets: ownSheet, rels: own, parts: part(`<sheetData/><mergeCells><mergeCell ref="B2:A1"/></mergeCells>`)},
		"a sheet with an odd cell":                {sheets: ownSheet, rels: own, parts: part(`<sheetData><row><c t="s"><v>77</v></c></row></sheetData>`)},
		"a sheet with more cells than are read":   {sheets: ownSheet, rels: own, parts: part(many)},
		"a sheet with more merged areas":          {sheets: ownSheet, rels: own, parts: part(`<sheetData/><mergeCells>` + numbered(10001, `<mergeCell ref="A%[1]d1:B%[1]d1"/>`) + `</mergeCells>`)},
		"a sheet that is nested too deeply":       {sheets: ownSheet, rels: own, parts: part(strings.Repeat("<a>", 50) + strings.Repeat("</a>", 50))},
		"a sheet of the same part":                {sheets: ownSheet, rels: `<Relationship Id="o" Type="x/worksheet" Target="worksheets/sheet1.xml"/>`},
		"a million rows that say nothing":         {sheets: ownSheet, rels: own, parts: part(`<sheetData>` + strings.Repeat(`<row/>`, 1000000) + `</sheetData>`)},
		"200,000 empty rows":                      {sheets: ownSheet, rels: own, parts: part(`<sheetData>` + numbered(200_000, `<row ht="%d"/>`) + `</sheetData>`), quiet: true},
		"25,000 names of nothing":                 {behind: numbered(25000, `<definedName name="n%d" hidden="1">#REF!</definedName>`), quiet: true},
		"45,000 names of a sheet that is nowhere": {behind: numbered(45000, `<definedName name="n%d">Cũ!$A$1</definedName>`), quiet: true},
		"25,000 names of other files":             {behind: numbered(25000, `<definedName name="n%d">[1]Mẫu!$A$1</definedName>`), quiet: true},
		"25,000 names of sheets' own":             {behind: numbered(25000, `<definedName name="n%d" localSheetId="0">#REF!</definedName>`), quiet: true},
	} {
		b, err := sheet.OpenContext(context.Background(), beside(t, c.sheets, c.rels, c.behind, c.parts), sheet.DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := told(b); got != "A1 1|B1 chung|" {
			t.Errorf("%s: read %s", name, got)
		}
		if a, ok := b.Area("a"); !ok || a.Sheet != b.Sheets[0] {
			t.Errorf("%s: the form's name is %+v, %v", name, a, ok)
		}
		if (len(b.Notes) == 0) != c.quiet {
			t.Errorf("%s: notes %+v", name, b.Notes)
		}
		for _, n := range b.Notes {
			if n.Part == "" || n.What == "" {
				t.Errorf("%s: note %+v", name, n)
			}
		}
	}
}

// Names count behind a sheet without cells where they say so.
func TestNamesCountEverySheet(t *testing.T) {
	data := beside(t, `<sheet name="Module1" r:id=""/><sheet name="Sau" r:id="o"/>`, `<Relationship Id="o" Type="x/worksheet" Target="worksheets/own.xml"/>`, `<definedName name="b" localSheetId="2">Sau!$C$3</definedName>`, map[string]string{"xl/worksheets/own.xml": `<worksheet xmlns="` + mainNS + `"/>`})
	b, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if a, ok := b.Own(b.Sheet("Sau"), "b"); !ok || a.Row != 3 {
		t.Errorf("%+v, %v", a, ok)
	}
}

// Where the sheets together hold too much, those are left unread that the names speak of
// least, and of those the largest; whoever wants all sheets is refused.
func TestTheLargestForeignSheetsAreLeftUnread(t *testing.T) {
	lim := sheet.DefaultLimits
	lim.Cells = 10
	row := func(n int) map[string]string {
		return rows(`<row>` + strings.Repeat(`<c><v>1</v></c>`, n) + `</row>`)
	}
	parts := map[string]string{"xl/worksheets/sheet1.xml": row(6)["xl/worksheets/sheet1.xml"]}
	sheets, rels := "", ""
	for i, n := range []int{4, 5, 4, 11, 3} {
		id := fmt.Sprint("own", i)
		sheets += `<sheet name="` + id + `" r:id="` + id + `"/>`
		rels += `<Relationship Id="` + id + `" Type="x/worksheet" Target="worksheets/` + id + `.xml"/>`
		parts["xl/worksheets/"+id+".xml"] = row(n)["xl/worksheets/sheet1.xml"]
	}
	data := beside(t, sheets, rels, "", parts)
	b, err := sheet.OpenContext(context.Background(), data, lim)
	if err != nil {
		t.Fatal(err)
	}
	var unread []string
	for _, s := range b.Sheets {
		if s.Unread != nil {
			unread = append(unread, s.Name+" "+s.Unread.Code)
		}
	}
	if got := strings.Join(unread, ", "); got != "own0 FILE-003, own1 FILE-003, own2 FILE-003, own3 FILE-003" && got != "own1 FILE-003, own2 FILE-003, own3 FILE-003" {
		t.Errorf("unread: %s", got)
	}
	if b.Sheets[0].Unread != nil || b.Sheets[0].Text(1, 6) != "1" {
		t.Error("the sheet that the name is about is not read")
	}
	if _, err := sheet.Open(data, lim); err == nil {
		t.Error("read whole")
	}
}

// A table of strings that cannot be read costs the sheets that ask for one of them, and an
// element in a string the cells that ask for that one.
func TestStringsThatCannotBeRead(t *testing.T) {
	const sheets = `<sheet name="Của tôi" r:id="o"/>`
	const rels = `<Relationship Id="o" Type="x/worksheet" Target="worksheets/own.xml"/>`
	parts := rows(`<row><c><v>1</v></c><c t="s"><v> </v></c><c t="str"><v>x</v></c></row>`)
	parts["xl/worksheets/own.xml"] = rows(`<row><c t="s"><v>0</v></c></row>`)["xl/worksheets/sheet1.xml"]
	for name, table := range map[string]string{
		"missing":      "",
		"cut":          `<sst xmlns="` + mainNS + `"><si>`,
		"another text": `<html/>`,
	} {
		parts["xl/sharedStrings.xml"] = table
		b, err := sheet.OpenContext(context.Background(), beside(t, sheets, rels, "", parts), sheet.DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if ref := b.Sheets[1].Unread; told(b) != "A1 1|C1 x|" || ref == nil || ref.Code != "FILE-001" || len(b.Notes) != 2 {
			t.Errorf("%s: read %s, unread %v, notes %v", name, told(b), ref, b.Notes)
		}
	}
	for _, most := range []int{1, 100_000} {
		lim := sheet.DefaultLimits
		lim.Strings = most
		parts := rows(`<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>`)
		parts["xl/sharedStrings.xml"] = `<sst xmlns="` + mainNS + `"><si><t>a<b>5</b>c</t></si><si><t>d</t></si></sst>`
		b, err := sheet.Open(fixture(t, parts), lim)
		if err != nil || b.Sheets[0].At(1, 1).Kind != sheet.Fault || b.Sheets[0].Text(1, 2) != "d" {
			t.Errorf("an element in a string, %d read at once: %v", most, err)
		}
	}
}

// A table of strings may hold more than are kept: of those the ones that cells ask for are read.
func TestMoreStringsThanAreKept(t *testing.T) {
	lim := sheet.DefaultLimits
	lim.Strings = 50
	parts := map[string]string{
		"xl/sharedStrings.xml":     `<sst xmlns="` + mainNS + `">` + numbered(500, `<si><r><rPr><rFont val=".VnTime"/></rPr><t>chữ</t></r><r><t> %d</t></r></si>`) + `<si/></sst>`,
		"xl/worksheets/sheet1.xml": rows(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>499</v></c><c r="C1" t="s"><v>500</v></c><c r="D1" t="s"><v>501</v></c><c r="E1" t="s"><v>0499</v></c><c r="F1" t="s"><v>-1</v></c></row>`)["xl/worksheets/sheet1.xml"],
	}
	b, err := sheet.Open(fixture(t, parts), lim)
	if err != nil {
		t.Fatal(err)
	}
	s := b.Sheets[0]
	if s.Text(1, 1) != "chữ 0" || s.Text(1, 2) != "chữ 499" || s.Text(1, 5) != "chữ 499" || len(s.At(1, 2).Runs) != 2 {
		t.Errorf("read %s, %+v", told(b), s.At(1, 2))
	}
	if s.At(1, 3).Kind != sheet.Empty || s.At(1, 4).Kind != sheet.Fault || s.At(1, 6).Kind != sheet.Fault {
		t.Errorf("read %+v, %+v, %+v", s.At(1, 3), s.At(1, 4), s.At(1, 6))
	}
}

// A large sheet of somebody's own may hold more text than is kept in memory.
func TestASheetOfMoreTextThanIsKept(t *testing.T) {
	lim := sheet.DefaultLimits
	lim.Markup = 100_000
	own := map[string]string{"xl/worksheets/own.xml": `<worksheet xmlns="` + mainNS + `"><sheetData>` + strings.Repeat(`<row><c><v>1234567</v></c></row>`, 5000) + `</sheetData></worksheet>`}
	data := beside(t, `<sheet name="Của tôi" r:id="o"/>`, `<Relationship Id="o" Type="x/worksheet" Target="worksheets/own.xml"/>`, "", own)
	b, err := sheet.OpenContext(context.Background(), data, lim)
	if err != nil {
		t.Fatal(err)
	}
	if ref := b.Sheets[1].Unread; told(b) != "A1 1|B1 chung|" || ref == nil || ref.Code != "FILE-003" || len(b.Notes) != 1 {
		t.Errorf("read %s, unread %v, notes %v", told(b), ref, b.Notes)
	}
	if _, err := sheet.Open(data, lim); err == nil || !strings.HasPrefix(err.Error(), "FILE-003") {
		t.Errorf("all sheets wanted: %v", err)
	}
}

// A merged area that is none, or one beyond the limit, costs no cell.
func TestOddMergedAreasCostNothing(t *testing.T) {
	for name, merges := range map[string]string{
		"of nothing":  `<mergeCell ref="#REF!"/>`,
		"turned":      `<mergeCell ref="B2:A1"/>`,
		"empty":       `<mergeCell ref=""/>`,
		"without any": `<mergeCell/>`,
		"too many":    numbered(10_001, `<mergeCell ref="D1%[1]d:E1%[1]d"/>`),
	} {
		data := beside(t, "", "", "", map[string]string{"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + mainNS +
			`"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>` + merges +
			`<mergeCell ref="A1:B1"/></mergeCells></worksheet>`})
		b, err := sheet.Open(data, sheet.DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s := b.Sheets[0]; s.At(1, 1).Text != "1" || len(b.Notes) != 1 {
			t.Errorf("%s: A1 is %q, notes %v", name, s.At(1, 1).Text, b.Notes)
		}
	}
}

// A cell holds as much as a spreadsheet program lets anybody type, and some more; one of
// millions of letters is asked for again.
func TestACellOfMillionsOfLetters(t *testing.T) {
	for letters, want := range map[int]sheet.Kind{32_767: sheet.Text, 4_000_000: sheet.Fault} {
		data := beside(t, "", "", "", map[string]string{"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + mainNS +
			`"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>` + varied(letters) + `</t></is></c></row></sheetData></worksheet>`})
		b, err := sheet.Open(data, sheet.DefaultLimits)
		if err != nil {
			t.Errorf("%d letters: %v", letters, err)
			continue
		}
		if c := b.Sheets[0].At(1, 1); c.Kind != want || want == sheet.Fault && len(c.Text) > 200 {
			t.Errorf("%d letters: %v, %d bytes", letters, c.Kind, len(c.Text))
		}
	}
}

// varied is a text that does not pack too well.
func varied(letters int) string {
	var b strings.Builder
	for i := range letters {
		b.WriteRune(rune('a' + i*i%7919%26))
	}
	return b.String()
}
