package officers

import (
	"strings"
	"testing"
	"time"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/roll"
	"tonghop/internal/judge/score"
	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
)

// Whatever there is to say to an officer of an English round is said in English: each case leads
// to the sentences that it names, and no case to a Vietnamese letter.
func TestOfficersOfAnEnglishRoundReadEnglish(t *testing.T) {
	for name, c := range map[string]struct {
		book func() ([]byte, error)
		says []string
	}{
		"a desk with nothing to do": {
			func() ([]byte, error) {
				r := small("en")
				return AppraisalBook(desk.Appraisals{Round: r, Desk: r.Desks[0], Place: "Desk"})
			},
			[]string{"UNITS THAT CANNOT BE APPRAISED YET", "None."},
		},
		"a unit behind the gate, and one that a desk below has seen": {
			func() ([]byte, error) {
				a := appraisals("en")
				rows := a.Tables[0].Rows
				rows[0].Before = &score.Level{Desk: "Below", Total: num("88"), Result: "met"}
				gated := rows[0]
				gated.Key, gated.Unit, gated.Decided, gated.Before = "u9", "Unit Z", true, nil
				gated.Scores = &score.Card{Gate: "yes", Criteria: rows[0].Scores.Criteria}
				a.Tables[0].Rows = append(rows, gated)
				return AppraisalBook(a)
			},
			[]string{"88 points, met", "general standards violated"},
		},
		"a card that is judged in words": {
			func() ([]byte, error) {
				a := appraisals("en")
				card := *a.Tables[0].Card
				card.Answers = []string{"met", "not met"}
				a.Tables[0].Card, a.Tables[0].Rows[0].Card = &card, card
				return AppraisalBook(a)
			},
			[]string{"Comp.", "Appr."},
		},
		"a matter of every kind, and one that was begun": {
			func() ([]byte, error) {
				d := desk.Decisions{Round: small("en"), Free: []string{"Assign", "Choose version"}, Recorded: 2,
					Begun: map[string]map[string]string{"1": {"kind": "Assign", "unit": "u1", "day": "2019-10-12"}}}
				for section := range sectionTitles {
					d.Rows = append(d.Rows, desk.DecisionRow{
						Section: section, Key: "k", Unit: "Unit", Matter: "Which?", Choices: []string{"1", "2"}})
				}
				return DecisionsBook(d)
			},
			[]string{"Officers' workbooks that are not recorded", "write “revoke” to take back", "Choose version",
				"Last time: 2 rows recorded."},
		},
		"nobody is proposed, nominated or priced": {
			func() ([]byte, error) { return ProposalBook(desk.Proposal{Round: small("en")}) },
			[]string{"No unit is fully appraised and met.", "Total: 0 units. No prizes are set.", "None yet."},
		},
		"prizes within the budget": {
			func() ([]byte, error) {
				d := proposal("en")
				d.Round.Settings.Budget = num("9000")
				d.Decided[0].Prize, d.Proposed[0].Band = num("2000"), "Good"
				d.NotProposed[0].Open, d.NotProposed[0].Note = true, "no day"
				return ProposalBook(d)
			},
			[]string{"Prizes of this list: 1,500. Decided: 2,000. Budget 9,000, 5,500 left.", "met, Good"},
		},
		"nobody is recognised": {
			func() ([]byte, error) {
				d := proposal("en")
				d.Decided[0].Yes, d.Nominees[1].Yes = false, false
				d.Refused = []desk.RefusedRow{{Line: 9, Sheet: "Proposed", What: "Unit A", Why: "no day"}}
				return ProposalBook(d)
			},
			[]string{"not recognised", "Last time: 0 rows recorded, 1 not."},
		},
		"a result without a card": {
			func() ([]byte, error) {
				return ResultBook(desk.Result{Round: small("en"), Unit: round.Unit{Code: "u", Name: "U"},
					Scores: &score.Card{Self: num("95.5")}, Source: "list of the town", Decision: "No. 5"})
			},
			[]string{"NOT RECOGNISED. No. 5.", "The unit itself: -. Self total: 95.5. (list of the town)",
				"HEAD OF UNIT", "APPRAISED BY"},
		},
		"a result with all that may be told": {
			func() ([]byte, error) {
				return ResultBook(desk.Result{
					Round: small("en"), Unit: round.Unit{Code: "u", Name: "U", Kind: "ward"}, Own: "met",
					Values: map[string]any{round.BonusNote: "a rescue"}, Decision: "No. 5", At: at,
					Scores: &score.Card{Self: num("95"), Bonus: num("3"), Levels: []score.Level{{Bonus: num("2")}},
						Criteria: map[string]score.Line{"c1": {Self: num("60"), Appraised: num("50")}}},
					Appraisals: []desk.ResultAppraisal{{Desk: "Desk", Result: "not met", Gate: true, Total: num("0"),
						Reason: "seen", Papers: "12/10/2019", Source: "mail"}},
				})
			},
			[]string{"Bonus: a rescue", "; general standards violated, not scored, 0 points. Reason: seen",
				"Paper copies received on 12/10/2019", "Recorded from. Desk: mail."},
		},
		"mistakes before anything runs": {
			func() ([]byte, error) {
				return MistakesBook("en", define.Mistakes{{File: "form.yaml", EN: "x"}}, NothingTakenIn)
			},
			[]string{"Nothing is taken in until the definition is right."},
		},
		"what documents may name": {
			func() ([]byte, error) {
				return PlaceholdersBook(Placeholders{Round: small("en"), All: []roll.Placeholder{
					{Group: "Figures", Name: "a_1", What: "Cases", Filled: roll.Filled{Text: "1,234"}},
					{Group: "Figures", Name: "a_2", What: "Persons", Filled: roll.Filled{Missing: true}},
					{Group: "Lists", Name: "list", What: "Units", Columns: []roll.PlaceholderColumn{{Name: "name"}}},
				}, Documents: []DocumentUse{
					{Name: "report.docx", Used: []string{"a_1", "a_2"}, Missing: []string{"a_2"}},
					{Name: "wrong.docx", Used: []string{"a_1"}, Wrong: 2}, {Name: "broken.docx", Unread: true},
				}})
			},
			[]string{"{{a_1}}", "1,234", "report.docx, wrong.docx", "{{a_2}} Persons", "…", "{{#list}} … {{/list}}",
				"0 rows; columns: {{no}} {{name}}", "2 wrong places", "The template cannot be read", "PLACEHOLDERS OF DOCUMENTS"},
		},
		"mistakes in documents alone": {
			func() ([]byte, error) {
				return MistakesBook("en", define.Mistakes{{File: "a.docx", EN: "x", Part: define.Spoken{VI: "v", EN: "body, paragraph 2"}}},
					OnlyDocuments)
			},
			[]string{"Only templates of documents have mistakes", "a.docx: body, paragraph 2"},
		},
		"the register": {
			func() ([]byte, error) {
				return Register("en", []round.Unit{{Code: "u", Direct: true, From: time.Now()}, {Code: "v"}}, "All")
			},
			[]string{"Units", "Sends directly", "yes", "no"},
		},
	} {
		data, err := c.book()
		b := opened(t, data, err)
		english(t, data)
		all := spoken(b)
		for _, text := range c.says {
			if !strings.Contains(all, text) {
				t.Errorf("%s: no %q", name, text)
			}
		}
	}
}

// spoken is all that a book says, its sheets' names too.
func spoken(b *sheet.Book) string {
	var all strings.Builder
	for _, s := range b.Sheets {
		all.WriteString(s.Name + "\n")
		for text := range s.Texts() {
			all.WriteString(text + "\n")
		}
	}
	return all.String()
}

// A paper in English bears neither the country's Vietnamese name nor its motto, one in
// Vietnamese both.
func TestOnlyPapersInVietnameseBearTheNationalMotto(t *testing.T) {
	for lang, want := range map[string]bool{"vi": true, "en": false} {
		d := proposal(lang)
		d.Fields[decision.FieldBy] = ""
		data, err := ProposalBook(d)
		all := spoken(opened(t, data, err))
		if got := strings.Contains(all, "Độc lập"); got != want {
			t.Errorf("in %q the motto stands there: %v", lang, got)
		}
	}
}
