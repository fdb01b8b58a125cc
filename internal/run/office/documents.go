package office

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tonghop/internal/ask/define"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/run/outbox"
	"tonghop/internal/run/workspace"
	"tonghop/internal/words"
	"tonghop/internal/write/letter"
	"tonghop/internal/write/officers"
)

// documentNames are the templates in a round's folder, in order. Files that Word or LibreOffice keep beside
// one that is open are none.
func documentNames(dir string) (out []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") {
			continue
		}
		if strings.EqualFold(filepath.Ext(name), workspace.DocumentExt) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, nil
}

// documentsMark tells when a template was saved, came or went.
func documentsMark(dir string) string {
	names, err := documentNames(dir)
	if err != nil {
		return ""
	}
	var mark strings.Builder
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil {
			fmt.Fprintln(&mark, name, info.Size(), info.ModTime().UnixNano())
		}
	}
	return mark.String()
}

// documents are the templates filled in, and the list of what they may name. What is wrong in
// them is kept for the list of mistakes.
func (o *Office) documents(p *standing.Picture) (out []outbox.Output, wrong define.Mistakes) {
	names, err := documentNames(o.round.Dir)
	if err != nil { // the folder is gone for the moment, its documents stay
		return o.lastDocuments, nil
	}
	o.lastDocuments = nil
	if len(names) == 0 {
		return nil, nil
	}
	list := officers.Placeholders{Round: p.Round, All: roll.Placeholders(p)}
	filler := letter.New(p.Lang(), list.All)
	for _, name := range names {
		use := officers.DocumentUse{Name: name}
		doc, err := o.fillIn(filler, name)
		if err != nil {
			wrong = append(wrong, unfilled(name, err))
			out = append(out, outbox.Output{Path: name}) // what was made of it before stays
			use.Unread = true
		} else {
			out = append(out, o.document(name, doc.Data))
			wrong = append(wrong, mistakesIn(name, doc.Problems)...)
			use.Used, use.Missing, use.Wrong = doc.Used, doc.Missing, len(doc.Problems)
		}
		list.Documents = append(list.Documents, use)
		o.lastDocuments = append(o.lastDocuments, outbox.Output{Path: name})
	}
	o.lastDocuments = append(o.lastDocuments, outbox.Output{Path: workspace.PlaceholdersPath})
	return append(out, o.placeholders(list)), wrong
}

// unfilled says why nothing of a template can be filled in.
func unfilled(name string, err error) define.Mistake {
	var no *letter.Refused
	if errors.As(err, &no) {
		return define.Mistake{File: name, VI: no.Text(words.VI), EN: no.Text(words.EN)}
	}
	return define.Mistake{File: name, VI: notOpened.With(words.VI, err), EN: notOpened.With(words.EN, err)}
}

// fillIn reads and fills in one template; no more of it is read than may be filled in.
func (o *Office) fillIn(filler *letter.Filler, name string) (letter.Document, error) {
	path := filepath.Join(o.round.Dir, name)
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // opening a pipe waits for its writer
		return letter.Document{}, fmt.Errorf("read template %s: %s is no file", name, info.Mode().Type())
	}
	f, err := os.Open(path)
	if err != nil {
		return letter.Document{}, fmt.Errorf("read template: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, letter.Largest+1))
	if err != nil {
		return letter.Document{}, fmt.Errorf("read template %s: %w", name, err)
	}
	return filler.Fill(data)
}

// document is a template that was filled in. Its bytes are its key: it is replaced when they change.
func (o *Office) document(name string, data []byte) outbox.Output {
	return outbox.Output{
		Path: name,
		Key:  standing.Digest(data),
		Make: func() ([]byte, error) { return bytes.Clone(data), nil },
	}
}

// mistakesIn are the problems of a document as mistakes of the round's folder.
func mistakesIn(name string, problems []letter.Problem) (out define.Mistakes) {
	for _, pr := range problems {
		out = append(out, define.Mistake{
			File: name,
			Part: define.Spoken{VI: pr.Place(words.VI), EN: pr.Place(words.EN)},
			VI:   pr.Text(words.VI),
			EN:   pr.Text(words.EN),
		})
	}
	return out
}

// placeholders is the list of what documents may name.
func (o *Office) placeholders(list officers.Placeholders) outbox.Output {
	shown := standing.Digest([]any{list.All, list.Documents})
	return outbox.Output{
		Path: workspace.PlaceholdersPath,
		Key:  o.key(shown),
		Make: func() ([]byte, error) { return officers.PlaceholdersBook(list) },
	}
}

// tellDocuments logs what is wrong in documents, once while it stays the same.
func (o *Office) tellDocuments(wrong define.Mistakes) {
	mark := standing.Digest(wrong)
	if mark == o.toldDocuments {
		return
	}
	o.toldDocuments = mark
	for _, m := range wrong {
		o.opt.Log.Warn().Str("place", m.Place()).Msg(m.EN)
	}
}
