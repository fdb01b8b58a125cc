package waiting

import (
	"encoding/json"
	"strings"
	"testing"

	"tonghop/internal/words"
)

// What is stored of a pause is read again as it was; what an earlier program stored in words is
// shown as it stands.
func TestReasonsAreReadBack(t *testing.T) {
	full := Reason{Code: DiskFull, Detail: "write state/archive: no space left on device"}
	if got := Parse(full.Line()); got != full {
		t.Errorf("stored as %q and read as %v", full.Line(), got)
	}
	former := "the disk is full: write: no space left on device"
	if got := Parse(former); got.Code != "" || got.In(words.VI) != former || got.Line() != former {
		t.Errorf("words of an earlier program: %+v", got)
	}
	if !Parse("").None() {
		t.Error("nothing stored is a reason")
	}
}

// Every code speaks in both languages, and says its detail wherever it has one.
func TestEveryCodeSpeaks(t *testing.T) {
	for code, said := range reasons {
		r := Reason{Code: code}
		if strings.Contains(said.EN, "%s") {
			r.Detail = "8"
		}
		for _, lang := range []string{words.VI, words.EN} {
			text := r.In(lang)
			if text == "" || strings.Contains(text, "%!") || r.Detail != "" && !strings.Contains(text, "8") {
				t.Errorf("%s in %s: %q", code, lang, text)
			}
		}
		if Parse(r.Line()) != r {
			t.Errorf("%s is not read back", code)
		}
	}
	for state, said := range states {
		if said.EN != string(state) {
			t.Errorf("%s is called %q in English: other programs read the state", state, said.EN)
		}
	}
}

// Other programs read a reason as a sentence, with where the newest revision is.
func TestOtherProgramsReadASentence(t *testing.T) {
	open := Reason{Code: OpenElsewhere, Beside: "tong-hop (bản 7).xlsx"}
	data, err := json.Marshal(map[string]any{"state": Held, "why": open})
	want := `{"state":"held","why":"open elsewhere; the newest revision is tong-hop (bản 7).xlsx"}`
	if err != nil || string(data) != want {
		t.Errorf("%s %v, want %s", data, err, want)
	}
	if got := open.In(words.VI); got != "đang mở ở nơi khác; bản mới nhất là tong-hop (bản 7).xlsx" {
		t.Errorf("in Vietnamese: %q", got)
	}
}
