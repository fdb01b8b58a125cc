package unpack

import (
	"bytes"
	"errors"
	"unicode/utf16"
)

// A compound file is read by us and not by a library: its directory may have as many
// entries, in each other, as the file has room for, and a library makes an object and a
// path of each before anything can be counted. Source: [MS-CFB].

// compound begins every compound file ([MS-CFB] 2.2).
var compound = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// storages is a compound file: sectors in chains, of which streams and storages are made.
type storages struct {
	data    []byte
	sector  int // bytes
	fat     []uint32
	minifat []uint32
	mini    []uint32 // sectors that hold the small ones
	entries []dirEntry
}

// dirEntry is a directory entry: a stream, or a storage with streams in it.
type dirEntry struct {
	name               string
	kind               byte // 1 storage, 2 stream, 5 root
	left, right, child uint32
	start              uint32
	size               int64
}

const (
	lastSector = 0xfffffffa
	noEntry    = 0xffffffff
	smallest   = 4096 // streams below stand in small sectors
	smallSize  = 64
)

var errCompound = errors.New("broken compound file")

// openCompound reads the tables and the directory, of at most so many entries.
func openCompound(data []byte, most int) (*storages, error) {
	if len(data) < 512 || !bytes.HasPrefix(data, compound) {
		return nil, errCompound
	}
	shift := u16(data, 30)
	if shift != 9 && shift != 12 {
		return nil, errCompound
	}
	c := &storages{data: data, sector: 1 << shift}
	c.tables()
	directory := c.chain(c.fat, u32(data, 48), most*128/c.sector+1)
	for _, s := range directory {
		b := c.at(s)
		for i := 0; i+128 <= len(b) && len(c.entries) < most; i += 128 {
			c.entries = append(c.entries, entryOf(b[i:i+128], shift == 9))
		}
	}
	if len(c.entries) == 0 {
		return nil, errCompound
	}
	all := len(data)/c.sector + 1
	for _, s := range c.chain(c.fat, u32(data, 60), all/16+1) {
		c.minifat = append(c.minifat, numbers(c.at(s))...)
	}
	c.mini = c.chain(c.fat, c.entries[0].start, all)
	return c, nil
}

// tables reads the table of chains. Each of its sectors is one of the file's and is read
// once, so that it is never larger than the file.
func (c *storages) tables() {
	list := numbers(c.data[76:512])
	seen := map[uint32]bool{}
	for next := u32(c.data, 68); next < lastSector && !seen[next]; {
		seen[next] = true
		b := c.at(next)
		if len(b) < c.sector {
			break
		}
		more := numbers(b)
		list, next = append(list, more[:len(more)-1]...), more[len(more)-1]
	}
	most := len(c.data)/c.sector + 1
	for _, s := range list {
		if s >= lastSector || len(c.fat) >= most {
			break
		}
		b := c.at(s)
		if len(b) < c.sector {
			break
		}
		c.fat = append(c.fat, numbers(b)...)
	}
}

// at is a sector's bytes, fewer or none where the file ends before.
func (c *storages) at(sector uint32) []byte {
	from := (int(sector) + 1) * c.sector
	if sector >= lastSector || from >= len(c.data) {
		return nil
	}
	return c.data[from:min(from+c.sector, len(c.data))]
}

// chain is the sectors of a chain, at most so many: a chain that bites its tail is none.
func (c *storages) chain(table []uint32, from uint32, most int) (out []uint32) {
	for from < lastSector && int(from) < len(table) && len(out) < most {
		out = append(out, from)
		from = table[from]
	}
	return out
}

func numbers(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = u32(b, 4*i)
	}
	return out
}

// entryOf reads a directory entry ([MS-CFB] 2.6.1); in files of small sectors the upper
// half of a size may be anything.
func entryOf(b []byte, small bool) dirEntry {
	e := dirEntry{kind: b[66], left: u32(b, 68), right: u32(b, 72), child: u32(b, 76), start: u32(b, 116)}
	size := u64(b, 120)
	if small {
		size = uint64(uint32(size))
	}
	e.size = int64(min(size, 1<<40))
	n := min(max(int(u16(b, 64))/2-1, 0), 31)
	name := make([]uint16, n)
	for i := range name {
		name[i] = u16(b, 2*i)
	}
	e.name = string(utf16.Decode(name))
	return e
}

// children are the entries of a storage in the order of its tree. Each entry is visited
// once in all, whatever the tree says.
func (c *storages) children(of uint32, seen []bool) (out []uint32) {
	if int(of) >= len(c.entries) {
		return nil
	}
	var waiting []uint32
	next := c.entries[of].child
	for {
		for int64(next) < int64(len(c.entries)) && !seen[next] {
			seen[next] = true
			waiting = append(waiting, next)
			next = c.entries[next].left
		}
		if len(waiting) == 0 {
			return out
		}
		last := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		out = append(out, last)
		next = c.entries[last].right
	}
}

// stream reads a stream whole into memory that is as large as the stream says it is.
func (c *storages) stream(e dirEntry, to []byte) error {
	size, table, sector := c.sector, c.fat, c.at
	if e.size < smallest {
		size, table, sector = smallSize, c.minifat, c.small
	}
	for next := e.start; len(to) > 0; next = table[next] {
		if next >= lastSector || int(next) >= len(table) {
			return errCompound
		}
		b := sector(next)
		if len(b) < min(size, len(to)) {
			return errCompound
		}
		to = to[copy(to, b):]
	}
	return nil
}

// small is a small sector's bytes: many of them stand in one of the usual.
func (c *storages) small(n uint32) []byte {
	each := uint32(c.sector / smallSize)
	if int(n/each) >= len(c.mini) {
		return nil
	}
	b := c.at(c.mini[n/each])
	from := int(n%each) * smallSize
	if from >= len(b) {
		return nil
	}
	return b[from:min(from+smallSize, len(b))]
}
