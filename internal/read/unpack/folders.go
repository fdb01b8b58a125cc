package unpack

import (
	"archive/zip"
	"bytes"
	"path"
	"slices"
	"strings"
)

// Workbooks and other documents are archives themselves. Unpacked and packed again, their
// parts stand below a folder; packed by some programs, behind a slash. Such a folder is one
// document and not so many files.

// document tells whether an archive is a document of an office program.
func (d *directory) document() bool {
	names := make([]string, 0, len(d.entries))
	for i := range d.entries {
		names = append(names, canonical(d.entries[i].name))
	}
	return slices.Contains(names, contentTypes) || documentAmong(names) != ""
}

// contentTypes is a part of every OOXML document.
const contentTypes = "[content_types].xml"

// canonical is a name as formats compare them.
func canonical(name string) string { return strings.ToLower(strings.Trim(name, "/")) }

// documentAmong tells which document files are, by their names in it; "" for none. What it
// returns ends the name of one.
func documentAmong(names []string) string {
	has := func(name string) bool { return slices.Contains(names, name) }
	below := func(folder string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, folder) })
	}
	switch {
	case has("xl/workbook.xml"):
		return ".xlsx"
	case has("xl/workbook.bin"):
		return ".xlsb"
	case has("word/document.xml"):
		return ".docx"
	case has("ppt/presentation.xml"):
		return ".pptx"
	case has("_rels/.rels"):
		return ".xlsx"
	case has("mimetype") && (has("content.xml") || has("meta-inf/manifest.xml") || has("meta-inf/container.xml")):
		return ".ods"
	case has("index/document.iwa"), has("index.zip") && (below("metadata/") || below("data/")),
		has("index.apxl"), has("buildversionhistory.plist") && (has("index.xml") || has("index.xml.gz")):
		return ".numbers"
	}
	return ""
}

// folder is a document whose parts stand below a folder of an archive.
type folder struct {
	path    string // with a slash behind it
	ext     string
	entries []int
	given   bool
}

type folders []*folder

// of finds the folder that an entry belongs to; nil for none.
func (fs folders) of(name string) *folder {
	for _, f := range fs {
		if f.has(name) {
			return f
		}
	}
	return nil
}

// owned are the files and folders that a document has at its top.
var owned = map[string][]string{
	".xlsx": {contentTypes, "xl", "word", "ppt", "_rels", "docprops", "customxml", "customui"},
	".ods": {"mimetype", "meta-inf", "content.xml", "styles.xml", "meta.xml", "settings.xml", "manifest.rdf",
		"thumbnails", "pictures", "configurations2", "basic", "layout-cache"},
	".numbers": {"index", "index.zip", "index.xml", "index.xml.gz", "index.apxl", "data",
		"metadata", "thumbs", "quicklook",
		"contents", "buildversionhistory.plist", "preview.jpg", "preview-web.jpg", "preview-micro.jpg"},
}

// has tells whether an entry is a part of the document, and not a file beside it.
func (f *folder) has(name string) bool {
	if len(name) < len(f.path) || name[:len(f.path)] != f.path {
		return false
	}
	top, _, _ := strings.Cut(canonical(name[len(f.path):]), "/")
	of := f.ext
	if of != ".ods" && of != ".numbers" {
		of = ".xlsx"
	}
	return slices.Contains(owned[of], top)
}

// marks are names in a document by which its folder is looked for.
var marks = []string{"/xl/workbook.xml", "/xl/workbook.bin", "/word/document.xml", "/ppt/presentation.xml",
	"/mimetype", "/index/document.iwa", "/index.zip", "/index.apxl", "/buildversionhistory.plist"}

// most folders of one archive that are looked at: each is held against every entry.
const mostFolders = 200

// folders finds documents below folders, the outermost of those within each other.
func (d *directory) folders() (out folders) {
	tried := 0
	for i := range d.entries {
		name := d.entries[i].name
		low := strings.ToLower(name)
		for _, m := range marks {
			// a lower-case name may be longer or shorter than the name: its end is not
			if !strings.HasSuffix(low, m) || len(name) <= len(m) || tried == mostFolders || !d.entries[i].file() {
				continue
			}
			at := name[:len(name)-len(m)+1]
			if !strings.EqualFold(name[len(at)-1:], m) || out.within(at) {
				continue
			}
			tried++
			if ext := documentAmong(d.below(at)); ext != "" {
				out = slices.DeleteFunc(out, func(f *folder) bool { return strings.HasPrefix(f.path, at) })
				out = append(out, &folder{path: at, ext: ext})
			}
		}
	}
	for _, f := range out {
		for i := range d.entries {
			if d.entries[i].file() && f.has(d.entries[i].name) {
				f.entries = append(f.entries, i)
			}
		}
	}
	return out
}

// within tells whether a folder stands in one that was found, or is it.
func (fs folders) within(at string) bool {
	return slices.ContainsFunc(fs, func(f *folder) bool { return strings.HasPrefix(at, f.path) })
}

// below are the names below a folder, as formats compare them.
func (d *directory) below(at string) (names []string) {
	for i := range d.entries {
		if rest, ok := strings.CutPrefix(d.entries[i].name, at); ok && d.entries[i].file() {
			names = append(names, canonical(rest))
		}
	}
	return names
}

// packed makes a document of its folder again: the parts as they lie in the archive, under
// the names that they have in a document.
func (w *walker) packed(d *directory, f *folder, data []byte, depth int) Part {
	p := Part{Name: strings.TrimSuffix(f.path, "/")}
	if !strings.EqualFold(path.Ext(p.Name), f.ext) && !slices.Contains(suites, strings.ToLower(path.Ext(p.Name))) {
		p.Name += f.ext
	}
	size, seen := int64(0), map[string]bool{}
	for _, i := range f.entries {
		e := &d.entries[i]
		name := canonical(e.name[len(f.path):])
		switch {
		case e.flags&1 != 0:
			p.Trouble = ErrLocked
		case e.err != nil:
			p.Trouble = e.err
		case seen[name]:
			p.Trouble = damage("%s stands twice in it", name)
		}
		seen[name] = true
		size += int64(e.packed) + int64(2*len(e.name)) + 128
	}
	if p.Trouble != nil || !w.charge(size) {
		return p
	}
	room, err := w.room(depth, size)
	if err != nil {
		p.Trouble = err
		return p
	}
	p.Data, p.Trouble = d.repack(f, data, room[:0])
	return p
}

// suites are extensions of documents that are packages or archives.
var suites = []string{".xlsx", ".xlsm", ".xltx", ".numbers", ".pages", ".key", ".docx", ".pptx", ".ods", ".odt",
	".xlsb"}

// repack writes the archive of a folder's entries.
func (d *directory) repack(f *folder, data, room []byte) ([]byte, error) {
	buf := bytes.NewBuffer(room)
	zw := zip.NewWriter(buf)
	for _, i := range f.entries {
		e := &d.entries[i]
		h := &zip.FileHeader{Name: strings.Trim(e.name[len(f.path):], "/"), Method: e.method, CRC32: e.crc,
			CompressedSize64: e.packed, UncompressedSize64: e.size}
		to, err := zw.CreateRaw(h)
		if err == nil {
			_, err = to.Write(data[e.from:e.to])
		}
		if err != nil {
			return nil, &Damage{err}
		}
	}
	if err := zw.Close(); err != nil {
		return nil, &Damage{err}
	}
	return buf.Bytes(), nil
}
