package round

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tonghop/internal/viet"
)

// Ids that become names: of files (rounds, kinds, desks, units), of cells in a workbook
// (indicators, tables, criteria, sections). They are checked when they are read, because what
// is written of them later must lie in the workspace and open on every system. Letters beyond
// ASCII are refused: systems disagree on their case and on how their accents are composed.

// codeForm is what such an id may be. Dots within are allowed; at the end Windows drops them.
var codeForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$`)

// reservedName are the devices that Windows knows in every folder, with any extension.
var reservedName = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$`)

// NamesFiles tells whether an id may be the name of a file or a folder on every system.
func NamesFiles(id string) bool {
	return codeForm.MatchString(id) && !reservedName.MatchString(id) && !strings.HasSuffix(id, ".")
}

// folders are the names that the outbox uses itself, where later rounds have their folders.
var folders = []string{"tra-lai", "tham-dinh", "ket-qua", "thu", "chi-tiet", "goc", "da-ky"}

// files are the names beside which the outputs of units stand: ket-qua/tat-ca.xlsx,
// tra-lai/khong-xac-dinh, thu/da-gui.
var files = []string{"tat-ca", "khong-xac-dinh", "da-gui"}

// outputs are the extensions of what stands in the outbox.
var outputs = []string{".xlsx", ".docx", ".html", ".eml"}

// roundID tells whether a round may have an id: its outputs have a folder of that name.
func roundID(id string) bool {
	lower := strings.ToLower(id)
	return NamesFiles(id) && !slices.Contains(folders, lower) && !slices.Contains(outputs, path.Ext(lower))
}

// unitCode tells whether a unit may have a code.
func unitCode(code string) bool {
	return NamesFiles(code) && !slices.Contains(files, strings.ToLower(code))
}

// fileName checks an id that names files, at its place.
func fileName(m fields, id, vi, en string) {
	if id != "" && !NamesFiles(id) {
		m.by["id"].wrong(vi+" “%s” không dùng được làm tên tệp: chỉ chữ không dấu, số, gạch ngang, gạch dưới; "+
			"không phải tên riêng của Windows như con, aux",
			en+" “%s” names files: letters without accents, digits, hyphens, underscores, "+
				"and no name that Windows keeps for itself, such as con or aux", id)
	}
}

// roundIDs checks the ids of the round and of the one before it.
func (r *loader) roundIDs(m fields) {
	for key, id := range map[string]string{"id": r.ID, "previous": r.Previous} {
		if id != "" && !roundID(id) {
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

// newRound is what the id of a new round may be: stricter than what is read.
var newRound = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// ValidID tells whether a new round may have an id: a folder's name on every system.
func ValidID(id string) error {
	if !newRound.MatchString(id) || strings.HasSuffix(id, "-") || !roundID(id) {
		return fmt.Errorf("a round's id holds small letters, digits and dashes, such as antt-2020; "+
			"%q does not, or is a name in use", id)
	}
	return nil
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

// sectionForm is what a section's id may be: it is a part of a cell's name.
var sectionForm = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._]{0,58}[A-Za-z0-9])?$`)

// longest is how long an id may be: Excel takes names of 255 letters, and suffixes are added.
const longest = 200

var (
	cellRef  = regexp.MustCompile(`^([a-z]{1,3})([0-9]{1,7})$`)
	rowCol   = regexp.MustCompile(`^(r[0-9]*(c[0-9]*)?|c[0-9]*)$`)
	literals = []string{"true", "false"}
)

// cellName tells whether a spreadsheet program takes an id for the name of a cell, and not for
// a cell's address or a value.
func cellName(id string) bool {
	if len(id) > longest || rowCol.MatchString(id) || slices.Contains(literals, id) {
		return false
	}
	m := cellRef.FindStringSubmatch(id)
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
