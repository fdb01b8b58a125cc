package office

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/run/durable"
	"tonghop/internal/write/officers"
)

// New makes the next round's folder from another round's: its definition with days a
// year later and every indicator linked to last year's, its register, its documents. The form is
// written as a workbook that officers edit, or with asYAML as form.yaml. The active round
// is marked as such where it was so for being the only one: it stays the one that is
// worked on.
func New(templates, id, from string, asYAML bool) (dir string, err error) {
	if err := round.ValidID(id); err != nil {
		return "", err
	}
	source, err := define.Find(templates, from)
	if err != nil {
		return "", err
	}
	r, err := define.Load(source)
	if err != nil {
		return "", err
	}
	dir = filepath.Join(templates, id)
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("new round: %s is there already", dir)
	}
	files, err := successor(r, id)
	if err != nil {
		return "", err
	}
	if active, err := define.Find(templates, ""); err == nil { // it will not be the only one any more
		if err := activate(filepath.Join(active, define.RoundFile)); err != nil {
			return "", fmt.Errorf("new round: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", fmt.Errorf("new round: %w", err)
	}
	for _, f := range files {
		if err := durable.WriteFile(filepath.Join(dir, f.name), f.data, 0o666); err != nil {
			return "", fmt.Errorf("new round: %w", err)
		}
	}
	if !asYAML {
		return dir, nil
	}
	form, err := define.DefinitionYAML(dir)
	if err != nil {
		return "", err
	}
	if err := durable.WriteFile(filepath.Join(dir, define.FormFile), form, 0o666); err != nil {
		return "", fmt.Errorf("new round: %w", err)
	}
	return dir, os.Remove(filepath.Join(dir, define.DefinitionFile))
}

// written is a file of a round's folder.
type written struct {
	name string
	data []byte
}

// successor is what a new round is made of, from the one before, in the order in which it is
// written: the last file makes the folder a round.
func successor(r *round.Round, id string) ([]written, error) {
	text, err := os.ReadFile(filepath.Join(r.Dir, define.RoundFile))
	if err != nil {
		return nil, fmt.Errorf("new round: %w", err)
	}
	register, err := os.ReadFile(filepath.Join(r.Dir, define.RegisterFile))
	if err != nil {
		return nil, fmt.Errorf("new round: %w", err)
	}
	sheets, err := define.Definition(r.Dir, r.Language)
	if err != nil {
		return nil, err
	}
	book, err := officers.DefinitionBook(r.Language, define.Linked(sheets))
	if err != nil {
		return nil, fmt.Errorf("new round: %w", err)
	}
	next := define.Next(string(text), id, filepath.Base(r.Dir))
	documents, err := documentsOf(r)
	if err != nil {
		return nil, err
	}
	return append(documents,
		written{define.DefinitionFile, book},
		written{define.RegisterFile, register},
		written{define.RoundFile, []byte(next)},
	), nil
}

// documentsOf are the templates of a round's documents, as they are.
func documentsOf(r *round.Round) (out []written, err error) {
	names, err := documentNames(r.Dir)
	if err != nil {
		return nil, fmt.Errorf("new round: %w", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(r.Dir, name))
		if err != nil {
			return nil, fmt.Errorf("new round: %w", err)
		}
		out = append(out, written{name, data})
	}
	return out, nil
}

// activate writes into the active round that it is, where it does not say so.
func activate(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if now := define.Activate(string(text)); now != string(text) {
		return durable.WriteFile(path, []byte(now), 0o666)
	}
	return nil
}
