package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"mime"
	"regexp"
	"slices"
	"strings"
)

// mailFields are header fields of which a mail has one among its first lines (RFC 5322, 3.6;
// what servers and programs put before them).
var mailFields = []string{"from", "to", "cc", "date", "subject", "message-id", "received", "mime-version",
	"return-path", "delivered-to", "content-type", "reply-to", "sender", "dkim-signature", "authentication-results",
	"thread-topic", "status"}

// fieldLine is the beginning of a header field.
var fieldLine = regexp.MustCompile(`^[!-9;-~]+[ \t]*:`)

// isMailHead tells whether a text begins as a mail does.
func isMailHead(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	known := false
	for i, line := range bytes.Split(head, []byte("\n")) {
		line = bytes.TrimRight(line, "\r")
		switch {
		case i == 0 && bytes.HasPrefix(line, []byte("From ")): // of a mailbox
			known = true
		case len(line) == 0 && i > 0:
			return known
		case i > 0 && (line[0] == ' ' || line[0] == '\t'):
		case !fieldLine.Match(line):
			return known && i > 1 // the head is cut in the middle of a line, or a field is broken
		default:
			name, _, _ := bytes.Cut(line, []byte(":"))
			known = known || isMailField(strings.ToLower(string(bytes.TrimSpace(name))))
		}
	}
	return known
}

func isMailField(name string) bool {
	return slices.Contains(mailFields, name) || strings.HasPrefix(name, "x-") || strings.HasPrefix(name, "arc-")
}

// headerMost is how long a mail's header may be.
const headerMost = 1 << 20

// mailEnd looks for the closing boundary of a mail in parts. A mail without parts has no end
// mark, one without the end of its header is Cut.
func mailEnd(s source) (Ending, error) { return mailEndAt(s, 0) }

func mailEndAt(s source, depth int) (Ending, error) {
	head, err := s.at(0, headerMost)
	if err != nil {
		return Cut, err
	}
	header, length := splitHeader(head)
	if length == 0 {
		return Cut, nil
	}
	kind, boundary := contentType(header)
	switch {
	case kind == "message/rfc822" && depth < 4: // a mail as it was forwarded
		return mailEndAt(s.sub(int64(length)), depth+1)
	case !strings.HasPrefix(kind, "multipart/") || boundary == "":
		return Unmarked, nil
	}
	closed, err := closes(s.from(int64(length)), boundary)
	switch {
	case err != nil || !closed:
		return Cut, err
	case bytes.HasPrefix(head, []byte("From ")): // a mailbox, in which more mails may follow
		return Unmarked, nil
	}
	return Whole, nil
}

// blankLine ends a header.
var blankLine = regexp.MustCompile(`\r?\n[ \t]*\r?\n|\r\r`)

// splitHeader is a mail's header and where its body begins; 0 where the header has no end yet.
func splitHeader(head []byte) (header []byte, body int) {
	at := blankLine.FindIndex(head)
	if at == nil {
		return nil, 0
	}
	return head[:at[0]], at[1]
}

// folded is where a header field goes on in the next line.
var folded = regexp.MustCompile(`(\r\n|\n|\r)[ \t]+`)

// boundaryParam finds a boundary where the field is not as RFC 2045 wants it.
var boundaryParam = regexp.MustCompile(`(?i)boundary\*?0?\*?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))`)

// contentType is the type that a header gives, and the boundary of its parts.
func contentType(header []byte) (kind, boundary string) {
	for _, line := range regexp.MustCompile(`\r\n|\n|\r`).Split(folded.ReplaceAllString(string(header), " "), -1) {
		name, value, ok := strings.Cut(line, ":")
		if !ok || !strings.EqualFold(strings.TrimSpace(name), "content-type") {
			continue
		}
		kind, _, _ = strings.Cut(value, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
		if _, params, err := mime.ParseMediaType(value); err == nil {
			return kind, strings.TrimRight(params["boundary"], " ")
		}
		if m := boundaryParam.FindStringSubmatch(value); m != nil {
			boundary = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(m[1]) + m[2]
		}
		return kind, strings.TrimRight(boundary, " ")
	}
	return "", ""
}

// closes tells whether a line closes the parts of a boundary (RFC 2046, 5.1.1): white space
// may follow it, anything else makes it another boundary's.
func closes(r io.Reader, boundary string) (bool, error) {
	want := []byte("--" + boundary + "--")
	lines := bufio.NewReaderSize(r, 64<<10)
	for begun := false; ; {
		line, err := lines.ReadSlice('\n')
		if !begun {
			for _, part := range bytes.Split(line, []byte("\r")) {
				if rest, ok := bytes.CutPrefix(part, want); ok && len(bytes.TrimRight(rest, " \t\n")) == 0 {
					return true, nil
				}
			}
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull): // a line of which more follows
			begun = true
		case errors.Is(err, io.EOF):
			return false, nil
		case err != nil:
			return false, err
		default:
			begun = false
		}
	}
}
