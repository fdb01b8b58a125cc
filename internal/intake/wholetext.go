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
	if bytes.HasSuffix(tail, append(append([]byte("</"), bytes.ToLower(m[1])...), '>')) {
		return Whole, nil
	}
	return missing, nil
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
