package define

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The next round's text is that of the round before, a year later, under its own id; the document
// that it rests on keeps its day, and what closed the round before is gone.
func TestTheNextRoundIsAYearLater(t *testing.T) {
	text := Next(`# Due by 9/10/2019.
id: antt-2019
title: "Sơ kết năm 2019"
legal: "Hướng dẫn 441 ngày 16/9/2019"
active: true
closed: 2019-12-01
due: 2019-10-09
`, "antt-2020", "antt-2019")
	want := `# Due by 9/10/2020.
id: antt-2020
previous: antt-2019
title: "Sơ kết năm 2020"
legal: "Hướng dẫn 441 ngày 16/9/2019"
due: 2020-10-09
`
	if text != want {
		t.Errorf("the next round:\n%s", text)
	}
	active := Activate(text)
	if !strings.Contains(active, "id: antt-2020\nactive: true\n") || Activate(active) != active {
		t.Errorf("the active round:\n%s", active)
	}
	if got := Activate(strings.Replace(active, "active: true", "active: false", 1)); got != active {
		t.Errorf("a round that was not active:\n%s", got)
	}
}

// Every indicator of the next round is linked to last year's, whatever the definition is called in;
// what says otherwise is left.
func TestTheNextRoundIsLinkedToTheLast(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		sheets, err := Definition(first, lang)
		if err != nil {
			t.Fatal(err)
		}
		at := func(s DefinitionSheet, row []string, key string) *string {
			for i, k := range s.Keys {
				if k == key {
					return &row[i]
				}
			}
			t.Fatalf("no column %s", key)
			return nil
		}
		for _, s := range sheets {
			for _, row := range s.Rows {
				if s.List == "sections" && *at(s, row, "id:1") == "hom_thu" {
					*at(s, row, "previous") = "none"
				}
			}
		}
		linked := 0
		for _, s := range Linked(sheets) {
			if s.List != "sections" {
				continue
			}
			for _, row := range s.Rows {
				id, previous := *at(s, row, "id:1"), *at(s, row, "previous")
				if id == "hom_thu" && previous != "none" || id != "hom_thu" && previous != id {
					t.Errorf("in %q, %q is linked to %q", lang, id, previous)
				}
				linked++
			}
		}
		if linked < 50 {
			t.Errorf("in %q, %d rows of indicators", lang, linked)
		}
	}
}

// The round that is worked on is the one that is named, the only one, or the active one; where that
// is not clear, the error says what there is.
func TestWhichRoundIsWorkedOn(t *testing.T) {
	templates := t.TempDir()
	round := func(id, more string) {
		dir := filepath.Join(templates, id)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, RoundFile), []byte("id: "+id+"\n"+more), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	find := func(id, want string) {
		t.Helper()
		dir, err := Find(templates, id)
		switch {
		case err == nil && filepath.Base(dir) != want:
			t.Errorf("found %s, want %s", dir, want)
		case err != nil && (!errors.Is(err, ErrNoRound) || !strings.Contains(err.Error(), want)):
			t.Errorf("no %q in %v", want, err)
		case err != nil && !strings.Contains(want, " "):
			t.Errorf("not found: %v", err)
		}
	}
	find("", "holds none; a round is a folder")
	if err := os.Mkdir(filepath.Join(templates, "notes"), 0o755); err != nil {
		t.Fatal(err)
	}
	round("k-2019", "")
	find("", "k-2019")
	round("k-2020", "")
	find("", "holds 2; write active: true in one round.yaml")
	find("k-2019", "k-2019")
	find("k-2021", `no round "k-2021" in `+templates+`; there is: k-2019, k-2020, notes`)
	find("../"+filepath.Base(templates)+"/k-2019", "there is no round")
	round("k-2020", "active: true\n")
	find("", "k-2020")
	round("k-2019", "active: true\n")
	find("", "holds 2; write active")
}
