package round

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
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

// RoundID tells whether a round may have an id: its outputs have a folder of that name.
func RoundID(id string) bool {
	lower := strings.ToLower(id)
	return NamesFiles(id) && !slices.Contains(folders, lower) && !slices.Contains(outputs, path.Ext(lower))
}

// IsUnitCode tells whether a unit may have a code.
func IsUnitCode(code string) bool {
	return NamesFiles(code) && !slices.Contains(files, strings.ToLower(code))
}

// newRound is what the id of a new round may be: stricter than what is read.
var newRound = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// ValidID tells whether a new round may have an id: a folder's name on every system.
func ValidID(id string) error {
	if !newRound.MatchString(id) || strings.HasSuffix(id, "-") || !RoundID(id) {
		return fmt.Errorf("a round's id holds small letters, digits and dashes, such as antt-2020; "+
			"%q does not, or is a name in use", id)
	}
	return nil
}

// SectionForm is what a section's id may be: it is a part of a cell's name.
var SectionForm = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._]{0,58}[A-Za-z0-9])?$`)

// Longest is how long an id may be: Excel takes names of 255 letters, and suffixes are added.
const Longest = 200

// What Excel takes for something else than a name: a cell, a row or column, a truth value.
var (
	CellRef  = regexp.MustCompile(`^([a-z]{1,3})([0-9]{1,7})$`)
	RowCol   = regexp.MustCompile(`^(r[0-9]*(c[0-9]*)?|c[0-9]*)$`)
	Literals = []string{"true", "false"}
)
