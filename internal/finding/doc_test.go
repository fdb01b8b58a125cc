package finding

import (
	"flag"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/FINDINGS.md again")

// docs/FINDINGS.md is the catalogue, printed.
func TestDocument(t *testing.T) {
	const path = "../../docs/FINDINGS.md"
	if *update {
		if err := os.WriteFile(path, []byte(document()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != document() {
		t.Errorf("%s is not the catalogue: go test ./internal/finding -run Document -update", path)
	}
}

func document() string {
	var b strings.Builder
	b.WriteString("# Findings\n\nGenerated from the catalogue in internal/finding; do not edit. A round may change the severity of a code or a rule (`severity` in round.yaml).\nOnly findings that the unit must answer make a return queried or returned. In braces: what is filled in.\n")
	codes := make([]string, 0, len(Catalogue))
	for c := range Catalogue {
		codes = append(codes, c)
	}
	sort.Strings(codes)
	family := ""
	for _, c := range codes {
		if f := c[:4]; f != family {
			family = f
			fmt.Fprintf(&b, "\n## %s\n", f)
		}
		e := Catalogue[c]
		by := map[By]string{Unit: "the unit answers", Officer: "an officer answers", Nobody: "for the record"}[e.By]
		fmt.Fprintf(&b, "\n### %s\n\n%s. Severity: %s; %s.\n\n", c, strings.ToUpper(e.What[:1])+e.What[1:], e.Severity, by)
		variants := make([]string, 0, len(e.Words))
		for v := range e.Words {
			variants = append(variants, v)
		}
		sort.Strings(variants)
		for _, v := range variants {
			w := e.Words[v]
			fmt.Fprintf(&b, "- %s *%s*\n- %s *%s*\n", w.VI.Message, w.VI.Fix, w.EN.Message, w.EN.Fix)
		}
	}
	return b.String()
}
