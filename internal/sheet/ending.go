package sheet

import (
	"bytes"
	"encoding/binary"
)

const (
	endSign = "PK\x05\x06" // begins the record that ends an archive (APPNOTE 4.3.16)
	endSize = 22           // of it, without the comment behind it
)

// uncommented is a file without its archive's comment where that has the sign of an end in
// it, at which readers look for the directory in vain.
func uncommented(data []byte) []byte {
	from := max(0, len(data)-endSize-1<<16)
	last := bytes.LastIndex(data[from:], []byte(endSign))
	for at := last; at >= 0; at = bytes.LastIndex(data[from:from+at], []byte(endSign)) {
		if !directed(data[:from+at], data[from+at:]) {
			continue
		}
		if at == last {
			return data
		}
		out := bytes.Clone(data[:from+at+endSize])
		out[len(out)-2], out[len(out)-1] = 0, 0
		return out
	}
	return data
}

// directed tells whether the record of an end has the directory before it that it speaks of.
// One with numbers that stand elsewhere is taken at its word.
func directed(before, record []byte) bool {
	if len(record) < endSize {
		return false
	}
	entries, size := binary.LittleEndian.Uint16(record[10:]), uint64(binary.LittleEndian.Uint32(record[12:]))
	if bytes.HasSuffix(before[:max(0, len(before)-16)], []byte("PK\x06\x07")) {
		return true
	}
	return entries > 0 && size <= uint64(len(before)) &&
		bytes.HasPrefix(before[uint64(len(before))-size:], []byte("PK\x01\x02"))
}
