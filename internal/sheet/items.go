package sheet

import (
	"bytes"
	"encoding/binary"
	"net/url"
	"path"
	"strings"
)

// PartName is the name of a part by which it is known: in lower case, from the root of the
// archive, with slashes, without what leads back to the same place, with the letters that %
// stands for; "" for a folder. Two parts of one name are damage.
func PartName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	if strings.HasSuffix(name, "/") {
		return ""
	}
	if strings.Contains(name, "//") || strings.Contains(name, "./") || strings.HasPrefix(name, "/") {
		name = path.Clean("/" + name)[1:]
	}
	if strings.IndexByte(name, '%') >= 0 {
		if plain, err := url.PathUnescape(name); err == nil {
			name = plain
		}
	}
	return lower(name)
}

// torn tells whether a part that the archive's directory does not name stands in the file all
// the same, under its name: then the directory is damaged, and the part is not just missing.
func torn(data []byte, part string) bool {
	for {
		at := bytes.Index(data, []byte("PK\x03\x04"))
		if at < 0 || len(data)-at < 30 {
			return false
		}
		data = data[at:]
		n := 30 + int(binary.LittleEndian.Uint16(data[26:]))
		if n <= len(data) && PartName(string(data[30:n])) == part {
			return true
		}
		data = data[4:]
	}
}
