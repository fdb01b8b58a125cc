// Package templates carries the definition of the first round, so that the
// program alone can make a workspace for a newcomer.
package templates

import "embed"

// Rounds holds the definitions that come with the program, a folder a round.
//
//go:embed antt-2019/round.yaml antt-2019/form.yaml antt-2019/units.xlsx antt-2019/*.docx
var Rounds embed.FS

// First is the round that the demonstration uses.
const First = "antt-2019"
