package define

import (
	"slices"
	"strconv"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/viet"
	"tonghop/internal/words"
)

// fileName checks an id that names files, at its place.
func fileName(m fields, id string, what words.Pair) {
	if id != "" && !round.NamesFiles(id) {
		m.by["id"].wrong(idNotFile, what, id)
	}
}

// roundIDs checks the ids of the round and of the one before it.
func (r *loader) roundIDs(m fields) {
	for key, id := range map[string]string{"id": r.ID, "previous": r.Previous} {
		if id != "" && !round.RoundID(id) {
			m.by[key].wrong(idNotFolder, id)
		}
	}
	if r.ID != "" && r.ID == r.Previous {
		m.by["previous"].wrong(previousIsItself)
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
				desks[i].wrong(seatNamedTwice,
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
func plainID(m fields, thing words.Pair) {
	if n, ok := m.by["id"]; ok && n.Value != "" && !idForm.MatchString(viet.Clean(n.Value)) {
		n.wrong(idOfThing, thing, n.Value)
	}
}
