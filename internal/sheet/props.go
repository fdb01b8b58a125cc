package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

// mostProps is how much of a workbook's properties is read: ours come to 700 bytes.
const mostProps = 64 << 10

// ModifiedBy is who saved a workbook last, as its properties say (docProps/core.xml,
// cp:lastModifiedBy); "" where they say nothing, or cannot be read. Anybody can write
// anything there: it is shown, and nothing rests on it.
func ModifiedBy(data []byte) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	for _, f := range z.File {
		if strings.EqualFold(strings.TrimPrefix(f.Name, "/"), "docProps/core.xml") {
			return modifiedBy(f)
		}
	}
	return ""
}

func modifiedBy(f *zip.File) string {
	h, err := f.Open()
	if err != nil {
		return ""
	}
	defer h.Close()
	text, err := io.ReadAll(io.LimitReader(h, mostProps))
	if err != nil {
		return ""
	}
	var props struct {
		By string `xml:"lastModifiedBy"`
	}
	if err := xml.Unmarshal(text, &props); err != nil {
		return ""
	}
	by := []rune(strings.Join(strings.Fields(props.By), " "))
	return string(by[:min(len(by), 60)])
}
