package answer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/demo"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/answer"
	"tonghop/internal/sheet"
	"tonghop/internal/sheet/bounds"
	"tonghop/internal/write/formbook"
)

// Nothing is named of a return that holds only what the form asks: of every kind of unit, as
// it was issued, filled in, and given back to be corrected.
func TestNothingIsOutsideAFaithfulReturn(t *testing.T) {
	r := load(t)
	seen := map[string]bool{}
	for _, u := range r.Register.Units {
		if seen[u.Kind] {
			continue
		}
		seen[u.Kind] = true
		fill := demo.Filled(r, u, 3)
		data, err := formbook.Form(r, u, fill)
		if err != nil {
			t.Fatal(err)
		}
		says(t, record.JudgeOf(data, r, ""))
		delete(fill.Values, "ho_tong")
		fill.Findings = record.JudgeOf(data, r, "").Findings
		if data, err = formbook.Form(r, u, fill); err != nil {
			t.Fatal(err)
		}
		says(t, record.JudgeOf(data, r, ""))
	}
}

// What stands in cells that the form does not have is named: where, and how it begins.
func TestCellsOutsideTheForm(t *testing.T) {
	r := load(t)
	type put struct {
		sheet, ref string
		v          any
	}
	in := func(b *bent, name string) form.Input {
		i, ok := b.plan.Input(name)
		if !ok {
			t.Fatal(name)
		}
		return i
	}
	for _, c := range []struct {
		words  string
		change func(b *bent) []put
	}{
		{"rows put in among figures", func(b *bent) []put {
			row := in(b, "hom_thu").Row
			b.must(b.InsertRows(figures, row, 2))
			return []put{{figures, sheet.Ref(row, 2), "Số tổ tự quản khác"}, {figures, sheet.Ref(row, 4), 77}, {figures, sheet.Ref(row+1, 5), "x"}}
		}},
		{"a row put in above a section", func(b *bent) []put {
			row := in(b, "muc_II_2_khong").Row
			b.must(b.InsertRows(figures, row, 1))
			return []put{{figures, sheet.Ref(row, 2), "Ghi chú: số liệu đến tháng 9"}}
		}},
		{"a row put in between criteria", func(b *bent) []put {
			row := in(b, "tot_2_tu_cham").Row
			b.must(b.InsertRows(card, row, 1))
			return []put{{card, sheet.Ref(row, 2), "Tiêu chuẩn riêng"}, {card, sheet.Ref(row, 4), 5}}
		}},
		{"a row put in between narratives", func(b *bent) []put {
			row := in(b, "uu_diem").LastRow + 1
			b.must(b.InsertRows(report, row+1, 1))
			return []put{{report, sheet.Ref(row+1, 1), "Ý kiến thêm"}, {report, sheet.Ref(row+1, 2), "Đề nghị cấp kinh phí"}}
		}},
		{"below all", func(b *bent) []put {
			rows := b.plan.Sheet(form.Figures).Lines
			return []put{{figures, sheet.Ref(rows[len(rows)-1].Row+3, 2), "Nơi nhận: như trên"}}
		}},
		{"below a table", func(b *bent) []put {
			return []put{{lists, sheet.Ref(in(b, "bang_mo_hinh").LastRow+2, 3), "còn 2 mô hình nữa"}}
		}},
		{"beside a table's columns", func(b *bent) []put {
			return []put{{lists, sheet.Ref(in(b, "bang_mo_hinh").Row, 7), "duy trì tốt"}}
		}},
		{"last year's figure where none is asked", func(b *bent) []put {
			return []put{{figures, sheet.Ref(in(b, "hom_thu").Row, form.FigPrior), 12}}
		}},
		{"beside the codes", func(b *bent) []put {
			return []put{{figures, sheet.Ref(in(b, "hom_thu").Row, form.FigCode+2), "chị Hoa xem lại"}, {unit, "H3", "gấp"}}
		}},
	} {
		var want []string
		_, v := bend(t, r, "cq-03", func(b *bent) {
			for _, p := range c.change(b) {
				b.must(b.SetCellValue(p.sheet, p.ref, p.v))
				want = append(want, fmt.Sprintf("%s!%s “%v”", p.sheet, p.ref, p.v))
			}
		})
		t.Run(c.words, func(t *testing.T) { says(t, v, want...) })
	}
}

// Many places are counted, not named; comments and text boxes are named after the cells.
func TestManyPlacesOutside(t *testing.T) {
	r := load(t)
	_, v := bend(t, r, "chi-minh", func(b *bent) {
		for i := range 10 {
			b.must(b.SetCellValue(figures, sheet.Ref(4+i, form.FigCode+3), fmt.Sprint("ghi chú ", i)))
		}
	})
	says(t, v, "“ghi chú 0”", "“ghi chú 5” và 4 chỗ khác")
	_, v = bend(t, r, "chi-minh", func(b *bent) {
		b.must(b.AddComment(figures, excelize.Comment{Cell: "D7", Author: "Hoa", Text: "số này tính cả năm ngoái"}))
		b.must(b.AddShape(report, &excelize.Shape{Cell: "B9", Type: "rect", Paragraph: []excelize.RichTextRun{{Text: "Báo cáo bổ sung", Font: &excelize.Font{Size: 11}}}}))
	})
	says(t, v, "ghi chú của ô Số liệu!D7 “số này tính cả năm ngoái”", "hộp chữ Báo cáo!B9 “Báo cáo bổ sung”")
	r = load(t)
	r.Language = "en"
	_, v = bend(t, r, "chi-minh", func(b *bent) {
		b.must(b.AddComment("Figures", excelize.Comment{Cell: "D7", Author: "Hoa", Text: "last year too"}))
	})
	for _, f := range v.Findings {
		if m, _ := f.Text("en"); f.Code == "TMPL-008" && !strings.HasSuffix(m, ": comment Figures!D7 “last year too”.") {
			t.Error(m)
		}
	}
}

// Sheets and texts beside the form are named once: a sheet as a whole, with why where it was not
// read, and an empty one not at all; a text that stands on no cell by its sheet.
func TestSheetsBesideTheForm(t *testing.T) {
	r := load(t)
	b := takeApart(t, r, "th-01")
	for _, name := range []string{"Nháp", "Trống", "Lớn", "Hỏng"} {
		b.order = append(b.order, name)
		b.cells[name] = map[[2]int]sheet.Cell{}
	}
	b.set("Nháp", 3, 2, "nháp")
	book := b.open()
	book.Sheet("Lớn").Unread = &bounds.Refusal{Code: "FILE-003"}
	book.Sheet("Hỏng").Unread = &bounds.Refusal{Code: "FILE-001"}
	box := func(on string, row, col int, text string) {
		book.Boxes = append(book.Boxes, sheet.Box{Sheet: book.Sheet(on), Row: row, Col: col, Text: text})
	}
	box("Nháp", 1, 1, "của trang nháp")
	box("Lớn", 0, 0, "của trang lớn")
	box("Trống", 0, 0, "một")
	box(figures, 5, 0, "hai")
	box(figures, 0, 5, "ba")
	want := "Nháp, Lớn (trang quá lớn, không đọc), Hỏng (trang bị lỗi, không đọc được), " +
		"hộp chữ Trống “một”, hộp chữ Số liệu “hai”, hộp chữ Số liệu “ba”"
	_, fs := answer.Read(book, r)
	if said := spokenAll(fs); !slices.Equal(said, []string{"TMPL-008 label=" + want}) {
		t.Errorf("said %q, want %q", said, want)
	}
	box(figures, 1, 1, "bốn")
	_, fs = answer.Read(book, r)
	if said := spokenAll(fs); !slices.Equal(said, []string{"TMPL-008 label=" + want + " và 1 chỗ khác"}) {
		t.Errorf("said %q", said)
	}
	book.Boxes = book.Boxes[5:]
	_, fs = answer.Read(book, r)
	if said := spokenAll(fs); len(said) != 1 || !strings.HasSuffix(said[0], ", hộp chữ Số liệu!A1 “bốn”") {
		t.Errorf("said %q", said)
	}
}
