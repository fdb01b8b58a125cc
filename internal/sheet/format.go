package sheet

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"tonghop/internal/sheet/bounds"
)

// sniff refuses, by their first bytes, files that are no zip archive.
func sniff(data []byte) error {
	if len(data) == 0 {
		return bounds.Damaged("empty", "no bytes")
	}
	if bytes.HasPrefix(data, []byte("PK")) {
		return nil
	}
	if bytes.HasPrefix([]byte("PK"), data) {
		return bounds.Damaged("archive", "cut behind its first letter")
	}
	if f := formatOf(data); f != "" {
		if f == "encrypted" {
			return &bounds.Refusal{Code: "FILE-002", Part: "EncryptedPackage", Reason: "password-protected"}
		}
		return &bounds.Refusal{Code: "FILE-004", Part: "file", Reason: "is " + f, Format: f}
	}
	return bounds.Damaged("archive", "not a workbook")
}

// formatOf names a format by its magic bytes; "" where it is none that we know.
func formatOf(data []byte) string {
	head := data[:min(len(data), 1024)]
	low := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return oleFormat(data)
	case bytes.HasPrefix(data, []byte("%PDF")):
		return ".pdf"
	case begins(data, "\xff\xd8\xff", "\x89PNG", "GIF8", "BM", "II*\x00", "MM\x00*"),
		begins(data, "RIFF") && begins(data[min(8, len(data)):], "WEBP"), len(data) > 12 && begins(data[4:], "ftyp"):
		return "image"
	case bytes.HasPrefix(low, []byte("{")) && bytes.Contains(head, []byte("docs.google.com")):
		return ".gsheet"
	case begins(data, "[InternetShortcut]"):
		return ".url"
	case begins(data, "\xff\xfe", "\xfe\xff"): // a text in UTF-16, as Excel saves "Unicode text"
		return ".txt"
	case begins(data, "\x78\x9f\x3e\x22"): // TNEF ([MS-OXTNEF] 2.1.3.1)
		return "winmail.dat"
	case bytes.HasPrefix(data, []byte("{\\rtf")):
		return ".rtf"
	case bytes.HasPrefix(data, []byte("Rar!")):
		return ".rar"
	case bytes.HasPrefix(data, []byte("7z\xbc\xaf\x27\x1c")):
		return ".7z"
	case bytes.HasPrefix(low, []byte("<!doctype html")), bytes.HasPrefix(low, []byte("<html")),
		bytes.HasPrefix(low, []byte("<table")):
		return ".html"
	case bytes.HasPrefix(low, []byte("<?xml")):
		return ".xml"
	case bytes.Contains(head, []byte("MIME-Version:")), bytes.HasPrefix(low, []byte("received:")),
		bytes.HasPrefix(low, []byte("from:")):
		return ".eml"
	case bytes.IndexByte(head, 0) < 0 && bytes.ContainsAny(head, ",;\t"):
		return ".csv"
	case bytes.IndexByte(head, 0) < 0:
		return ".txt"
	}
	return ""
}

// begins tells whether bytes begin as one of the texts.
func begins(data []byte, texts ...string) bool {
	for _, t := range texts {
		if bytes.HasPrefix(data, []byte(t)) {
			return true
		}
	}
	return false
}

// oleFormat tells apart what old Office programs wrote into a compound file, by
// the names in its directory ([MS-CFB] 2.6.1: UTF-16LE, 128 bytes an entry).
func oleFormat(data []byte) string {
	if len(data) < 512 {
		return ".xls"
	}
	size := 1 << min(binary.LittleEndian.Uint16(data[30:]), 16)
	dir := (int(binary.LittleEndian.Uint32(data[48:])) + 1) * size
	var names []string
	for at := dir; dir >= 0 && at+128 <= len(data) && at < dir+size; at += 128 {
		n := int(binary.LittleEndian.Uint16(data[at+64:]))
		if n < 2 || n > 64 {
			continue
		}
		u := make([]uint16, (n-2)/2)
		for i := range u {
			u[i] = binary.LittleEndian.Uint16(data[at+2*i:])
		}
		names = append(names, string(utf16.Decode(u)))
	}
	all := "|" + strings.Join(names, "|") + "|"
	switch {
	case strings.Contains(all, "|EncryptedPackage|"), strings.Contains(all, "|EncryptionInfo|"):
		return "encrypted"
	case strings.Contains(all, "|WordDocument|"):
		return ".doc"
	case strings.Contains(all, "|__properties_version1.0|"), strings.Contains(all, "|__nameid_version1.0|"):
		return ".msg"
	}
	return ".xls"
}

// otherFormat refuses archives that are whole but no .xlsx.
func (a archive) otherFormat() error {
	other := func(f string) error {
		return &bounds.Refusal{Code: "FILE-004", Part: "file", Reason: "is " + f, Format: f}
	}
	switch {
	case strings.Contains(a["mimetype"].text, "opendocument.spreadsheet"):
		return other(".ods")
	case a.has("mimetype") && !a.has("_rels/.rels"): // some programs say of any archive what it is
		return other(".odt")
	case a.has("xl/workbook.bin"):
		return other(".xlsb")
	case a.has("word/document.xml"):
		return other(".docx")
	case a.has("ppt/presentation.xml"):
		return other(".pptx")
	case a.has("_rels/.rels"):
		return nil
	case a.iWork():
		return other(".numbers")
	}
	for name := range a { // a workbook without its beginning, or just an archive
		if name == "[content_types].xml" || strings.HasPrefix(name, "xl/") {
			return bounds.Damaged("_rels/.rels", "missing part")
		}
	}
	return other(".zip")
}
