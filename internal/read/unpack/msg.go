package unpack

import (
	"encoding/binary"
	"strings"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// propertyStream holds a message's properties of fixed length ([MS-OXMSG] 2.4).
const propertyStream = "__properties_version1.0"

// isMsg tells an Outlook message from other compound files.
func isMsg(data []byte) bool {
	c, err := openCompound(data, DefaultLimits.Entries)
	if err != nil {
		return false
	}
	for _, i := range c.children(0, make([]bool, len(c.entries))) {
		if e := c.entries[i]; e.kind == aStream && e.name == propertyStream {
			return true
		}
	}
	return false
}

// Kinds of a compound file's entries.
const (
	aStorage = 1
	aStream  = 2
)

// Properties of a message and an attachment ([MS-OXPROPS]).
const (
	propSubject    = "0037"
	propSender     = "0C1A" // its name
	propAddress    = "0C1F"
	propSMTP       = "5D01"
	propLongName   = "3707"
	propShortName  = "3704"
	propDisplay    = "3001"
	propSubmitted  = 0x0039
	propDelivered  = 0x0E06
	typeUnicode    = "001F"
	typeString     = "001E"
	attachmentMark = "__attach_version1.0_#"
	embeddedMark   = "__substg1.0_3701000D"
	dataMark       = "__substg1.0_37010102"
)

// mostText is how long a property may be that is kept while a message is read.
const mostText = 64 << 10

// outlook is a compound file that is a message.
type outlook struct {
	*walker
	*storages
	seen []bool // entries that were looked at
}

// msg takes an Outlook message apart.
func (w *walker) msg(data []byte, at place) {
	c, err := openCompound(data, w.lim.Entries)
	if err != nil {
		w.tell(at.name(), &Damage{err})
		return
	}
	m := outlook{w, c, make([]bool, len(c.entries))}
	m.seen[0] = true
	m.message(0, at)
}

// message hands out the attachments of a message: the whole one, or one that is attached
// to another.
func (m outlook) message(of uint32, at place) {
	var attached []uint32
	texts, date := map[string]string{}, time.Time{}
	for _, i := range m.children(of, m.seen) {
		switch e := m.entries[i]; {
		case e.kind == aStorage && strings.HasPrefix(e.name, attachmentMark):
			attached = append(attached, i)
		case e.kind == aStream && e.name == propertyStream:
			date = submitted(m.text(e))
		case e.kind == aStream:
			m.property(e, texts)
		}
	}
	at.letter = letterOf(texts, date)
	for _, i := range attached {
		if m.done() {
			return
		}
		m.attachment(i, at)
	}
}

// text reads a short stream; nil where it is long or broken.
func (m outlook) text(e dirEntry) []byte {
	if e.size > mostText {
		return nil
	}
	data := make([]byte, e.size)
	if m.stream(e, data) != nil {
		return nil
	}
	return data
}

// property keeps a text.
func (m outlook) property(e dirEntry, texts map[string]string) {
	tag, ok := strings.CutPrefix(e.name, "__substg1.0_")
	if !ok || len(tag) != 8 {
		return
	}
	prop, kind := tag[:4], tag[4:]
	if known[prop] && (kind == typeUnicode || kind == typeString) {
		texts[prop] = property(kind, m.text(e))
	}
}

// known are the texts that are looked at.
var known = map[string]bool{propSubject: true, propSender: true, propAddress: true, propSMTP: true,
	propLongName: true, propShortName: true, propDisplay: true}

// attachment hands out an attachment, or what is attached to the message that it is.
func (m outlook) attachment(of uint32, at place) {
	names, inner, data := map[string]string{}, uint32(0), uint32(0)
	for _, i := range m.children(of, m.seen) {
		switch e := m.entries[i]; {
		case e.kind == aStorage && e.name == embeddedMark:
			inner = i
		case e.kind == aStream && e.name == dataMark:
			data = i
		case e.kind == aStream:
			m.property(e, names)
		}
	}
	name := first(names[propLongName], names[propShortName], names[propDisplay], unnamedPart)
	if inner != 0 {
		within := place{m.unique(at.within+safe(name)) + "/", at.letter, at.depth + 1}
		if within.depth >= m.lim.Depth {
			m.tell(within.name(), excess("messages within messages more than %d deep", m.lim.Depth))
			return
		}
		m.message(inner, within)
		return
	}
	p := Part{Name: name}
	if data != 0 {
		p.Data, p.Trouble = m.content(m.entries[data], at.depth)
	}
	m.give(p, at)
}

// content reads an attachment.
func (m outlook) content(e dirEntry, depth int) ([]byte, error) {
	if e.size > int64(len(m.storages.data)) {
		return nil, damage("%d bytes in a message of %d", e.size, len(m.storages.data))
	}
	room, err := m.room(depth, e.size)
	if err != nil {
		return nil, err
	}
	if !m.charge(e.size) {
		return nil, excess("not unpacked")
	}
	if err := m.stream(e, room); err != nil {
		return nil, &Damage{err}
	}
	return room, nil
}

// letterOf is what a message says of itself.
func letterOf(texts map[string]string, date time.Time) *Letter {
	l := &Letter{Subject: text(texts[propSubject]), Date: date, From: text(texts[propSender])}
	address := text(first(texts[propSMTP], texts[propAddress]))
	switch {
	case !strings.Contains(address, "@"):
	case l.From == "" || l.From == address:
		l.From = address
	default:
		l.From += " <" + address + ">"
	}
	return l
}

// property is a text property: UTF-16, or bytes of the system's code page.
func property(kind string, data []byte) string {
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
