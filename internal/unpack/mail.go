package unpack

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"path"
	"strings"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // names and subjects in any character set
	"github.com/emersion/go-message/mail"
	"golang.org/x/text/unicode/norm"
)

// mailHeaders are headers of which a mail has some at its top (RFC 5322, 3.6).
var mailHeaders = []string{"From", "To", "Date", "Subject", "Message-Id", "Received", "Mime-Version", "Return-Path", "Delivered-To", "Content-Type", "X-Mailer"}

// isMail tells a mail by its first lines: headers, of which at least two are a mail's own.
func isMail(data []byte) bool {
	head := data[:min(len(data), 4096)]
	if bytes.IndexByte(head, 0) >= 0 {
		return false
	}
	found := 0
	for i, line := range bytes.Split(head, []byte("\n")) {
		line = bytes.TrimRight(line, "\r")
		switch {
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
				return false
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

// mail takes a mail apart: attachments, and inline parts that are no text of its own.
func (u *opener) mail(data []byte, within string, depth int) error {
	if bytes.HasPrefix(data, []byte("From ")) { // the line of a mailbox file
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	e, err := message.Read(bytes.NewReader(data))
	if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return &Damage{err}
	}
	h := mail.Header{Header: e.Header}
	letter := &Letter{Subject: text(h.Subject()), From: sender(h)}
	if d, err := h.Date(); err == nil {
		letter.Date = d.UTC()
	}
	return u.entity(e, letter, within, depth, 0)
}

// entity walks the parts of a mail.
func (u *opener) entity(e *message.Entity, letter *Letter, within string, depth, level int) error {
	if level > 20 {
		return &Excess{"parts of a mail nested more than 20 deep"}
	}
	if mr := e.MultipartReader(); mr != nil {
		for n := 0; ; n++ {
			p, err := mr.NextPart()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
				var protocol textproto.ProtocolError
				if errors.As(err, &protocol) && n > 0 {
					return nil // what follows the last part
				}
				return &Damage{err}
			}
			if n > 4*u.lim.Parts {
				return &Excess{fmt.Sprintf("more than %d parts", 4*u.lim.Parts)}
			}
			if err := u.entity(p, letter, within, depth, level+1); err != nil {
				return err
			}
		}
	}
	kind, params, _ := e.Header.ContentType()
	disposition, dparams, _ := e.Header.ContentDisposition()
	name := norm.NFC.String(first(dparams["filename"], params["name"]))
	if name == "" && disposition != "attachment" && strings.HasPrefix(kind, "text/") {
		return nil // what the mail says
	}
	content, err := u.read(e.Body)
	if err != nil {
		return err
	}
	if name == "" {
		name = "phần không tên" + extensions[kind]
		if kind == "message/rfc822" {
			name = "thư chuyển tiếp.eml"
		}
	}
	inline := disposition != "attachment" && strings.HasPrefix(kind, "image/") && (e.Header.Get("Content-Id") != "" || disposition == "inline")
	return u.add(Part{Name: path.Base(strings.ReplaceAll(name, "\\", "/")), Data: content, Letter: letter, Inline: inline}, within, depth)
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

func sender(h mail.Header) string {
	list, err := h.AddressList("From")
	if err != nil || len(list) == 0 {
		return text(h.Text("From"))
	}
	a := list[0]
	if a.Name == "" {
		return a.Address
	}
	return norm.NFC.String(a.Name) + " <" + a.Address + ">"
}

// text is a header's text in one line, whatever its character set was.
func text(s string, _ error) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "_"))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < ' ' }), " ")
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
