package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/judge/record"
)

// spoof is a name that steers a terminal and turns its own end round.
const spoof = "\x1b]0;x\a\x1b[2J\u202ecod.\u2066báo cáo\u200b\u2028\u0085\r\n\ttotals 99"

// seen says which characters of an output act on the terminal.
func seen(out string) (bad []string) {
	for _, r := range out {
		if r != '\n' && !unicode.IsGraphic(r) {
			bad = append(bad, fmt.Sprintf("%U", r))
		}
	}
	return bad
}

// Everything that is printed for people is harmless, whoever wrote it; what programs read is
// exact.
func TestWhatIsPrintedSteersNoTerminal(t *testing.T) {
	var out bytes.Buffer
	st := roll.Status{Round: spoof, At: spoof, Units: []roll.UnitStatus{{Unit: spoof, Name: spoof, Status: "clean", ReceivedAt: spoof}},
		Inbox: []roll.Pending{{File: spoof, State: spoof, Why: spoof}}}
	if err := rollCall(&out, &round.Round{}, st); err != nil {
		t.Fatal(err)
	}
	if bad := seen(out.String()); bad != nil || strings.Count(out.String(), "\n") != 6 {
		t.Errorf("status prints %v:\n%s", bad, out.String())
	}
	out.Reset()
	s := &session{err: &out, out: &out}
	s.say("left in the inbox: %s (%s)", spoof, spoof)
	s.exit(fmt.Errorf("read %s: %w", spoof, &os.PathError{Op: "open", Path: spoof, Err: errors.New("no")}))
	s.exit(define.Mistakes{{File: spoof, Line: 1, Col: 1, EN: spoof}, {File: spoof, EN: spoof}})
	s.exit(errors.Join(errors.New(spoof), errors.New("second")))
	if bad := seen(out.String()); bad != nil || !strings.Contains(out.String(), "\nsecond\n") {
		t.Errorf("messages print %v:\n%s", bad, out.String())
	}
	out.Reset()
	s.people = true
	s.progress(spoof, 3)
	if bad := seen(strings.TrimPrefix(out.String(), "\r\x1b[K")); bad != nil {
		t.Errorf("progress prints %v", bad)
	}
	out.Reset()
	rec := record.Record{File: spoof, Unit: spoof, Status: "clean"}
	if err := tell(&out, rec, &round.Round{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	if bad := seen(out.String()); bad != nil {
		t.Errorf("check prints %v", bad)
	}
	out.Reset()
	if err := rec.Write(&out); err != nil {
		t.Fatal(err)
	}
	var back struct{ File string }
	if err := json.Unmarshal(out.Bytes(), &back); err != nil || back.File != spoof {
		t.Errorf("JSON says %q (%v)", back.File, err)
	}
}

// Logs for people are harmless, too: messages, fields, errors.
func TestLogsForPeopleSteerNoTerminal(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	var out bytes.Buffer
	log := newLog(console(&out))
	log.Warn().Str("file", spoof).Err(errors.New(spoof)).Strs("files", []string{spoof}).Msg(spoof)
	if bad := seen(out.String()); bad != nil || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("%v: %s", bad, out.String())
	}
}

// Nothing prints past printf.
func TestNothingPrintsPastPrintf(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") || name == "print.go" {
			continue
		}
		for _, no := range []string{"fmt.Fprint", "fmt.Print", "os.Stderr.Write", "os.Stdout.Write"} {
			if strings.Contains(string(data), no) {
				t.Errorf("%s calls %s: people's texts go through printf", name, no)
			}
		}
	}
}

// Texts that a spreadsheet program could take for a formula get an apostrophe; figures and
// other texts stay as they are.
func TestTextsThatCouldBeFormulas(t *testing.T) {
	for _, s := range []string{"=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "\nx", "\tx", " =1", "\u00a0=1", "\ufeff=1", "\u200b=1", "\x00=1", "＝1", "＋1", "－1", "＠1", "\n\n  ＝1", "\u202e=1", "﹦1", "−1"} {
		if got := tame(s); got != "'"+s {
			t.Errorf("%q is written %q", s, got)
		}
	}
	for _, s := range []string{"", "a", "a=1", "12", "12-3", "Công an xã", "“=”", "'=1", "\u200bchữ", " chữ"} {
		if got := tame(s); got != s {
			t.Errorf("%q is written %q", s, got)
		}
	}
	counts := true
	r := &round.Round{Form: round.Form{Indicators: []round.Indicator{{ID: "so", Type: round.Amount}, {ID: "loi", Type: round.Narrative}}}}
	rec := record.Record{Unit: "cq-01", Counts: &counts, File: "\n=cmd", Values: map[string]any{"so": json.Number("-12.5"), "loi": "\n=cmd|' /C calc'!A0"}}
	var out bytes.Buffer
	if err := writeCSV(&out, r, []record.Record{rec}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(out.Bytes(), []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := rows[1]; got[6] != "'\n=cmd" || got[9] != "-12.5" || got[10] != "'\n=cmd|' /C calc'!A0" {
		t.Errorf("written: %q", got)
	}
}
