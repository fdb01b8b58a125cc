package intake

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
)

// gzipMost is how much of a packed stream is unpacked to see whether it comes to its end.
const gzipMost = 64 << 20

// gzipEnd unpacks the stream to its checksum.
func gzipEnd(s source) (Ending, error) {
	z, err := gzip.NewReader(s.from(0))
	if err != nil {
		return Cut, nil
	}
	n, err := io.Copy(io.Discard, io.LimitReader(z, gzipMost))
	switch {
	case err != nil:
		return Cut, unlessBroken(err)
	case n == gzipMost:
		return Unmarked, nil
	}
	return Whole, nil
}

// unlessBroken is the error of reading, nil where what was read is no such stream.
func unlessBroken(err error) error {
	var path interface{ Timeout() bool } // of the system's own errors
	if errors.As(err, &path) {
		return err
	}
	return nil
}

// xzEnd looks for the footer.
func xzEnd(s source) (Ending, error) {
	tail, err := s.tail(2)
	if err != nil || string(tail) != "YZ" || s.size%4 != 0 {
		return Cut, err
	}
	return Whole, nil
}

// sevenEnd reads where the header lies that ends the archive, and sums it up. The first
// header is written last.
func sevenEnd(s source) (Ending, error) {
	h, err := s.at(0, 32)
	if err != nil || len(h) < 32 || crc32.ChecksumIEEE(h[12:]) != binary.LittleEndian.Uint32(h[8:]) {
		return Cut, err
	}
	off, n := int64(binary.LittleEndian.Uint64(h[12:])), int64(binary.LittleEndian.Uint64(h[20:]))
	if off < 0 || n < 0 || off > s.size || n > s.size || 32+off+n > s.size {
		return Cut, nil
	}
	sum := crc32.NewIEEE()
	if _, err := io.Copy(sum, io.NewSectionReader(s, 32+off, n)); err != nil {
		return Cut, err
	}
	if sum.Sum32() != binary.LittleEndian.Uint32(h[28:]) {
		return Cut, nil
	}
	return Whole, nil
}

// rar4End walks the blocks to the one that ends the archive. Old programs wrote none.
func rar4End(s source) (Ending, error) {
	for at := int64(7); ; {
		h, err := s.at(at, 40)
		if err != nil {
			return Cut, err
		}
		if len(h) < 7 {
			return atEndOr(at, s.size, Cut), nil
		}
		kind, flags := h[2], binary.LittleEndian.Uint16(h[3:])
		n := int64(binary.LittleEndian.Uint16(h[5:]))
		if n < 7 {
			return Cut, nil
		}
		if kind == 0x73 && flags&0x80 != 0 { // headers behind a password
			return Unmarked, nil
		}
		if (flags&0x8000 != 0 || kind == 0x74) && len(h) >= 11 {
			n += int64(binary.LittleEndian.Uint32(h[7:]))
			if kind == 0x74 && flags&0x100 != 0 && len(h) >= 36 {
				n += int64(binary.LittleEndian.Uint32(h[32:])) << 32
			}
		}
		if at += n; at > s.size {
			return Cut, nil
		}
		if kind == 0x7b {
			return Whole, nil
		}
	}
}

// atEndOr is Unmarked at the file's end, without a mark, and else elsewhere.
func atEndOr(at, size int64, elsewhere Ending) Ending {
	if at == size {
		return Unmarked
	}
	return elsewhere
}

// rar5End walks the blocks to the one that ends the archive.
func rar5End(s source) (Ending, error) {
	for at := int64(8); ; {
		h, err := s.at(at, 64)
		if err != nil || len(h) < 7 {
			return Cut, err
		}
		r := bytes.NewReader(h[4:])
		n, _ := binary.ReadUvarint(r)
		begun := int64(len(h)) - int64(r.Len()) // of what n counts
		kind, _ := binary.ReadUvarint(r)
		flags, _ := binary.ReadUvarint(r)
		if flags&1 != 0 {
			_, _ = binary.ReadUvarint(r)
		}
		data := uint64(0)
		if flags&2 != 0 {
			data, _ = binary.ReadUvarint(r)
		}
		if n == 0 || n > 2<<20 || data > uint64(s.size) {
			return Cut, nil
		}
		if at += begun + int64(n) + int64(data); at > s.size {
			return Cut, nil
		}
		switch kind {
		case 4: // headers behind a password
			return Unmarked, nil
		case 5:
			return Whole, nil
		}
	}
}
