package officers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/write/canvas"
)

// Placeholders is what documents may name, and what the documents of a round name.
type Placeholders struct {
	Round     *round.Round
	All       []roll.Placeholder
	Documents []DocumentUse
}

// DocumentUse is what a document names.
type DocumentUse struct {
	Name    string
	Unread  bool     // its template cannot be read
	Used    []string // placeholders in it
	Missing []string // those for which there is no answer
	Wrong   int      // places that are wrong
}

type placeholderWriter struct {
	bookWriter
	d Placeholders
}

// PlaceholdersBook writes the list of placeholders with their present values, and the documents
// with what nobody answered in them.
func PlaceholdersBook(d Placeholders) ([]byte, error) {
	at := time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
	b := canvas.NewBook(placeholdersName.In(d.Round.Language), d.Round.Language, at)
	w := &placeholderWriter{bookWriter: bookWriter{b: b, r: d.Round}, d: d}
	w.documents()
	w.list()
	return w.b.Bytes()
}

// documents are the documents, each with what is missing in it.
func (w *placeholderWriter) documents() {
	p := w.b.Page(w.t(documentsName), 6, 26, 30, 75)
	p.Full(4, 28, w.t(documentsTitle), canvas.TitleLook)
	row := p.Heads(30, w.heads(w.t(headNo), w.t(headDocument), w.t(headDocumentGoes), w.t(headUnanswered))...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	what := map[string]string{}
	for _, one := range w.d.All {
		what[one.Name] = one.What
	}
	for i, d := range w.d.Documents {
		state, missing := w.t(documentFilled), []string{w.t(nothingMissing)}
		switch {
		case d.Unread:
			state, missing = w.t(documentUnread), []string{""}
		case d.Wrong > 0:
			state = w.t(documentWrong, d.Wrong)
		}
		if len(d.Missing) > 0 {
			missing = nil
		}
		for _, name := range d.Missing {
			missing = append(missing, strings.TrimSpace(fmt.Sprintf("{{%s}} %s", name, what[name])))
		}
		for n, text := range missing {
			cells := []canvas.Cell{{Look: canvas.MidLook}, {Look: canvas.LineLook}, {Look: canvas.LineLook}}
			if n == 0 {
				cells[0].V, cells[1].V, cells[2].V = i+1, d.Name, state
			}
			p.Auto(18, append(cells, canvas.Cell{V: text, Look: canvas.LineLook})...)
		}
	}
}

// list is every placeholder, by group.
func (w *placeholderWriter) list() {
	p := w.b.Page(w.t(placeholdersName), 50, 40, 32, 15)
	p.Full(4, 28, w.t(placeholdersTitle), canvas.TitleLook)
	lead := w.t(placeholdersLead)
	p.Full(4, canvas.HeightIn(lead, placeholdersWide, 11, false)+2, lead, canvas.LeadLook)
	row := p.Heads(30, w.heads(w.t(headWhatItIs), w.t(headPlaceholder), w.t(headValue), w.t(headUsedIn))...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	group := ""
	for _, one := range w.d.All {
		if one.Group != group {
			group = one.Group
			p.Full(4, 20, group, canvas.SectionLook)
		}
		p.Auto(18,
			canvas.Cell{V: one.What, Look: canvas.LineLook},
			canvas.Cell{V: w.typed(one), Look: canvas.LineLook},
			canvas.Cell{V: w.now(one), Look: canvas.LineLook},
			canvas.Cell{V: w.usedIn(one.Name), Look: canvas.LineLook},
		)
	}
}

// placeholdersWide is how wide the list is for texts across it, in points.
const placeholdersWide = 690

// typed is a placeholder as it is copied into a document.
func (w *placeholderWriter) typed(one roll.Placeholder) string {
	if one.List() {
		return "{{#" + one.Name + "}} … {{/" + one.Name + "}}"
	}
	return "{{" + one.Name + "}}"
}

// mostShown is how many characters of a text the list shows.
const mostShown = 200

// now is what stands for a placeholder now.
func (w *placeholderWriter) now(one roll.Placeholder) string {
	switch {
	case one.List():
		names := []string{roll.RowNumber.In(w.r.Language)}
		for _, c := range one.Columns {
			names = append(names, c.Name)
		}
		return w.t(rowsAndColumns, len(one.Rows), "{{"+strings.Join(names, "}} {{")+"}}")
	case one.Missing:
		return "…"
	}
	if text := []rune(one.Text); len(text) > mostShown {
		return string(text[:mostShown]) + "…"
	}
	return one.Text
}

// usedIn are the documents that name a placeholder.
func (w *placeholderWriter) usedIn(name string) string {
	var out []string
	for _, d := range w.d.Documents {
		if slices.Contains(d.Used, name) {
			out = append(out, d.Name)
		}
	}
	return strings.Join(out, ", ")
}
