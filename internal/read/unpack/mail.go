package unpack

import (
	"bytes"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A mail is split by us and not by a library's reader: that gives up the whole mail at
// the first letter that is none of base64, at a charset that it does not know, and at the
// end of a mail that was cut.

// mailHeaders are headers of which a mail has some at its top (RFC 5322, 3.6).
var mailHeaders = []string{
	"From", "To", "Date", "Subject", "Message-Id", "Received", "Mime-Version", "Return-Path",
	"Delivered-To", "Content-Type", "X-Mailer",
}

// isMail tells a mail by its first lines: headers, of which at least two are a mail's own.
func isMail(data []byte) bool {
	head := beginning(data)
	head = head[:min(len(head), 4096)]
	found := 0
	for i := 0; len(head) > 0; i++ {
		line, rest, _ := bytes.Cut(head, []byte("\n"))
		line, head = bytes.TrimRight(line, "\r"), rest
		switch {
		case bytes.IndexByte(line, 0) >= 0:
			return false
		case len(line) == 0:
			return found >= 2
		case line[0] == ' ' || line[0] == '\t': // goes on
			if i == 0 {
				return false
			}
		case i == 0 && bytes.HasPrefix(line, []byte("From ")): // of a mailbox file
		default:
			name, _, ok := bytes.Cut(line, []byte(":"))
			if !ok || bytes.ContainsAny(name, " \t,;") {
				return found >= 2 // a line that was broken on its way
			}
			for _, h := range mailHeaders {
				if strings.EqualFold(h, string(name)) {
					found++
				}
			}
		}
	}
	return found >= 2
}

// beginning is a mail without what programs leave before its first header, the mark with which
// a mailbox's first line was set off among it.
func beginning(data []byte) []byte {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	if bytes.HasPrefix(data, []byte(">From ")) {
		return data[1:]
	}
	return data
}

// mail takes a mail apart: attachments, and inline parts that are no text of its own. A
// mailbox file has several mails.
func (w *walker) mail(data []byte, at place) {
	data = beginning(data)
	if !bytes.HasPrefix(data, []byte("From ")) {
		w.letter(data, at)
		return
	}
	for n := 1; len(data) > 0 && !w.done(); n++ {
		_, data, _ = bytes.Cut(data, []byte("\n"))
		one, rest := nextLetter(data)
		if n == 1 && len(rest) == 0 {
			w.letter(one, at)
			return
		}
		if n > w.lim.Parts {
			w.tell(at.name(), excess("more than %d mails", w.lim.Parts))
			return
		}
		name := w.unique(at.within + unnamedLetter)
		w.letter(one, place{name + "/", at.letter, at.depth})
		data = rest
	}
}

// nextLetter cuts a mailbox file behind its first mail: where after an empty line "From "
// stands before headers.
func nextLetter(data []byte) (one, rest []byte) {
	for from := 0; ; {
		i := bytes.Index(data[from:], []byte("\nFrom "))
		if i < 0 {
			return data, nil
		}
		at := from + i + 1
		before := bytes.TrimSuffix(data[:at-1], []byte("\r"))
		if bytes.HasSuffix(before, []byte("\n")) && isMail(data[at:]) {
			return data[:at], data[at:]
		}
		from = at
	}
}

// letter takes one mail apart.
func (w *walker) letter(data []byte, at place) {
	h, body := split(data)
	at.letter = h.letter()
	m := &opened{walker: w, at: at}
	cut := m.section(section{header: h, body: body, last: true}) || h.cut
	switch {
	case m.over != nil:
		w.tell(at.name(), m.over)
	case cut:
		w.tell(at.name(), ErrCut)
	}
}

// opened is a mail in hand.
type opened struct {
	*walker
	at       place
	sections int
	over     error // the limit that it is over
}

// section is a part of a mail, or the mail itself.
type section struct {
	header
	body  []byte
	level int
	last  bool // it ends where the file ends
	cut   bool // and something is missing behind it
}

// mostLevels is how deep multiparts may stand in each other; people reach five.
const mostLevels = 20

// section walks a section with those in it. cut tells that the mail ends before the
// section's closing boundary.
func (m *opened) section(s section) (cut bool) {
	if m.done() || m.over != nil {
		return false
	}
	if m.sections++; m.sections > m.lim.Entries || s.level > mostLevels {
		m.over = excess("more than %d sections, or more than %d in each other", m.lim.Entries, mostLevels)
		return false
	}
	if !strings.HasPrefix(s.kind, "multipart/") {
		m.leaf(s)
		return false
	}
	boundary := s.boundary()
	if boundary == "" {
		return s.last && s.params["boundary"] != "" // cut before its first part
	}
	pieces := pieces{rest: s.body, mark: "--" + boundary}
	pieces.next() // what stands before the first part
	for more := !pieces.closed && pieces.found; more && !m.done() && m.over == nil; {
		body := pieces.next()
		more = pieces.found && !pieces.closed
		last := !pieces.found && s.last
		h, content := split(body)
		if s.kind == "multipart/digest" && h.get("Content-Type") == "" {
			h.kind = "message/rfc822" // RFC 2046, 5.1.5
		}
		inner := section{header: h, body: content, level: s.level + 1, last: last, cut: last}
		cut = m.section(inner) || cut || last
	}
	return cut
}

// pieces cuts a multipart's body at the lines that begin with its boundary.
type pieces struct {
	rest   []byte
	mark   string
	found  bool // the last piece ended at a boundary
	closed bool // which was the closing one
}

// next is what stands before the next boundary, else all that is left.
func (p *pieces) next() []byte {
	p.found = false
	for from := 0; ; {
		i := bytes.Index(p.rest[from:], []byte(p.mark))
		if i < 0 {
			piece := p.rest
			p.rest = nil
			return piece
		}
		at := from + i
		from = at + len(p.mark)
		after, closing := bytes.CutPrefix(p.rest[from:], []byte("--"))
		after = bytes.TrimLeft(after, " \t\r")
		if at > 0 && p.rest[at-1] != '\n' || len(after) > 0 && after[0] != '\n' {
			continue
		}
		piece := bytes.TrimSuffix(bytes.TrimSuffix(p.rest[:at], []byte("\n")), []byte("\r"))
		p.rest, p.found, p.closed = after[min(1, len(after)):], true, closing
		return piece
	}
}

// boundary is the boundary that a multipart uses: what its header says, where that is not
// in the body (left out, or changed on the way) the first line that looks like one.
func (s section) boundary() string {
	if b := strings.TrimRight(s.params["boundary"], " "); b != "" {
		p := pieces{rest: s.body, mark: "--" + b}
		if p.next(); p.found {
			return b
		}
	}
	for rest := s.body; len(rest) > 0; {
		var line, after []byte
		line, after, _ = bytes.Cut(rest, []byte("\n"))
		line = bytes.TrimRight(line, " \t\r")
		if len(line) > 2 && len(line) <= 2+200 && bytes.HasPrefix(line, []byte("--")) && headed(after) {
			return string(line[2:])
		}
		rest = after
	}
	return ""
}

// headed tells whether text begins with a header of a part.
func headed(text []byte) bool {
	const name = "content-"
	return len(text) > len(name) && strings.EqualFold(string(text[:len(name)]), name)
}

// leaf hands a section's content on, where it is not what the mail says itself.
func (m *opened) leaf(s section) {
	name := s.name()
	text := strings.HasPrefix(s.kind, "text/")
	switch {
	case s.kind == "application/applefile": // a Mac's notes on the file beside it
		return
	case name == "" && s.disposition != "attachment" && text && !archived(s.body):
		m.within(s)
		return
	}
	p := Part{Cut: s.cut}
	content, err := m.decoded(s)
	p.Data, p.Trouble = content, err
	if s.cut && len(content) == 0 {
		p.Trouble = ErrCut
	}
	if s.kind == "message/rfc822" && p.Trouble == nil {
		p.kind = Mail
	}
	if name == "" {
		name = unnamedPart + extensions[s.kind]
		if p.kind == Mail {
			name = forwardedLetter
		}
	}
	p.Name = path.Base(strings.ReplaceAll(name, "\\", "/"))
	p.Inline = s.disposition != "attachment" && strings.HasPrefix(s.kind, "image/") &&
		(s.get("Content-Id") != "" || s.disposition == "inline")
	m.give(p, m.at)
}

// archived tells that a content is an archive in base64, and no text whatever its header says.
func archived(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("UEsDB"))
}

// within looks for files that stand uuencoded in what a mail says, as old programs send
// them.
func (m *opened) within(s section) {
	for rest := s.body; ; {
		name, lines, after := uuencoded(rest)
		if name == "" || m.done() {
			return
		}
		p := Part{Name: name, Cut: s.last && len(after) == 0}
		p.Data, p.Trouble = m.into(len(lines), func(to []byte) ([]byte, error) { return uudecode(to, lines) })
		m.give(p, m.at)
		rest = after
	}
}

// extensions are of parts that have a type and no name.
var extensions = map[string]string{
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
	"application/vnd.ms-excel": ".xls",
	"application/pdf":          ".pdf",
	"application/zip":          ".zip",
	"image/jpeg":               ".jpg",
	"image/png":                ".png",
	"application/ms-tnef":      "winmail.dat",
}

// name is what an attachment is called; "" for one without a name.
func (s section) name() string {
	return norm.NFC.String(first(s.dispositions["filename"], s.params["name"]))
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
