package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

const contentTypes = "[Content_Types].xml"

var defaultType = regexp.MustCompile(`<Default [^>]*?(/>|></Default>)`)

// sortTypes writes the list of content types with its defaults in order: the
// library adds those of pictures in the order of a map.
func sortTypes(w *zip.Writer, f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	all := defaultType.FindAllString(string(body), -1)
	slices.Sort(all)
	n := 0
	sorted := defaultType.ReplaceAllStringFunc(string(body), func(string) string { n++; return all[n-1] })
	part, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = io.WriteString(part, sorted)
	return err
}

// inOrder packs an archive's parts in one order, without compressing them again:
// the library writes streamed sheets in the order of a map, and the same content
// must give the same bytes.
func inOrder(data []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("order parts: %w", err)
	}
	files := slices.Clone(r.File)
	slices.SortFunc(files, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) // [Content_Types].xml sorts first
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		if f.Name == contentTypes {
			if err := sortTypes(w, f); err != nil {
				return nil, fmt.Errorf("order parts: %w", err)
			}
			continue
		}
		raw, err := f.OpenRaw()
		if err != nil {
			return nil, fmt.Errorf("order parts: %w", err)
		}
		h := f.FileHeader
		part, err := w.CreateRaw(&h)
		if err != nil {
			return nil, fmt.Errorf("order parts: %w", err)
		}
		if _, err := io.Copy(part, raw); err != nil {
			return nil, fmt.Errorf("order parts: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("order parts: %w", err)
	}
	return out.Bytes(), nil
}
