package unpack

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// compound begins every compound file ([MS-CFB] 2.2).
var compound = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// propertyStream holds a message's properties of fixed length ([MS-OXMSG] 2.4).
const propertyStream = "__properties_version1.0"

// isMsg tells an Outlook message from other compound files.
func isMsg(data []byte) bool {
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return false
	}
	for e, err := r.Next(); err == nil; e, err = r.Next() {
		if len(e.Path) == 0 && e.Name == propertyStream {
			return true
		}
	}
	return false
}

// Properties of a message and an attachment ([MS-OXPROPS]).
const (
	propSubject    = "0037"
	propSender     = "0C1A" // its name
	propAddress    = "0C1F"
	propSMTP       = "5D01"
	propData       = "3701"
	propLongName   = "3707"
	propShortName  = "3704"
	propSubmitted  = 0x0039
	propDelivered  = 0x0E06
	typeBinary     = "0102"
	typeUnicode    = "001F"
	typeString     = "001E"
	typeObject     = "000D"
	attachmentMark = "__attach_version1.0_#"
	embeddedMark   = "__substg1.0_3701000D"
)

// storage is a message while it is read: of its own properties, its attachments, and
// messages attached to it.
type storage struct {
	texts    map[string]string // by property
	date     time.Time
	attached map[string]*attachment
	order    []string
}

type attachment struct {
	names map[string]string
	data  []byte
	inner *storage // a message
}

func newStorage() *storage {
	return &storage{texts: map[string]string{}, attached: map[string]*attachment{}}
}

// msg takes an Outlook message apart.
func (u *opener) msg(data []byte, within string, depth int) error {
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return &Damage{err}
	}
	root := newStorage()
	for n := 0; ; n++ {
		e, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return &Damage{err}
		}
		if n > 100*u.lim.Parts {
			return &Excess{"too many streams in a message"}
		}
		if e.FileInfo().IsDir() {
			continue
		}
		s, at := root.within(e.Path)
		if s == nil {
			continue
		}
		content, err := u.read(e)
		if err != nil {
			return err
		}
		s.take(at, e.Name, content)
	}
	return u.emit(root, within, depth, 0)
}

// within finds the message, and the attachment of it, that a stream belongs to.
func (s *storage) within(path []string) (*storage, *attachment) {
	var at *attachment
	for _, p := range path {
		switch {
		case strings.HasPrefix(p, attachmentMark) && at == nil:
			if at = s.attached[p]; at == nil {
				at = &attachment{names: map[string]string{}}
				s.attached[p] = at
				s.order = append(s.order, p)
			}
		case p == embeddedMark && at != nil:
			if at.inner == nil {
				at.inner = newStorage()
			}
			s, at = at.inner, nil
		default:
			return nil, nil // recipients, names
		}
	}
	return s, at
}

// take keeps what a stream says.
func (s *storage) take(at *attachment, name string, data []byte) {
	if name == propertyStream && at == nil {
		s.date = submitted(data)
		return
	}
	tag, ok := strings.CutPrefix(name, "__substg1.0_")
	if !ok || len(tag) != 8 {
		return
	}
	prop, kind := tag[:4], tag[4:]
	switch {
	case at != nil && prop == propData && kind == typeBinary:
		at.data = data
	case at != nil && (kind == typeUnicode || kind == typeString):
		at.names[prop] = words(kind, data)
	case at == nil && (kind == typeUnicode || kind == typeString):
		s.texts[prop] = words(kind, data)
	}
}

// words is a text property: UTF-16, or bytes of the system's code page.
func words(kind string, data []byte) string {
	if kind == typeUnicode {
		u := make([]uint16, len(data)/2)
		for i := range u {
			u[i] = binary.LittleEndian.Uint16(data[2*i:])
		}
		return norm.NFC.String(strings.TrimRight(string(utf16.Decode(u)), "\x00"))
	}
	text, err := charmap.Windows1258.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "_")
	}
	return norm.NFC.String(strings.TrimRight(string(text), "\x00"))
}

// submitted is when a message was sent, else delivered, of its properties of fixed length:
// entries of 16 bytes behind a header ([MS-OXMSG] 2.4).
func submitted(data []byte) (t time.Time) {
	for _, header := range []int{32, 24} { // of a message, of an embedded one
		for at := header; at+16 <= len(data); at += 16 {
			tag := binary.LittleEndian.Uint32(data[at:])
			if tag&0xffff != 0x0040 {
				continue
			}
			if id := tag >> 16; id == propSubmitted || id == propDelivered && t.IsZero() {
				t = filetime(binary.LittleEndian.Uint64(data[at+8:]))
			}
			if tag>>16 == propSubmitted {
				return t
			}
		}
		if !t.IsZero() {
			return t
		}
	}
	return t
}

// filetime is 100 nanoseconds since 1601 ([MS-DTYP] 2.3.3).
func filetime(n uint64) time.Time {
	const toUnix = 11644473600
	s := int64(n/1e7) - toUnix
	if s < 0 || s > 1<<33 {
		return time.Time{}
	}
	return time.Unix(s, int64(n%1e7)*100).UTC()
}

// emit hands a message's attachments on.
func (u *opener) emit(s *storage, within string, depth, level int) error {
	if level >= u.lim.Depth {
		return &Excess{fmt.Sprintf("messages within messages more than %d deep", u.lim.Depth)}
	}
	letter := &Letter{Subject: text(s.texts[propSubject], nil), Date: s.date, From: text(s.texts[propSender], nil)}
	if address := first(s.texts[propSMTP], s.texts[propAddress]); strings.Contains(address, "@") {
		if letter.From == "" || letter.From == address {
			letter.From = address
		} else {
			letter.From += " <" + address + ">"
		}
	}
	for _, key := range s.order {
		a := s.attached[key]
		name := first(a.names[propLongName], a.names[propShortName], a.names["3001"], "phần không tên")
		if a.inner != nil {
			if err := u.emit(a.inner, within+safe(name)+"/", depth, level+1); err != nil {
				return err
			}
			continue
		}
		if err := u.add(Part{Name: name, Data: a.data, Letter: letter}, within, depth); err != nil {
			return err
		}
	}
	return nil
}
