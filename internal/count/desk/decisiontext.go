package desk

import (
	"fmt"
	"strings"

	"tonghop/internal/count/standing"
	"tonghop/internal/read/decision"
	"tonghop/internal/words"
)

// who names the unit or file that a decision speaks of.
func who(p *standing.Picture, d decision.Decision) string {
	if u, ok := p.Round.Register.Unit(d.Unit); ok {
		return p.Round.DisplayName(u)
	}
	for _, r := range p.Receipts {
		if r.SHA == d.SHA {
			return r.Name
		}
	}
	return d.SHA
}

// decisionText is a decision in words.
func decisionText(p *standing.Picture, d decision.Decision) string {
	what := ""
	switch d.Kind {
	case decision.Version:
		what = versionChosen.With(p.Lang(), d.Value)
	case decision.Assign:
		what = fileGiven.With(p.Lang(), d.Value)
	case decision.Void:
		what = fileVoided.In(p.Lang())
	case decision.Count:
		what = countedAnyway.In(p.Lang())
	case decision.Accept:
		what = returnAccepted.In(p.Lang())
		if d.Code != "" {
			what = findingAccepted.With(p.Lang(), strings.TrimSpace(d.Code+" "+d.Rule))
		}
	case decision.Appraise:
		return appraised.With(p.Lang(), appraisalText(p, d))
	case decision.Recognise:
		return yesNo(d, recognised, notRecognised).In(p.Lang()) + ": " + p.DecidedBy(d) + p.Sourced(d)
	case decision.Commend:
		return yesNo(d, commended, notCommended).With(p.Lang(), d.Found) + ": " + p.DecidedBy(d) + p.Sourced(d)
	case decision.Received:
		what = receivedOn.With(p.Lang(), d.Value)
	case decision.Admit: // of one workbook alone there is nothing to take back
		what = senderAdmitted.With(p.Lang(), d.Input)
	case decision.Trust:
		what = keyText(p, d)
	}
	return fmt.Sprintf("%s. %s", strings.TrimSpace(what), p.Signed(d))
}

// yesNo picks the words for what was decided with yes or no.
func yesNo(d decision.Decision, yes, no words.Pair) words.Pair {
	if d.Value == decision.Yes {
		return yes
	}
	return no
}
