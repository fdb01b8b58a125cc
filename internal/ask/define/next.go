package define

import (
	"regexp"
	"strconv"
	"time"
)

var (
	idLine     = regexp.MustCompile(`(?m)^id:.*$`)
	dropped    = regexp.MustCompile(`(?m)^(previous|active|closed):.*\n?`)
	titleLine  = regexp.MustCompile(`(?m)^(title|short):.*$`)
	isoDate    = regexp.MustCompile(`\b(20\d\d)-(\d\d)-(\d\d)\b`)
	dateOfYear = regexp.MustCompile(`\b(\d\d?)/(\d\d?)/(20\d\d)\b`)
	yearOnly   = regexp.MustCompile(`\b20\d\d\b`)
	commentRow = regexp.MustCompile(`(?m)^\s*#.*$`)
)

// Next is the text of round.yaml for the round after one: its own id, the one before
// named, days a year later, years in title and comments too. Everything else stays as
// it was written, the document that it rests on among it.
func Next(text, id, from string) string {
	text = dropped.ReplaceAllString(text, "")
	text = idLine.ReplaceAllLiteralString(text, "id: "+id+"\nprevious: "+from)
	text = isoDate.ReplaceAllStringFunc(text, func(s string) string {
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return s
		}
		return t.AddDate(1, 0, 0).Format(time.DateOnly)
	})
	text = titleLine.ReplaceAllStringFunc(text, laterYears)
	return commentRow.ReplaceAllStringFunc(text, func(s string) string {
		return dateOfYear.ReplaceAllStringFunc(s, laterYears)
	})
}

// laterYears puts the years in a text one later.
func laterYears(s string) string {
	return yearOnly.ReplaceAllStringFunc(s, func(y string) string {
		n, _ := strconv.Atoi(y)
		return strconv.Itoa(n + 1)
	})
}

// Activate is the text of round.yaml with `active: true`.
func Activate(text string) string {
	if regexp.MustCompile(`(?m)^active:\s*true\b`).MatchString(text) {
		return text
	}
	text = regexp.MustCompile(`(?m)^active:.*\n?`).ReplaceAllString(text, "")
	return idLine.ReplaceAllStringFunc(text, func(s string) string { return s + "\nactive: true" })
}

// Linked are the sheets of a definition with every indicator linked to last year's of
// the same id, where it says nothing else.
func Linked(sheets []DefinitionSheet) []DefinitionSheet {
	for i, s := range sheets {
		if s.List != "sections" {
			continue
		}
		for _, row := range s.Rows {
			id, previous := -1, -1
			for c, key := range s.Keys {
				switch key {
				case "id:1":
					id = c
				case "previous":
					previous = c
				}
			}
			if row[id] != "" && row[previous] == "" {
				row[previous] = row[id]
			}
		}
		sheets[i] = s
	}
	return sheets
}
