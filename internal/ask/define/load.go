package define

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/viet"
	"tonghop/internal/words"
)

// The files of a round's folder.
const (
	RoundFile    = "round.yaml"
	FormFile     = "form.yaml"
	RegisterFile = "units.xlsx"
)

// Find names the folder of the active round under templates: the one asked for,
// the only one, or the one with `active: true`.
func Find(templates, id string) (string, error) {
	if id != "" {
		dir := filepath.Join(templates, id)
		if info, err := os.Stat(dir); err != nil || !info.IsDir() || filepath.Base(dir) != id {
			return "", fmt.Errorf("%w: there is no round %q in %s; there is: %s",
				ErrNoRound, id, templates, known(templates))
		}
		return dir, nil
	}
	entries, err := os.ReadDir(templates)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoRound, err)
	}
	var all, active []string
	for _, e := range entries {
		dir := filepath.Join(templates, e.Name())
		data, err := os.ReadFile(filepath.Join(dir, RoundFile))
		if err != nil {
			continue
		}
		all = append(all, dir)
		var ms Mistakes
		f := &file{name: RoundFile, mistakes: &ms}
		if root, ok := f.parse(data); ok && root.fields(roundKeys...).boolean("active") {
			active = append(active, dir)
		}
	}
	switch {
	case len(all) == 1:
		return all[0], nil
	case len(active) == 1:
		return active[0], nil
	case len(all) == 0:
		return "", fmt.Errorf("%w: %s holds none; a round is a folder with %s, %s and %s",
			ErrNoRound, templates, RoundFile, FormFile, RegisterFile)
	}
	return "", fmt.Errorf("%w: %s holds %d; write active: true in one %s, or name it with --round",
		ErrNoRound, templates, len(all), RoundFile)
}

// ErrNoRound says that it is not clear which round is meant.
var ErrNoRound = errors.New("no round to work on")

// known are the rounds below templates, for who named another.
func known(templates string) string {
	var out []string
	entries, _ := os.ReadDir(templates)
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return strings.Join(out, ", ")
}

var roundKeys = []string{
	"id", "title", "short", "legal", "language", "timezone", "self", "previous", "active",
	"closed", "letterhead", "period", "due", "due_above", "desks", "kinds", "counts",
	"settings", "severity",
}

// Load reads the round in dir. Mistakes in the definition are returned together
// as Mistakes; any other error is ours or the disk's.
func Load(dir string) (*round.Round, error) { return load(dir, true) }

// LoadFrom reads a round that is only being tried, from a folder of any name.
func LoadFrom(dir string) (*round.Round, error) { return load(dir, false) }

func load(dir string, named bool) (*round.Round, error) {
	var ms Mistakes
	r := &loader{Round: round.New(dir)}
	data := map[string][]byte{}
	form := FormFile
	if _, err := os.Stat(filepath.Join(dir, DefinitionFile)); err == nil {
		form = DefinitionFile
	}
	for _, name := range []string{RoundFile, form, RegisterFile} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			ms = append(ms, mistake(name, noFile))
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read round: %w", err)
		}
		data[name] = b
	}
	if b, ok := data[RoundFile]; ok {
		r.readRound(&file{name: RoundFile, mistakes: &ms}, b)
		if name := filepath.Base(dir); named && r.ID != "" && name != r.ID && name != "." {
			ms = append(ms, misnamed(r.ID, name))
		}
	}
	if b, ok := data[FormFile]; ok && r.Location != nil {
		if root, ok := (&file{name: FormFile, mistakes: &ms}).parse(b); ok {
			r.readForm(root)
		}
	}
	if b, ok := data[DefinitionFile]; ok && r.Location != nil {
		if root, ok := definitionBook(b, &ms); ok {
			r.readForm(root)
		}
	}
	if b, ok := data[RegisterFile]; ok && r.Location != nil {
		r.readRegister(&ms, b)
		r.seats(r.deskKeys)
	}
	if len(ms) > 0 {
		return r.Round, ms
	}
	r.NameUnits()
	return r.Round, nil
}

// loader reads a round: what it is asked to look at once more, when the form is known, stands
// beside the model.
type loader struct {
	*round.Round
	severityKeys []node // keys under severity that are no codes: rules, one hopes
	deskKeys     []node // where the desks stand
	verdictKeys  []node // kinds' verdicts: choices of the form, one hopes
}

// misnamed says that a round stands in a folder of another name.
func misnamed(id, folder string) Mistake {
	m := mistake(RoundFile, idNotOfFolder, id, folder)
	m.Line, m.Col = 1, 1
	return m
}

func (r *loader) readRound(f *file, data []byte) {
	root, ok := f.parse(data)
	if !ok {
		return
	}
	m := root.fields(roundKeys...)
	r.ID, r.Title = m.str("id", true), m.str("title", true)
	r.Short, r.Legal = m.str("short", false), m.str("legal", false)
	if r.Short == "" {
		r.Short = r.Title
	}
	r.Active = m.boolean("active")
	r.Language = language(m)
	loc := location(m)
	r.Location = loc
	r.Self, r.Previous = m.str("self", true), m.str("previous", false)
	r.roundIDs(m)
	r.Due, r.DueAbove = m.date("due", true, loc), m.date("due_above", false, loc)
	r.Closed = m.date("closed", false, loc)
	if n, ok := m.get("period", true); ok {
		p := n.fields("from", "to")
		r.Period = round.Period{From: p.date("from", true, loc), To: p.date("to", true, loc)}
		if !r.Period.From.Before(r.Period.To) {
			n.wrong(fromAfterTo)
		}
	}
	r.Letterhead = letterhead(m)
	r.readDesks(m)
	r.readKinds(m, loc)
	r.readChains(m)
	r.readCounts(m)
	r.readSettings(m)
}

// language reads in which language the round speaks; Vietnamese where it does not say.
func language(m fields) string {
	switch lang := m.str("language", false); lang {
	case words.VI, words.EN:
		return lang
	case "":
	default:
		m.by["language"].wrong(notLanguage)
	}
	return words.VI
}

func letterhead(m fields) round.Letterhead {
	n, ok := m.get("letterhead", true)
	if !ok {
		return round.Letterhead{}
	}
	l := n.fields("above", "issuer", "place", "signer", "leader")
	return round.Letterhead{
		Above: l.str("above", false), Issuer: l.str("issuer", true), Place: l.str("place", true),
		Signer: l.str("signer", false), Leader: l.str("leader", false),
	}
}

// location reads the time zone; UTC where there is none, so that reading goes on.
func location(m fields) *time.Location {
	zone := m.str("timezone", true)
	loc, err := time.LoadLocation(zone)
	if err == nil && zone != "" {
		return loc
	}
	if n, ok := m.by["timezone"]; ok {
		n.wrong(noTimeZone, zone)
	}
	return time.UTC
}

// readCounts reads the states in which a return counts; without the key, those of
// the contract.
func (r *loader) readCounts(m fields) {
	all := []finding.Status{finding.Clean, finding.Queried, finding.Appraised, finding.Recognised, finding.Locked}
	if !m.has("counts") {
		r.Counts = all
		return
	}
	for _, n := range m.list("counts", false) {
		if !slices.Contains(all, finding.Status(n.Value)) {
			n.wrong(noSuchState,
				n.Value)
			continue
		}
		r.Counts = append(r.Counts, finding.Status(n.Value))
	}
}

func (r *loader) readDesks(m fields) {
	for _, n := range m.list("desks", true) {
		d := n.fields("id", "name", "phone", "email", "each", "then")
		desk := round.Desk{
			ID:    d.str("id", true),
			Name:  d.str("name", true),
			Phone: d.str("phone", false),
			Email: d.str("email", false),
			Then:  d.str("then", false),
		}
		fileName(d, desk.ID, deskID)
		same := func(o round.Desk) bool { return strings.EqualFold(o.ID, desk.ID) }
		if desk.ID != "" && slices.ContainsFunc(r.Desks, same) {
			d.by["id"].wrong(deskTwice, desk.ID)
		}
		r.Desks, r.deskKeys = append(r.Desks, desk), append(r.deskKeys, n)
	}
}

func (r *loader) readKinds(m fields, loc *time.Location) {
	for _, n := range m.list("kinds", true) {
		k := n.fields("id", "letter", "name", "desk", "due", "level", "verdict", "prize")
		kind := round.Kind{
			ID:      k.str("id", true),
			Letter:  k.str("letter", false),
			Name:    k.str("name", true),
			Desk:    k.str("desk", false),
			Due:     k.date("due", false, loc),
			Level:   k.boolean("level"),
			Verdict: k.str("verdict", false),
			Prize:   k.money("prize"),
		}
		fileName(k, kind.ID, kindID)
		for _, other := range r.Kinds {
			sameID := strings.EqualFold(other.ID, kind.ID) || other.Letter == kind.ID
			sameLetter := kind.Letter != "" && (other.Letter == kind.Letter || other.ID == kind.Letter)
			if sameID || sameLetter {
				n.wrong(kindTwice, kind.ID, other.ID)
			}
		}
		if kind.Desk != "" && !slices.ContainsFunc(r.Desks, func(d round.Desk) bool { return d.ID == kind.Desk }) {
			k.by["desk"].wrong(noSuchDesk, kind.Desk)
		}
		if !kind.Due.IsZero() && kind.Due.After(r.Due) {
			k.by["due"].wrong(dueAfterRound)
		}
		if kind.Verdict != "" {
			r.verdictKeys = append(r.verdictKeys, k.by["verdict"])
		}
		r.Kinds = append(r.Kinds, kind)
	}
}

// readChains reads, once the kinds are known, which desk there is at each unit of a
// kind, and which one appraises after another.
func (r *loader) readChains(m fields) {
	at := func(id string) int { // of a desk whose id was refused nothing can be said
		return slices.IndexFunc(r.Desks, func(o round.Desk) bool { return id != "" && o.ID == id })
	}
	for i, n := range m.list("desks", false) {
		d := fields{n, map[string]node{}}
		for j := 0; j+1 < len(n.Content); j += 2 {
			d.by[n.Content[j].Value] = node{n.Content[j+1], n.f}
		}
		r.Desks[i].Each = r.oneKind(d, "each", false)
		if then := r.Desks[i].Then; then != "" && at(then) < 0 {
			d.by["then"].wrong(noSuchDesk, then)
			continue
		}
		seen := []string{r.Desks[i].ID}
		for next := at(r.Desks[i].Then); next >= 0; next = at(r.Desks[next].Then) {
			if slices.Contains(seen, r.Desks[next].ID) {
				d.by["then"].wrong(desksInCircle)
				break
			}
			seen = append(seen, r.Desks[next].ID)
		}
	}
}

func (r *loader) readSettings(m fields) {
	s := fields{by: map[string]node{}}
	if n, ok := m.get("settings", false); ok {
		s = n.fields("narrative_rows", "table_spare_rows", "convert", "explanation_min", "budget", "largest_file")
	}
	r.Settings = round.Settings{
		Budget:        s.money("budget"),
		NarrativeRows: s.whole("narrative_rows", 8, 8),
		SpareRows:     s.whole("table_spare_rows", 20, 20),
		Explanation:   s.whole("explanation_min", 1, 15),
		LargestFile:   s.whole("largest_file", 1, 200),
		Convert:       s.boolean("convert"),
	}
	if n, ok := m.get("severity", false); ok {
		for i := 0; i+1 < len(n.Content); i += 2 {
			v := node{n.Content[i+1], n.f}
			if key := (node{n.Content[i], n.f}); finding.Catalogue[key.Value].Severity == "" {
				r.severityKeys = append(r.severityKeys, key)
			}
			if sev := finding.Severity(v.Value); slices.Contains(finding.Severities, sev) {
				r.Severity[n.Content[i].Value] = sev
			} else {
				v.wrong(noSuchSeverity)
			}
		}
	}
}

// kindList reads kinds written as letters or ids with blanks between.
func (r *loader) kindList(m fields, key string, required bool) (out []string) {
	n, ok := m.get(key, required)
	if !ok {
		return nil
	}
	for _, w := range strings.Fields(n.Value) {
		i := slices.IndexFunc(r.Kinds, func(k round.Kind) bool { return k.ID == w || k.Letter == w })
		if i < 0 {
			var known []string
			for _, k := range r.Kinds {
				known = append(known, strings.TrimSpace(k.Letter+" "+k.ID))
			}
			n.wrong(noSuchKind, w, strings.Join(known, ", "))
			continue
		}
		if !slices.Contains(out, r.Kinds[i].ID) {
			out = append(out, r.Kinds[i].ID)
		}
	}
	return out
}

// oneKind is a kind that stands alone; "" for none.
func (r *loader) oneKind(m fields, key string, required bool) string {
	ks := r.kindList(m, key, required)
	if len(ks) > 1 {
		m.by[key].wrong(oneKindOnly)
	}
	if len(ks) != 1 {
		return ""
	}
	return ks[0]
}

// labelKey is the matching form of labels and headings.
func labelKey(s string) string { return viet.Fold(s) }
