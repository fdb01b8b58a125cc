package workspace

import (
	"strings"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/roll"
)

// FilledInAt tells whether officers fill in what is published at a path, or beside it where
// it was held open.
func FilledInAt(path string) bool {
	for _, own := range []string{desk.DecisionsPath, desk.ProposalPath, roll.UpwardPath} {
		if strings.HasPrefix(path, strings.TrimSuffix(own, ".xlsx")) {
			return true
		}
	}
	return strings.HasPrefix(path, desk.AppraisalPath+"/")
}

// Names of outputs below the outbox (contract: folders).
const (
	SummaryPath  = "tong-hop.xlsx"
	ReturnsPath  = "tra-lai"
	StrayPath    = "tra-lai/khong-xac-dinh"
	MistakesPath = "loi-cau-hinh.xlsx"
)
