package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/viet"
)

const folder = "../antt-2019"

// The documents of the first round are what is made of their texts.
func TestDocumentsAreAsMade(t *testing.T) {
	files, err := texts.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		made, err := document(f.Name())
		if err != nil {
			t.Fatal(f.Name(), err)
		}
		name := strings.TrimSuffix(f.Name(), ".txt") + ".docx"
		kept, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || !bytes.Equal(kept, made) {
			t.Errorf("%s is not what is made of %s (%v): go run ./templates/make", name, f.Name(), err)
		}
	}
}

// paragraphs are what a document's paragraphs say.
func paragraphs(t *testing.T, name string) (out []string) {
	t.Helper()
	data, err := document(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	d, in := xml.NewDecoder(f), false
	text := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			in = x.Name.Local == "t"
		case xml.CharData:
			if in {
				text += string(x)
			}
		case xml.EndElement:
			if in = false; x.Name.Local == "p" {
				out, text = append(out, text), ""
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{\{([^}]*)\}\}`)

// The report has each question of the outline once, and last year's where it is asked. The source
// leaves two blanks for one figure in one sentence alone.
func TestReportAsksEachQuestionOnce(t *testing.T) {
	r, err := define.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]int{}
	for _, m := range placeholder.FindAllStringSubmatch(strings.Join(paragraphs(t, "bao-cao.txt"), "\n"), -1) {
		used[m[1]]++
	}
	twice := map[string]bool{"ho_cam_ket": true} // Đã vận động … hộ … (đạt … hộ/… hộ = …%)
	for _, in := range r.Form.Indicators {
		want, names := 1, []string{in.ID}
		switch {
		case in.Type == round.Choice:
			names = nil
			for _, o := range in.Values {
				names = append(names, in.ID+"."+strings.ReplaceAll(viet.Fold(o.Value), " ", "_"))
			}
		case in.Prior:
			names = append(names, in.ID+".so_sanh")
		case twice[in.ID]:
			want = 2
		}
		for _, name := range names {
			if used[name] != want {
				t.Errorf("{{%s}} stands %d times, want %d", name, used[name], want)
			}
		}
	}
}

// letters are those of a text alone, so that blanks, numbers and the source's spaces do not count.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// The sentences of the guidance's outline with what stands in them for who fills them in, which is
// no part of a report, and slips of the source that the report does not repeat.
var (
	instructions = regexp.MustCompile(`\((nêu|\*?tăng)[^)]*\)|như thế nào|Nêu|\?`)
	slips        = strings.NewReplacer("Phật cảnh cáo", "Phạt cảnh cáo", "có làm lối", "có làm lỗi",
		"ĐẦY MẠNH", "ĐẨY MẠNH", "giải quyếtvụ", "giải quyết vụ", "Nhằm xây dựng", "\nNhằm xây dựng", "Trong đó nêu rõ", "",
		"Góp phần", "góp phần", "Chi bộ ký", "\nChi bộ ký", "CQDN an toàn về ANTT?", "CQDN an toàn về ANTT",
		"....Tổ liên gia", "Tổ liên gia", "như:", "như", ".... Trong năm", "\nTrong năm",
		"vụ,...đối tượng (", "vụ (", "vụ,đối tượng (", "vụ (")
)

func TestReportHasEverySentenceOfTheOutline(t *testing.T) {
	outline, err := os.ReadFile("testdata/outline.txt")
	if err != nil {
		t.Fatal(err)
	}
	said := letters(placeholder.ReplaceAllString(strings.Join(paragraphs(t, "bao-cao.txt"), "\n"), ""))
	sentences := 0
	for _, line := range strings.Split(slips.Replace(string(outline)), "\n") {
		for _, sentence := range strings.Split(instructions.ReplaceAllString(line, ""), "\n") {
			if want := letters(sentence); want != "" {
				if sentences++; !strings.Contains(said, want) {
					t.Errorf("not in the report: %s", sentence)
				}
			}
		}
	}
	if sentences < 90 {
		t.Errorf("%d sentences seen: the test is blind", sentences)
	}
}

// A text that is marked up wrongly is told with its line.
func TestMarkupMistakesAreTold(t *testing.T) {
	for text, want := range map[string]string{
		"[q] a":                       `line 1: "q" is no look`,
		"a\n[table 50 50]\na | b | c": "3 cells in 2 columns",
		"[table x]\na":                "is no number",
	} {
		if _, err := bodyOf(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
