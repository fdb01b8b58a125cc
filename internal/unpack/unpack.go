// Package unpack takes containers apart: .zip archives, .eml and .msg mails, each to its
// parts with their origin. Pure over bytes: no path in a container leads anywhere, nothing
// is written, and what is inside is bounded in depth, count and size.
package unpack

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Kind is which container a file is.
type Kind string

// The containers that are taken apart.
const (
	Zip  Kind = ".zip"
	Mail Kind = ".eml"
	Msg  Kind = ".msg" // of Outlook
)

// Limits bound what a container may hold.
type Limits struct {
	Depth    int   // containers within containers
	Parts    int   // files in all
	Expanded int64 // bytes of all files together
}

// DefaultLimits are for what units send: a mail with a folder of workbooks.
var DefaultLimits = Limits{Depth: 4, Parts: 500, Expanded: 256 << 20}

// Letter is the mail that a part came with.
type Letter struct {
	From    string    `json:"from,omitempty"`
	Subject string    `json:"subject,omitempty"`
	Date    time.Time `json:"date,omitzero"` // as the mail says; zero where it says none
}

// Part is one file of a container.
type Part struct {
	Name   string // within the container, with slashes; containers within by their names
	Data   []byte
	Letter *Letter // the innermost mail that it came with; nil for none
	Inline bool    // a picture of the mail's text rather than an attachment
	Locked bool    // behind a password: its bytes are not known
}

// Excess says that a container is over a limit.
type Excess struct{ What string }

func (e *Excess) Error() string { return e.What }

// Damage says that a container could not be taken apart.
type Damage struct{ Err error }

func (d *Damage) Error() string { return fmt.Sprintf("damaged container: %v", d.Err) }

func (d *Damage) Unwrap() error { return d.Err }

// KindOf tells which container the bytes are; "" for none. A workbook or document, which
// is a zip archive too, is none.
func KindOf(data []byte) Kind {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		if isArchive(data) {
			return Zip
		}
	case bytes.HasPrefix(data, compound):
		if isMsg(data) {
			return Msg
		}
	case isMail(data):
		return Mail
	}
	return ""
}

// isArchive tells a plain archive from the formats of office programs.
func isArchive(data []byte) bool {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return false
	}
	for _, f := range r.File {
		switch name := strings.ToLower(f.Name); {
		case name == "[content_types].xml", name == "mimetype", name == "_rels/.rels":
			return false
		case strings.HasPrefix(name, "xl/"), strings.HasPrefix(name, "word/"), strings.HasPrefix(name, "ppt/"):
			return false
		}
	}
	return true
}

// Open takes a container apart, with those inside it. The parts come in the order of the
// container. An *Excess says that it is over a limit, a *Damage that it is broken.
func Open(data []byte, lim Limits) ([]Part, error) {
	u := &opener{lim: lim}
	if err := u.open(data, "", nil, 0); err != nil {
		return nil, err
	}
	return u.parts, nil
}

type opener struct {
	lim   Limits
	parts []Part
	names map[string]int // how often a name was given out
	used  int64          // bytes read, of containers within containers too
}

func (u *opener) open(data []byte, within string, letter *Letter, depth int) error {
	if depth >= u.lim.Depth {
		return &Excess{fmt.Sprintf("containers within containers more than %d deep", u.lim.Depth)}
	}
	switch KindOf(data) {
	case Zip:
		return u.zip(data, within, letter, depth)
	case Mail:
		return u.mail(data, within, depth)
	case Msg:
		return u.msg(data, within, depth)
	}
	return &Damage{errors.New("no container")}
}

// add keeps a part, or takes it apart where it is a container itself.
func (u *opener) add(p Part, within string, depth int) error {
	p.Name = u.unique(within + safe(p.Name))
	if KindOf(p.Data) != "" {
		return u.open(p.Data, p.Name+"/", p.Letter, depth+1)
	}
	if len(u.parts) >= u.lim.Parts {
		return &Excess{fmt.Sprintf("more than %d files", u.lim.Parts)}
	}
	u.parts = append(u.parts, p)
	return nil
}

// unique tells parts of one name apart: two units may well attach a "báo cáo.xlsx" to one
// forwarded mail. The same container always gives the same names.
func (u *opener) unique(name string) string {
	if u.names == nil {
		u.names = map[string]int{}
	}
	u.names[name]++
	n := u.names[name]
	if n == 1 {
		return name
	}
	ext := path.Ext(name)
	return u.unique(fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext))
}

// read reads a part to its end, within what is left.
func (u *opener) read(r io.Reader) ([]byte, error) {
	left := u.lim.Expanded - u.used
	data, err := io.ReadAll(io.LimitReader(r, left+1))
	if err != nil {
		return nil, &Damage{err}
	}
	if int64(len(data)) > left {
		return nil, &Excess{fmt.Sprintf("more than %d MB unpacked", u.lim.Expanded>>20)}
	}
	u.used += int64(len(data))
	return data, nil
}

func (u *opener) zip(data []byte, within string, letter *Letter, depth int) error {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return &Damage{err}
	}
	if len(r.File) > 4*u.lim.Parts {
		return &Excess{fmt.Sprintf("more than %d entries", 4*u.lim.Parts)}
	}
	for _, f := range r.File {
		name := zipName(f)
		if strings.HasSuffix(f.Name, "/") || !f.Mode().IsRegular() || litter(name) {
			continue
		}
		if f.Flags&1 != 0 { // with a password: named, not read
			if err := u.add(Part{Name: name, Letter: letter, Locked: true}, within, depth); err != nil {
				return err
			}
			continue
		}
		h, err := f.Open()
		if err != nil {
			return &Damage{err}
		}
		content, err := u.read(h)
		h.Close()
		if err != nil {
			return err
		}
		if err := u.add(Part{Name: name, Data: content, Letter: letter}, within, depth); err != nil {
			return err
		}
	}
	return nil
}

// litter is what systems leave in archives beside people's files.
func litter(name string) bool {
	base := strings.ToLower(name[strings.LastIndexByte(name, '/')+1:])
	return strings.HasPrefix(name, "__MACOSX/") || base == ".ds_store" || base == "thumbs.db" || base == "desktop.ini" || strings.HasPrefix(base, "~$") || strings.HasPrefix(base, "._")
}

// zipName is an entry's name: in UTF-8 where the archive says so or the bytes are, else as
// Vietnamese Windows writes it (code page 1258).
func zipName(f *zip.File) string {
	name := f.Name
	if utf8.ValidString(name) {
		return norm.NFC.String(name)
	}
	text, err := charmap.Windows1258.NewDecoder().String(name)
	if err != nil {
		return strings.ToValidUTF8(name, "_")
	}
	return norm.NFC.String(text)
}

// safe is a part's name with nothing in it that leads anywhere: it is only ever shown and
// recorded.
func safe(name string) string {
	var parts []string
	for _, p := range strings.FieldsFunc(strings.ToValidUTF8(name, "_"), func(r rune) bool { return r == '/' || r == '\\' }) {
		p = strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f {
				return '_'
			}
			return r
		}, p)
		if p = strings.TrimSpace(p); p == "" || p == "." || p == ".." {
			continue
		}
		if r := []rune(p); len(r) > 120 {
			p = string(r[:120])
		}
		parts = append(parts, p)
	}
	if len(parts) == 0 {
		return "_"
	}
	return strings.Join(parts, "/")
}
