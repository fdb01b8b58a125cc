package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/judge/record"
	"tonghop/internal/run/office"
)

type exportCmd struct {
	Format string `enum:"jsonl,csv" default:"jsonl" help:"jsonl or csv."`
	Output string `short:"o" placeholder:"FILE" help:"Write to this file instead of standard output."`
}

func (c exportCmd) Run(s *session) (err error) {
	p, _, err := office.Look(s.ctx, s.opt)
	if err != nil {
		return err
	}
	s.sayLost(p)
	w := s.out
	if c.Output != "" {
		f, err := os.Create(c.Output)
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		defer func() {
			if cerr := f.Close(); err == nil {
				err = cerr
			}
		}()
		w = f
	}
	records := roll.Records(p)
	if c.Format == "csv" {
		return writeCSV(w, p.Round, records)
	}
	for _, rec := range records {
		if err := rec.Write(w); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	return nil
}

// writeCSV writes a row a unit and a column an indicator, with a byte order mark
// so that Excel reads its accents.
func writeCSV(w io.Writer, r *round.Round, records []record.Record) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	head := []string{"unit", "kind", "status", "counts", "version", "received_at", "file", "self", "computed"}
	for _, in := range r.Form.Indicators {
		if in.Type != round.Ratio {
			head = append(head, in.ID)
			if in.Prior {
				head = append(head, in.ID+round.PriorSuffix)
			}
		}
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, rec := range records {
		if err := out.Write(csvRow(r, rec)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func csvRow(r *round.Round, rec record.Record) []string {
	text := func(v any) string {
		switch v := v.(type) {
		case nil:
			return ""
		case json.Number:
			return v.String()
		}
		return tame(fmt.Sprint(v))
	}
	row := []string{tame(rec.Unit), rec.Kind, rec.Status,
		fmt.Sprint(*rec.Counts), fmt.Sprint(rec.Version), rec.ReceivedAt, tame(rec.File), "", ""}
	if rec.Scores != nil {
		row[7], row[8] = text(rec.Scores.Self), text(rec.Scores.Computed)
	}
	for _, in := range r.Form.Indicators {
		if in.Type != round.Ratio {
			row = append(row, text(rec.Values[in.ID]))
			if in.Prior {
				row = append(row, text(rec.Prior[in.ID]))
			}
		}
	}
	return row
}

// tame keeps a unit's text from being taken for a formula by whoever opens the
// file: such a text gets an apostrophe in front, as spreadsheet programs show text.
// Blanks and what is not seen do not count: programs strip them before they look.
func tame(s string) string {
	first := strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsGraphic(r)
	})
	begins := func(s, any string) bool { return s != "" && strings.ContainsRune(any, []rune(s)[0]) }
	if begins(first, "=+-@＝＋－＠﹢﹣﹦﹫−") || begins(s, "\t\r\n") {
		return "'" + s
	}
	return s
}
