package desk

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
)

// Why a row is not recorded goes into the ledger as codes, and is put into words where it is shown: in
// the language that the round has then.

// reason is a code with what it speaks of.
func (c code) reason(args ...ledger.Reason) ledger.Reason {
	return ledger.Reason{Code: string(c), Args: args}
}

// told are texts that were typed, or that the round sets, as what a reason speaks of.
func told(texts ...string) (out []ledger.Reason) {
	for _, t := range texts {
		out = append(out, ledger.InWords(t))
	}
	return out
}

// answers are texts that a round offers, by their codes where they are the product's own.
func answers(p *standing.Picture, texts ...string) (out []ledger.Reason) {
	own := []code{yesAnswer, noAnswer, metResult, notMetResult}
	for _, t := range texts {
		r := ledger.InWords(t)
		if i := slices.Index(choicesIn(p.Lang(), own), t); i >= 0 {
			r = own[i].reason()
		}
		out = append(out, r)
	}
	return out
}

// amount is a number that a reason speaks of.
func amount(d decimal.Decimal) ledger.Reason { return number.reason(ledger.InWords(d.String())) }

// notOffered says that what was typed is none of what was offered.
func notOffered(value string, offered ...ledger.Reason) ledger.Reason {
	return noneOfTheOffered.reason(ledger.InWords(value), list.reason(offered...))
}

// noChoice says that what was typed is none of the choices.
func noChoice(value string, choices ...code) ledger.Reason {
	var offered []ledger.Reason
	for _, c := range choices {
		offered = append(offered, c.reason())
	}
	return notOffered(value, offered...)
}

// choicesIn are choices in a language.
func choicesIn(lang string, choices []code) (out []string) {
	for _, c := range choices {
		out = append(out, c.In(lang))
	}
	return out
}

// inWords puts a reason into words; words that an earlier program stored stand as they are.
func inWords(r ledger.Reason, lang string) string {
	if r.Code == "" {
		return r.Text
	}
	var args []string
	for _, a := range r.Args {
		args = append(args, inWords(a, lang))
	}
	switch c := code(r.Code); c {
	case number:
		return finding.Show(json.Number(strings.Join(args, "")), lang)
	case list:
		return strings.Join(args, ", ")
	case sentences:
		return strings.Join(args, "; ")
	case scoreOutside, reasonWanted, appraisalRefused:
		return findingText(r.Code, args, lang)
	default:
		return c.with(args, lang)
	}
}

// findingText is a finding of the catalogue in words: its arguments are what it is about, what was
// found and what was expected.
func findingText(of string, args []string, lang string) string {
	f := finding.New(of)
	for i, name := range []string{"label", "found", "expected"} {
		if i < len(args) {
			f = f.With(name, args[i])
		}
	}
	text, fix := f.Text(lang)
	return f.Code + ": " + text + " " + fix
}

// with is a code in a language with its arguments; a code that a later program stored is shown itself.
func (c code) with(args []string, lang string) string {
	said, ok := spoken[c]
	if !ok {
		return strings.Join(append([]string{string(c)}, args...), ", ")
	}
	var filled []any
	for _, a := range args {
		filled = append(filled, a)
	}
	return said.With(lang, filled...)
}
