package letter

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"path"
	"strings"

	"tonghop/internal/sheet"
	"tonghop/internal/sheet/bounds"
)

// Largest is how many bytes a template's file may have.
const Largest = 32 << 20

// Limits of a template: far beyond any letter, far below what a small machine has.
const (
	mostEntries  = 2000
	mostExpanded = 96 << 20 // bytes of all its parts
	mostText     = 8 << 20  // bytes of a part that is filled in
	mostTexts    = 24 << 20 // bytes of all of those
	mostCopied   = 64 << 20 // bytes of memory that repetition may take
	mostLooked   = 4e6      // steps in search of blocks' ends
	mostDeep     = 256      // elements in one another
)

// archive is a template as it lies in its file.
type archive struct {
	zip   *zip.Reader
	texts []*textPart // those that are filled in, the body first
}

// textPart is a part that holds text.
type textPart struct {
	name    string
	kind    Part
	data    []byte
	changed bool
}

// textTypes are the content types of parts that hold text, by what follows wordTypes.
var textTypes = map[string]Part{
	"document.main+xml": Body,
	"header+xml":        Header,
	"footer+xml":        Footer,
	"footnotes+xml":     Notes,
	"endnotes+xml":      Notes,
}

const wordTypes = "application/vnd.openxmlformats-officedocument.wordprocessingml."

// openArchive opens a template: every part is whole, none is too large.
func openArchive(data []byte) (*archive, error) {
	if len(data) > Largest {
		return nil, refuse(TooLarge, "")
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, refuse(otherFormat(data), "")
	}
	if len(zr.File) > mostEntries {
		return nil, refuse(TooLarge, "")
	}
	parts, err := whole(zr)
	if err != nil {
		return nil, err
	}
	types, err := contentTypes(zr)
	if err != nil {
		return nil, err
	}
	a, left := &archive{zip: zr}, int64(mostTexts)
	for _, f := range zr.File {
		name := sheet.PartName(f.Name)
		kind, ok := textTypes[strings.TrimPrefix(types[name], wordTypes)]
		if !ok {
			continue
		}
		if left -= int64(f.UncompressedSize64); f.UncompressedSize64 > mostText || left < 0 {
			return nil, refuse(TooLarge, f.Name)
		}
		text, err := read(f, mostText)
		if err != nil {
			return nil, err
		}
		part := &textPart{name: f.Name, kind: kind, data: text}
		if kind == Body {
			a.texts = append([]*textPart{part}, a.texts...)
		} else {
			a.texts = append(a.texts, part)
		}
	}
	if len(a.texts) == 0 || a.texts[0].kind != Body || !parts["_rels/.rels"] {
		return nil, refuse(NoDocument, "")
	}
	return a, nil
}

// otherFormat says what a file is that is no archive: encrypted, of an old program, or nothing known.
func otherFormat(data []byte) Why {
	_, err := sheet.Open(data, sheet.DefaultLimits)
	var no *bounds.Refusal
	if errors.As(err, &no) {
		switch {
		case no.Code == "FILE-002":
			return Encrypted
		case no.Format != "":
			return NoDocument
		}
	}
	return Broken
}

// whole reads every part to its end, so that its length and checksum count; the names found.
func whole(zr *zip.Reader) (map[string]bool, error) {
	names, left := map[string]bool{}, int64(mostExpanded)
	for _, f := range zr.File {
		name := sheet.PartName(f.Name)
		switch {
		case name == "" && strings.HasSuffix(f.Name, "/"):
			continue
		case name == "" || names[name]:
			return nil, refuse(Broken, f.Name)
		case f.Flags&1 != 0:
			return nil, refuse(Encrypted, f.Name)
		}
		names[name] = true
		r, err := f.Open()
		if err != nil {
			return nil, refuse(Broken, f.Name)
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, left+1))
		if left -= n; left < 0 {
			return nil, refuse(TooLarge, f.Name)
		}
		if err != nil || r.Close() != nil {
			return nil, refuse(Broken, f.Name)
		}
	}
	return names, nil
}

// read is a part's bytes.
func read(f *zip.File, most int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, refuse(Broken, f.Name)
	}
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case int64(len(data)) > most:
		return nil, refuse(TooLarge, f.Name)
	case err != nil || r.Close() != nil:
		return nil, refuse(Broken, f.Name)
	}
	return data, nil
}

// contentTypes are the types of parts, by name.
func contentTypes(zr *zip.Reader) (map[string]string, error) {
	var list struct {
		Default []struct {
			Extension   string `xml:"Extension,attr"`
			ContentType string `xml:"ContentType,attr"`
		}
		Override []struct {
			PartName    string `xml:"PartName,attr"`
			ContentType string `xml:"ContentType,attr"`
		}
	}
	for _, f := range zr.File {
		if sheet.PartName(f.Name) != "[content_types].xml" {
			continue
		}
		data, err := read(f, 1<<20)
		if err != nil {
			return nil, err
		}
		if err := xml.Unmarshal(data, &list); err != nil {
			return nil, refuse(Broken, f.Name)
		}
	}
	types := map[string]string{}
	for _, f := range zr.File {
		for _, d := range list.Default {
			if strings.EqualFold(path.Ext(f.Name), "."+d.Extension) {
				types[sheet.PartName(f.Name)] = d.ContentType
			}
		}
	}
	for _, o := range list.Override {
		types[sheet.PartName(o.PartName)] = o.ContentType
	}
	return types, nil
}

// pack writes the document: what did not change as it was packed, in the same order.
func (a *archive) pack() ([]byte, error) {
	changed := map[string][]byte{}
	for _, p := range a.texts {
		if p.changed {
			changed[p.name] = p.data
		}
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range a.zip.File {
		h := f.FileHeader
		packed, err := packedPart(f, &h, changed[f.Name])
		if err != nil {
			return nil, err
		}
		to, err := w.CreateRaw(&h)
		if err == nil {
			_, err = to.Write(packed)
		}
		if err != nil {
			return nil, fmt.Errorf("write document: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("write document: %w", err)
	}
	return out.Bytes(), nil
}

// packedPart is a part as it lies in the new file; the header says how long it is.
func packedPart(f *zip.File, h *zip.FileHeader, data []byte) ([]byte, error) {
	if data == nil {
		raw, err := f.OpenRaw()
		if err != nil {
			return nil, refuse(Broken, f.Name)
		}
		return io.ReadAll(raw)
	}
	var packed bytes.Buffer
	z, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err == nil {
		_, err = z.Write(data)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("pack %s: %w", f.Name, err)
	}
	h.Method, h.Flags = zip.Deflate, h.Flags&^8 // lengths stand before the bytes
	h.CRC32 = crc32.ChecksumIEEE(data)
	h.CompressedSize64, h.UncompressedSize64 = uint64(packed.Len()), uint64(len(data))
	return packed.Bytes(), nil
}
