package intake

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strconv"
)

// linearized is a document that can be shown before it is all there, with its length.
var linearized = regexp.MustCompile(`/Linearized\b[^>]*?/L\s+(\d+)`)

// pdfEnd looks for the end mark among the last bytes. A linearized document has one behind
// its first page too, and says how long it is.
func pdfEnd(s source) (Ending, error) {
	tail, err := s.tail(1100)
	if err != nil {
		return Cut, err
	}
	head, err := s.at(0, 2048)
	if err != nil {
		return Cut, err
	}
	if m := linearized.FindSubmatch(head); m != nil {
		if n, err := strconv.ParseInt(string(m[1]), 10, 64); err != nil || n > s.size {
			return Cut, nil
		}
	}
	at := bytes.LastIndex(tail, []byte("%%EOF"))
	if at < 0 {
		return Cut, nil
	}
	if len(bytes.Trim(tail[at+5:], " \t\r\n\x00\x1a")) > 0 { // something goes on behind it
		return Unmarked, nil
	}
	return Whole, nil
}

// rtfEnd counts braces.
func rtfEnd(s source) (Ending, error) {
	depth, escaped, closed := 0, false, false
	err := s.each(func(piece []byte) bool {
		for _, b := range piece {
			switch {
			case escaped:
				escaped = false
			case b == '\\':
				escaped = true
			case b == '{':
				depth++
			case b == '}':
				depth--
				closed = depth <= 0
			}
		}
		return true
	})
	if err != nil || !closed || depth > 0 {
		return Cut, err
	}
	return Whole, nil
}

// rootElement is the name of the first element of a marked-up text.
var rootElement = regexp.MustCompile(`<([A-Za-z_][-\w.:]*)[^>]*?(/?)>`)

// textEnd is that of a text: a mail's, a marked-up one's, else none.
func textEnd(s source) (Ending, error) {
	head, err := s.at(0, 4096)
	if err != nil {
		return Cut, err
	}
	if isMailHead(head) {
		return mailEnd(s)
	}
	low := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(low, []byte("<?xml")), bytes.HasPrefix(low, []byte("<svg")):
		return markupEnd(s, head, Cut)
	case bytes.HasPrefix(low, []byte("<")):
		return markupEnd(s, head, Unmarked) // the end of a page may be left out
	case bytes.HasPrefix(low, []byte("{")), bytes.HasPrefix(low, []byte("[")):
		return jsonEnd(s)
	}
	return Unmarked, nil
}

// markupEnd looks for the end tag of the first element; missing is what a text without is.
func markupEnd(s source, head []byte, missing Ending) (Ending, error) {
	m := rootElement.FindSubmatch(head)
	if m == nil {
		return missing, nil
	}
	if len(m[2]) > 0 {
		return Unmarked, nil
	}
	tail, err := s.tail(512)
	if err != nil {
		return Cut, err
	}
	tail = bytes.ToLower(bytes.Join(bytes.Fields(tail), nil))
	if !bytes.HasSuffix(tail, append(append([]byte("</"), bytes.ToLower(m[1])...), '>')) {
		return missing, nil
	}
	closed, err := s.closed(m[1]) // it may have ended one within that has the same name
	if err != nil || !closed {
		return missing, err
	}
	return Whole, nil
}

// tagMost is how much of a tag is looked at: its name.
const tagMost = 512

// closed tells whether as many elements of a name were ended as were begun.
func (s source) closed(name []byte) (bool, error) {
	depth, in, last := 0, false, byte(0)
	tag := make([]byte, 0, tagMost)
	err := s.each(func(piece []byte) bool {
		for _, b := range piece {
			switch {
			case b == '<':
				in, tag = true, tag[:0]
			case in && b == '>':
				depth += nests(tag, name, last)
				in = false
			case in && len(tag) < tagMost:
				tag = append(tag, b)
			}
			last = b
		}
		return true
	})
	return depth == 0, err
}

// nests is what a tag without its brackets does to the depth of a name: 1, -1, or 0 for another
// one and for an element that ends where it begins.
func nests(tag, name []byte, last byte) int {
	rest, end := bytes.CutPrefix(tag, []byte("/"))
	if len(rest) < len(name) || !bytes.EqualFold(rest[:len(name)], name) {
		return 0
	}
	if len(rest) > len(name) && !bytes.ContainsAny(rest[len(name):len(name)+1], " \t\r\n/") {
		return 0
	}
	switch {
	case end:
		return -1
	case last == '/':
		return 0
	}
	return 1
}

// jsonEnd looks whether the text can be read.
func jsonEnd(s source) (Ending, error) {
	const most = 1 << 20
	if s.size > most {
		return Unmarked, nil
	}
	data, err := s.at(0, most)
	if err == nil && json.Valid(data) {
		return Whole, nil
	}
	return Unmarked, err
}
