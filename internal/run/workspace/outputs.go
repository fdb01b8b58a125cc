package workspace

import (
	"slices"
	"strings"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/roll"
	"tonghop/internal/run/outbox"
)

// FilledInAt tells whether officers fill in what is published at a path, or beside it where
// it was held open.
func FilledInAt(path string) bool {
	if !strings.HasSuffix(path, ".xlsx") {
		return false
	}
	for _, own := range []string{desk.DecisionsPath, desk.ProposalPath, roll.UpwardPath} {
		if strings.HasPrefix(path, strings.TrimSuffix(own, ".xlsx")) {
			return true
		}
	}
	return strings.HasPrefix(path, desk.AppraisalPath+"/")
}

// DocumentExt is of the documents that officers edit in Word.
const DocumentExt = ".docx"

// PolishedAt tells whether what is published at a path is a document that people polish. What stands
// beside one that they did is none.
func PolishedAt(path string) bool {
	stem, ok := strings.CutSuffix(strings.ToLower(path), DocumentExt)
	fresh := func(p string) bool { return strings.HasSuffix(stem, "("+p+")") }
	return ok && !fresh(Fresh.VI) && !fresh(Fresh.EN)
}

// Names of outputs below the outbox (contract: folders).
const (
	SummaryPath  = "tong-hop.xlsx"
	ReturnsPath  = "tra-lai"
	StrayPath    = "tra-lai/khong-xac-dinh"
	MistakesPath = "loi-cau-hinh.xlsx"

	PlaceholdersPath = "chi-tiet/cho-dien.xlsx" // what documents may name
)

// Wanted are those of the outputs that Publishes lets be written.
func (o Options) Wanted(outputs []outbox.Output) []outbox.Output {
	if o.Publishes == nil {
		return outputs
	}
	return slices.DeleteFunc(outputs, func(out outbox.Output) bool { return !o.Publishes(out.Path) })
}
