package canvas

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const contentTypes = "[Content_Types].xml"

var defaultType = regexp.MustCompile(`<Default [^>]*?(/>|></Default>)`)

// sortTypes gives the list of content types its defaults in order: the library adds
// those of pictures in the order of a map.
func sortTypes(body []byte) []byte {
	all := defaultType.FindAllString(string(body), -1)
	slices.Sort(all)
	n := 0
	return []byte(defaultType.ReplaceAllStringFunc(string(body), func(string) string { n++; return all[n-1] }))
}

// loosen takes the mark of a height that a person set off the rows that may grow. The
// library writes it behind the height.
func loosen(body []byte) []byte {
	const height, set = ` ht="`, ` customHeight="1"`
	out := make([]byte, 0, len(body))
	for {
		at := bytes.Index(body, []byte(height))
		if at < 0 {
			return append(out, body...)
		}
		at += len(height)
		out, body = append(out, body[:at]...), body[at:]
		end := bytes.IndexByte(body, '"')
		if end < 0 {
			return append(out, body...)
		}
		h, err := strconv.ParseFloat(string(body[:end]), 64)
		rest := body[end+1:]
		if err != nil || math.Mod(h*4, 1) == 0 || !bytes.HasPrefix(rest, []byte(set)) {
			continue
		}
		out = append(strconv.AppendFloat(out, h-loose, 'f', -1, 64), '"')
		body = rest[len(set):]
	}
}

// typeEmpty gives formulas whose result is the empty text that result: the library
// leaves it out.
func typeEmpty(body []byte) []byte {
	return bytes.ReplaceAll(body, []byte("</f></c>"), []byte("</f><v></v></c>"))
}

// prefixed gives the properties the prefix that every other program writes, and that
// some readers ask for.
func prefixed(body []byte) []byte {
	r := strings.NewReplacer(
		"<coreProperties xmlns=", "<cp:coreProperties xmlns:cp=",
		"</coreProperties>", "</cp:coreProperties>",
		"<lastModifiedBy>", "<cp:lastModifiedBy>",
		"</lastModifiedBy>", "</cp:lastModifiedBy>",
	)
	return []byte(r.Replace(string(body)))
}

// spoken gives a chart's texts their language: the library calls them American English, or nothing.
func spoken(body []byte, lang string) []byte {
	r := strings.NewReplacer(
		`<lang val="en-US">`, `<lang val="`+lang+`">`,
		` lang="en-US"`, ` lang="`+lang+`"`,
		` altLang="en-US"`, "",
		`<a:rPr `, `<a:rPr lang="`+lang+`" `,
	)
	return []byte(r.Replace(string(body)))
}

// parts are the parts of a workbook by name, as the library writes them: in the order of a map,
// each in several pieces. They are packed once, when all are there. It is an excelize.ZipWriter.
type parts map[string]*bytes.Buffer

// Create begins a part.
func (p parts) Create(name string) (io.Writer, error) {
	body := new(bytes.Buffer)
	p[name] = body
	return body, nil
}

// AddFS is not asked for by a workbook that is begun anew.
func (parts) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close has nothing to end.
func (parts) Close() error { return nil }

// packed is the archive of the parts in one order, [Content_Types].xml first: the same content
// must give the same bytes.
func (p parts) packed(lang string) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range SortedKeys(p) {
		part, err := w.Create(name)
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", name, err)
		}
		if _, err := part.Write(mended(name, p[name].Bytes(), lang)); err != nil {
			return nil, fmt.Errorf("pack %s: %w", name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack parts: %w", err)
	}
	return out.Bytes(), nil
}

// mended is a part's text in which stands what the library leaves out or writes otherwise.
func mended(name string, body []byte, lang string) []byte {
	switch {
	case name == contentTypes:
		return sortTypes(body)
	case strings.HasPrefix(name, "xl/worksheets/sheet"):
		return typeEmpty(loosen(body))
	case strings.HasPrefix(name, "xl/charts/chart"):
		return spoken(body, lang)
	case name == "docProps/core.xml":
		return prefixed(body)
	default:
		return body
	}
}

// SortedKeys are the keys of a map in order, so that what is written of it has the same bytes.
func SortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
