package canvas

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
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

// rewrite writes a part changed.
func rewrite(w *zip.Writer, f *zip.File, change func([]byte) []byte) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	part, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = part.Write(change(body))
	return err
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

// inOrder packs an archive's parts in one order, [Content_Types].xml first: the library writes
// streamed sheets in the order of a map, and the same content must give the same bytes.
func inOrder(data []byte, lang string) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("order parts: %w", err)
	}
	files := slices.Clone(r.File)
	slices.SortFunc(files, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		switch {
		case f.Name == contentTypes:
			err = rewrite(w, f, sortTypes)
		case strings.HasPrefix(f.Name, "xl/worksheets/sheet"):
			err = rewrite(w, f, func(body []byte) []byte { return typeEmpty(loosen(body)) })
		case strings.HasPrefix(f.Name, "xl/charts/chart"):
			err = rewrite(w, f, func(body []byte) []byte { return spoken(body, lang) })
		case f.Name == "docProps/core.xml":
			err = rewrite(w, f, prefixed)
		default:
			err = w.Copy(f)
		}
		if err != nil {
			return nil, fmt.Errorf("order parts: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("order parts: %w", err)
	}
	return out.Bytes(), nil
}

// SortedKeys are the keys of a map in order, so that what is written of it has the same bytes.
func SortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
