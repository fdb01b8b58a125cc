package intake

import (
	"bytes"
	"encoding/binary"
)

// Marks of sectors in a compound file's table ([MS-CFB] 2.1).
const (
	sectorFree  = 0xffffffff
	sectorTable = 0xfffffffd // of the table itself
	sectorMost  = 0xfffffffa // numbers of sectors are not above
)

// compound is the header of a compound file, as far as its end needs it.
type compound struct {
	source
	sector int64
	tables []uint32 // the sectors of the table, in their order
}

// compoundEnd looks whether all sectors are there that the file's table says are in use: the
// table's own, the directory's, and no stretch of those in use that is still zeros.
func compoundEnd(s source) (Ending, error) {
	c, first, ok, err := s.compound()
	if err != nil || !ok {
		return Cut, err
	}
	used, ok, err := c.usedSectors()
	if err != nil || !ok || c.end(int64(len(used))-1) > s.size {
		return Cut, err
	}
	if int64(first) >= int64(len(used)) || !used[first] {
		return Cut, nil
	}
	root, err := s.at(c.start(int64(first))+66, 1) // the type of the first entry: the root
	if err != nil || len(root) == 0 || root[0] != 5 {
		return Cut, err
	}
	holed, err := c.holedIn(used)
	if err != nil || holed {
		return Cut, err
	}
	return Whole, nil
}

// start is where a sector lies, end where it ends: the header takes the room of one.
func (c compound) start(n int64) int64 { return (n + 1) * c.sector }

func (c compound) end(n int64) int64 { return (n + 2) * c.sector }

// compound reads the header and where the sectors of the table are; first is the directory's
// first sector.
func (s source) compound() (c compound, first uint32, ok bool, err error) {
	h, err := s.at(0, 512)
	if err != nil || len(h) < 512 {
		return c, 0, false, err
	}
	shift := binary.LittleEndian.Uint16(h[30:])
	if shift != 9 && shift != 12 {
		return c, 0, false, nil
	}
	c = compound{source: s, sector: 1 << shift}
	count := int64(binary.LittleEndian.Uint32(h[44:]))
	if count == 0 || count > s.size/c.sector {
		return c, 0, false, nil
	}
	c.add(h[76:], count)
	next := binary.LittleEndian.Uint32(h[68:])
	for int64(len(c.tables)) < count && next < sectorMost {
		list, err := s.at(c.start(int64(next)), c.sector)
		if err != nil || int64(len(list)) < c.sector {
			return c, 0, false, err
		}
		before := len(c.tables)
		c.add(list[:len(list)-4], count)
		if len(c.tables) == before { // a list that leads nowhere
			return c, 0, false, nil
		}
		next = binary.LittleEndian.Uint32(list[len(list)-4:])
	}
	return c, binary.LittleEndian.Uint32(h[48:]), int64(len(c.tables)) == count, nil
}

// add takes sectors of the table out of a list, up to how many there are.
func (c *compound) add(list []byte, count int64) {
	for ; len(list) >= 4 && int64(len(c.tables)) < count; list = list[4:] {
		n := binary.LittleEndian.Uint32(list)
		if n >= sectorMost {
			return
		}
		c.tables = append(c.tables, n)
	}
}

// usedSectors tells of each sector whether it is in use, up to the last that is.
func (c compound) usedSectors() (used []bool, ok bool, err error) {
	marks := map[uint32]uint32{} // of the sectors of the table
	last := 0
	for _, n := range c.tables {
		table, err := c.at(c.start(int64(n)), c.sector)
		if err != nil || int64(len(table)) < c.sector {
			return nil, false, err
		}
		for ; len(table) >= 4; table = table[4:] {
			mark := binary.LittleEndian.Uint32(table)
			if used = append(used, mark != sectorFree); mark != sectorFree {
				last = len(used)
			}
			if mark == sectorTable {
				marks[uint32(len(used)-1)] = mark
			}
		}
	}
	for _, n := range c.tables {
		if marks[n] != sectorTable { // zeros, or somebody else's
			return nil, false, nil
		}
	}
	return used[:last], true, nil
}

// holedIn tells whether sectors that are in use are zeros for so long that nothing was written
// there yet.
func (c compound) holedIn(used []bool) (bool, error) {
	zeros := make([]byte, c.sector)
	run := int64(0)
	for n, in := range used {
		if !in {
			run = 0
			continue
		}
		data, err := c.at(c.start(int64(n)), c.sector)
		if err != nil {
			return false, err
		}
		if run += c.sector; !bytes.Equal(data, zeros) {
			run = 0
		}
		if run >= hole {
			return true, nil
		}
	}
	return false, nil
}
