package define

import (
	"slices"
	"strconv"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/viet"
)

// fileName checks an id that names files, at its place.
func fileName(m fields, id, vi, en string) {
	if id != "" && !round.NamesFiles(id) {
		m.by["id"].wrong(vi+" “%s” không dùng được làm tên tệp: chỉ chữ không dấu, số, gạch ngang, gạch dưới; "+
			"không phải tên riêng của Windows như con, aux",
			en+" “%s” names files: letters without accents, digits, hyphens, underscores, "+
				"and no name that Windows keeps for itself, such as con or aux", id)
	}
}

// roundIDs checks the ids of the round and of the one before it.
func (r *loader) roundIDs(m fields) {
	for key, id := range map[string]string{"id": r.ID, "previous": r.Previous} {
		if id != "" && !round.RoundID(id) {
			m.by[key].wrong("“%s” không dùng được làm tên thư mục của kỳ: chỉ chữ không dấu, số, gạch ngang, "+
				"như antt-2020; không trùng thư mục của hệ thống",
				"“%s” cannot name a round's folder: write letters without accents, digits and hyphens, "+
					"such as antt-2020, and none of the outbox's own names", id)
		}
	}
	if r.ID != "" && r.ID == r.Previous {
		m.by["previous"].wrong("kỳ trước không thể là chính kỳ này", "a round cannot be the one before itself")
	}
}

// seats checks that no two workbooks of desks have the same name: a desk that sits at each unit
// of a kind has one named desk-unit.
func (r *loader) seats(desks []node) {
	taken := map[string]string{}
	for _, d := range r.Desks {
		if d.Each == "" {
			taken[strings.ToLower(d.ID)] = d.ID
		}
	}
	for i, d := range r.Desks {
		if d.Each == "" || i >= len(desks) {
			continue
		}
		for _, u := range r.Register.Units {
			name := d.ID + "-" + u.Code
			if u.Kind != d.Each {
				continue
			}
			if other, twice := taken[strings.ToLower(name)]; twice {
				desks[i].wrong("sổ thẩm định của “%s” tại “%s” trùng tên với sổ của “%s”; đổi mã nơi nhận",
					"the workbook of the desk “%s” at “%s” would have the name of that of “%s”; change the desk's id",
					d.ID, u.Code, other)
				break
			}
			taken[strings.ToLower(name)] = d.ID
		}
	}
}

// cellName tells whether a spreadsheet program takes an id for the name of a cell, and not for
// a cell's address or a value.
func cellName(id string) bool {
	if len(id) > round.Longest || round.RowCol.MatchString(id) || slices.Contains(round.Literals, id) {
		return false
	}
	m := round.CellRef.FindStringSubmatch(id)
	if m == nil {
		return true
	}
	row, _ := strconv.Atoi(m[2])
	return row < 1 || row > 1<<20 || len(m[1]) == 3 && m[1] > "xfd"
}

// plainID checks an id that names nothing outside the definition: it is written in rules and
// records.
func plainID(m fields, vi, en string) {
	if n, ok := m.by["id"]; ok && n.Value != "" && !idForm.MatchString(viet.Clean(n.Value)) {
		n.wrong("mã "+vi+" “%s” chỉ gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ",
			"the "+en+"'s id “%s” may hold small letters, digits and underscores, a letter first", n.Value)
	}
}
