package unpack

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/charset"
	"github.com/emersion/go-message/mail"
	"github.com/emersion/go-message/textproto"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// header is a section's header, with what its content is.
type header struct {
	mail         mail.Header
	kind         string // media type, in small letters
	params       map[string]string
	disposition  string
	dispositions map[string]string // its parameters
	cut          bool              // no empty line ended it
}

// mostHeader is how much of a header is looked at.
const mostHeader = 128 << 10

// split cuts a section at the first empty line. Lines before it that are no header are
// left out: they must not cost the mail.
func split(data []byte) (h header, body []byte) {
	var good bytes.Buffer
	keep := false
	h.cut = true
	for len(data) > 0 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		data = rest
		if len(bytes.Trim(line, " \t")) == 0 {
			h.cut = false
			break
		}
		if line[0] != ' ' && line[0] != '\t' {
			line, keep = headerLine(line)
		}
		if keep && good.Len()+len(line) < mostHeader {
			good.Write(line)
			good.WriteString("\r\n")
		}
	}
	good.WriteString("\r\n")
	fields, err := textproto.ReadHeader(bufio.NewReaderSize(&good, 64))
	if err != nil {
		fields = textproto.Header{}
	}
	h.mail = mail.Header{Header: message.Header{Header: fields}}
	h.kind, h.params = parameters(h.get("Content-Type"))
	h.disposition, h.dispositions = parameters(h.get("Content-Disposition"))
	if h.kind == "" {
		h.kind = "text/plain"
	}
	return h, data
}

// headerLine is a line as headers are written: no space before its colon.
func headerLine(line []byte) (clean []byte, ok bool) {
	name, value, ok := bytes.Cut(line, []byte(":"))
	name = bytes.TrimRight(name, " \t")
	ok = ok && len(name) > 0 && len(name) < 200 && len(line) < mostHeader
	for i := 0; ok && i < len(name); i++ {
		ok = name[i] > ' ' && name[i] < 0x7f
	}
	if !ok {
		return nil, false
	}
	return slices.Concat(name, []byte(":"), value), true
}

func (h header) get(name string) string { return h.mail.Get(name) }

// letter is what a mail says of itself.
func (h header) letter() *Letter {
	l := &Letter{Subject: words(h.get("Subject")), From: h.sender()}
	if d, err := h.mail.Date(); err == nil {
		l.Date = d.UTC()
	}
	return l
}

func (h header) sender() string {
	from := h.get("From")
	if len(from) > 1000 {
		return text(from[:1000])
	}
	list, err := h.mail.AddressList("From")
	if err != nil || len(list) == 0 {
		return words(from)
	}
	a := list[0]
	if a.Name == "" {
		return text(a.Address)
	}
	return text(a.Name) + " <" + text(a.Address) + ">"
}

// words decodes a header's encoded words (RFC 2047), or bytes of no character set that is
// told.
func words(value string) string {
	value = value[:min(len(value), 4000)]
	if !utf8.ValidString(value) {
		if t, err := charmap.Windows1258.NewDecoder().String(value); err == nil {
			value = t
		}
	}
	var one message.Header
	one.Set("X", value)
	if t, err := one.Text("X"); err == nil || t != "" {
		value = t
	}
	return text(value)
}

// text is a header's text in one line, with nothing in it that changes how the text
// around it is shown.
func text(s string) string {
	s = strings.ToValidUTF8(s, "_")
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < ' ' }), " ")
	return norm.NFC.String(strings.Map(harmless, s))
}

// parameters reads a header of one value and parameters, however they are written: in
// quotes or not, in pieces and character sets (RFC 2231), as encoded words, as bare bytes.
func parameters(value string) (main string, params map[string]string) {
	value = value[:min(len(value), mostHeader)]
	main, rest := cutParameter(value)
	main = strings.ToLower(strings.TrimSpace(main))
	raw := map[string]string{}
	for rest != "" && len(raw) < 1000 {
		var one string
		one, rest = cutParameter(rest)
		name, v, ok := strings.Cut(one, "=")
		if name = strings.ToLower(strings.TrimSpace(name)); !ok || name == "" {
			continue
		}
		if _, have := raw[name]; !have {
			raw[name] = unquoted(strings.TrimSpace(v))
		}
	}
	params = map[string]string{}
	for name := range raw {
		base, _, _ := strings.Cut(name, "*")
		if _, done := params[base]; !done {
			params[base] = joined(raw, base)
		}
	}
	return main, params
}

// cutParameter cuts at the next semicolon outside quotes.
func cutParameter(s string) (one, rest string) {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ';' && !quoted:
			return s[:i], s[i+1:]
		}
	}
	if quoted { // a quotation mark without its other: as if it were none
		if one, rest, ok := strings.Cut(s, ";"); ok {
			return one, rest
		}
	}
	return s, ""
}

func unquoted(v string) string {
	if len(v) == 0 || v[0] != '"' {
		return v
	}
	v = strings.TrimSuffix(v[1:], `"`)
	// a backslash before anything but a quotation mark is a path's, as Windows writes it
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(v)
}

// joined is a parameter put together from its pieces: name, name*, name*0, name*1*.
func joined(raw map[string]string, name string) string {
	if v, ok := raw[name+"*"]; ok {
		return extended(v, "")
	}
	var all strings.Builder
	set, encoded := "", false
	for i := range len(raw) {
		key := name + "*" + strconv.Itoa(i)
		if v, ok := raw[key+"*"]; ok {
			if i == 0 {
				set, v = charsetOf(v)
			}
			all.WriteString(percent(v))
			encoded = true
		} else if v, ok := raw[key]; ok {
			all.WriteString(v)
		} else {
			break
		}
	}
	if all.Len() > 0 {
		if encoded {
			return decodedText(all.String(), set)
		}
		return words(all.String())
	}
	return words(raw[name])
}

// extended decodes charset'language'text.
func extended(v, set string) string {
	if s, rest := charsetOf(v); s != "" {
		set, v = s, rest
	}
	return decodedText(percent(v), set)
}

func charsetOf(v string) (set, rest string) {
	if parts := strings.SplitN(v, "'", 3); len(parts) == 3 {
		return parts[0], parts[2]
	}
	return "", v
}

// percent undoes %41.
func percent(v string) string {
	var out strings.Builder
	for i := 0; i < len(v); i++ {
		if v[i] == '%' && i+2 < len(v) {
			if n, err := strconv.ParseUint(v[i+1:i+3], 16, 8); err == nil {
				out.WriteByte(byte(n))
				i += 2
				continue
			}
		}
		out.WriteByte(v[i])
	}
	return out.String()
}

// decodedText is text of a character set, else as Vietnamese Windows writes it.
func decodedText(s, set string) string {
	if set != "" && !strings.EqualFold(set, "utf-8") {
		if r, err := charset.Reader(set, strings.NewReader(s)); err == nil {
			if t, err := io.ReadAll(r); err == nil {
				return text(string(t))
			}
		}
	}
	if !utf8.ValidString(s) {
		if t, err := charmap.Windows1258.NewDecoder().String(s); err == nil {
			s = t
		}
	}
	return text(s)
}
