package unpack

import (
	"bytes"
	"strings"
)

// decoded is a section's content. What stands as it is needs no memory of its own.
func (m *opened) decoded(s section) ([]byte, error) {
	decode := transfer(s.get("Content-Transfer-Encoding"), s.body)
	if decode == nil {
		if int64(len(s.body)) > m.lim.Part {
			return nil, excess("%d bytes, at most %d", len(s.body), m.lim.Part)
		}
		return s.body, nil
	}
	size := len(s.body)
	if enc := strings.ToLower(s.get("Content-Transfer-Encoding")); !strings.Contains(enc, "quoted") {
		size = size/4*3 + 3
	}
	return m.into(size, func(to []byte) ([]byte, error) { return decode(to, s.body) })
}

// into decodes into the room of the mail's depth, which is as large as the content can be.
func (m *opened) into(size int, decode func(to []byte) ([]byte, error)) ([]byte, error) {
	room, err := m.room(m.at.depth, int64(size))
	if err != nil {
		return nil, err
	}
	content, err := decode(room[:0])
	if err != nil {
		return nil, err
	}
	if !m.charge(int64(len(content))) {
		return nil, excess("not unpacked")
	}
	return content, nil
}

// transfer is how a content is decoded (RFC 2045, 6); nil for content that stands as it
// is. An encoding that nobody knows is looked at.
func transfer(name string, body []byte) func(to, from []byte) ([]byte, error) {
	name, _, _ = strings.Cut(strings.ToLower(strings.Trim(name, " \t\"'")), ";")
	name, _, _ = strings.Cut(name, " ")
	switch name {
	case "base64", "base-64", "b64", "x-base64":
		return unbase64
	case "quoted-printable", "quotedprintable":
		return unquote
	case "x-uuencode", "uuencode", "x-uue", "uue":
		return func(to, from []byte) ([]byte, error) {
			if _, lines, _ := uuencoded(from); lines != nil {
				from = lines
			}
			return uudecode(to, from)
		}
	}
	if archived(body) || !plain[name] && allBase64(body) {
		return unbase64 // a workbook, whatever the header says
	}
	return nil
}

var plain = map[string]bool{"": true, "7bit": true, "8bit": true, "binary": true}

// sixBits is what a letter of base64 stands for; noBits for others.
var sixBits = func() (t [256]byte) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i := range t {
		t[i] = noBits
	}
	for i := range len(letters) {
		t[letters[i]] = byte(i)
	}
	return t
}()

const noBits = 0xff

func allBase64(body []byte) bool {
	for _, c := range body {
		if sixBits[c] == noBits && c != '=' && c != '\r' && c != '\n' {
			return false
		}
	}
	return len(body) > 0
}

// unbase64 decodes as RFC 2045, 6.8 asks: line breaks anywhere, what is no letter of the
// alphabet ignored. Padding ends a piece; what follows counts only where the rest of its
// line is whole pieces, so that a list's signature below an attachment does not.
func unbase64(to, from []byte) ([]byte, error) {
	var bits uint32
	n, looked := 0, 0 // letters in hand; up to where more pieces are known to follow
	for i := 0; i < len(from); i++ {
		if v := sixBits[from[i]]; v != noBits {
			bits = bits<<6 | uint32(v)
			if n++; n == 4 {
				to = append(to, byte(bits>>16), byte(bits>>8), byte(bits))
				bits, n = 0, 0
			}
			continue
		}
		if from[i] != '=' || n < 2 {
			continue
		}
		to = ending(to, bits, n)
		bits, n = 0, 0
		if i >= looked {
			if looked = goesOn(from, i); looked < 0 {
				return to, nil
			}
		}
	}
	return ending(to, bits, n), nil
}

// ending is what the letters of a piece that is not full stand for.
func ending(to []byte, bits uint32, n int) []byte {
	switch n {
	case 2:
		return append(to, byte(bits>>4))
	case 3:
		return append(to, byte(bits>>10), byte(bits>>2))
	}
	return to
}

// goesOn looks behind padding: the end of the line on which whole pieces follow, or -1.
func goesOn(text []byte, padding int) int {
	rest := bytes.TrimLeft(text[padding:], "= \t\r\n")
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	end := len(text) - len(rest) + len(line)
	line = bytes.TrimRight(line, " \t\r")
	if len(line) < 4 || len(line)%4 != 0 || !allBase64(line) {
		return -1
	}
	return end
}

// unquote decodes quoted-printable; what is not written as it should be stands for itself.
func unquote(to, from []byte) ([]byte, error) {
	for len(from) > 0 {
		line, rest, ended := bytes.Cut(from, []byte("\n"))
		from = rest
		crlf := bytes.HasSuffix(line, []byte("\r"))
		line = bytes.TrimRight(line, " \t\r")
		soft := bytes.HasSuffix(line, []byte("="))
		if soft {
			line = line[:len(line)-1]
		}
		for i := 0; i < len(line); i++ {
			if line[i] == '=' && i+2 < len(line) {
				hi, lo := nibble(line[i+1]), nibble(line[i+2])
				if hi < 16 && lo < 16 {
					to = append(to, hi<<4|lo)
					i += 2
					continue
				}
			}
			to = append(to, line[i])
		}
		if soft || !ended {
			continue
		}
		if crlf {
			to = append(to, '\r')
		}
		to = append(to, '\n')
	}
	return to, nil
}

func nibble(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 16
}

// uuencoded finds a file that stands uuencoded in a text: its name, its lines, and what
// follows it. name is "" for none.
func uuencoded(text []byte) (name string, lines, after []byte) {
	for rest := text; len(rest) > 0; {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		words := strings.SplitN(strings.TrimRight(string(line[:min(len(line), 300)]), "\r "), " ", 3)
		if len(words) < 3 || words[0] != "begin" || len(words[1]) < 3 || strings.Trim(words[1], "01234567") != "" {
			continue
		}
		if i := bytes.Index(rest, []byte("\nend")); i >= 0 {
			return decodedText(words[2], ""), rest[:i+1], rest[i+len("\nend"):]
		}
		return decodedText(words[2], ""), rest, nil
	}
	return "", nil, nil
}

// uudecode decodes lines that begin with their length.
func uudecode(to, lines []byte) ([]byte, error) {
	for len(lines) > 0 {
		line, rest, _ := bytes.Cut(lines, []byte("\n"))
		lines = rest
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			continue
		}
		n := int(line[0]-' ') & 63
		at := func(i int) uint32 {
			if i < len(line) {
				return uint32(line[i]-' ') & 63
			}
			return 0 // spaces at a line's end get lost
		}
		if len(to)+n+3 > cap(to) {
			return nil, damage("its lines are shorter than they say")
		}
		for i := 1; n > 0; i, n = i+4, n-3 {
			bits := at(i)<<18 | at(i+1)<<12 | at(i+2)<<6 | at(i+3)
			to = append(to, []byte{byte(bits >> 16), byte(bits >> 8), byte(bits)}[:min(n, 3)]...)
		}
	}
	return to, nil
}
