package intake

import (
	"bufio"
	"encoding/binary"
	"io"
)

// jpegEnd walks the segments of a picture to its end mark (ITU T.81, B.1): a thumbnail within
// has one of its own. Cameras put more behind it, of which the end is not known.
func jpegEnd(s source) (Ending, error) {
	r := &walker{Reader: bufio.NewReaderSize(s.from(2), 32<<10), at: 2}
	for {
		b := r.next()
		if r.err != nil {
			return Cut, reading(r.err)
		}
		if b != 0xff { // data of a scan
			continue
		}
		for b == 0xff {
			b = r.next()
		}
		switch {
		case b == 0xd9:
			return atEnd(r.at, s.size), nil
		case b == 0, b == 1, b >= 0xd0 && b <= 0xd8: // no segment
		default:
			n := int64(r.next())<<8 | int64(r.next())
			r.skip(n - 2)
		}
		if r.err != nil {
			return Cut, reading(r.err)
		}
	}
}

// atEnd tells of a file whose end mark ends at a place.
func atEnd(at, size int64) Ending {
	if at == size {
		return Whole
	}
	return Unmarked
}

// walker counts how far it has come, and remembers what stopped it.
type walker struct {
	*bufio.Reader
	at  int64
	err error
}

func (w *walker) next() byte {
	if w.err != nil {
		return 0
	}
	var b byte
	if b, w.err = w.ReadByte(); w.err == nil {
		w.at++
	}
	return b
}

func (w *walker) skip(n int64) {
	if w.err != nil || n <= 0 {
		return
	}
	done, err := io.CopyN(io.Discard, w.Reader, n)
	w.at, w.err = w.at+done, err
}

// pngEnd walks the chunks to the one that ends the picture.
func pngEnd(s source) (Ending, error) {
	for at := int64(8); ; {
		h, err := s.at(at, 8)
		if err != nil || len(h) < 8 {
			return Cut, err
		}
		at += 12 + int64(binary.BigEndian.Uint32(h))
		if at > s.size {
			return Cut, nil
		}
		if string(h[4:]) == "IEND" {
			return atEnd(at, s.size), nil
		}
	}
}

// gifEnd looks for the trailer. It is one byte, that a cut may meet by chance.
func gifEnd(s source) (Ending, error) {
	tail, err := s.tail(1)
	if err != nil || string(tail) != ";" {
		return Cut, err
	}
	return Unmarked, nil
}

// bmpEnd holds the length against the one in the head. What is black looks like what is not
// written yet.
func bmpEnd(s source) (Ending, error) {
	h, err := s.at(0, 6)
	if err != nil || len(h) < 6 || int64(binary.LittleEndian.Uint32(h[2:])) > s.size {
		return Cut, err
	}
	return Whole, nil
}

// riffEnd holds the length against the one in the head.
func riffEnd(s source) (Ending, error) {
	h, err := s.at(0, 8)
	if err != nil || len(h) < 8 {
		return Cut, err
	}
	n := int64(binary.LittleEndian.Uint32(h[4:]))
	if n < 4 || 8+n > s.size {
		return Cut, nil
	}
	return Whole, nil
}

// boxEnd walks the boxes of pictures and films of telephones (ISO 14496-12, 4.2): the last
// ends the file, and one of them says what the others hold.
func boxEnd(s source) (Ending, error) {
	told := false
	for at, n := int64(0), int64(0); at < s.size; at += n {
		h, err := s.at(at, 16)
		if err != nil || len(h) < 8 {
			return Cut, err
		}
		switch n = int64(binary.BigEndian.Uint32(h)); {
		case n == 0: // up to the end, wherever that is
			return Unmarked, nil
		case n == 1 && len(h) == 16:
			n = int64(binary.BigEndian.Uint64(h[8:]))
		}
		if n < 8 || at+n < at || at+n > s.size {
			return Cut, nil
		}
		told = told || string(h[4:8]) == "meta" || string(h[4:8]) == "moov"
	}
	if !told {
		return Cut, nil
	}
	return Whole, nil
}
