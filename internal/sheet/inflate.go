package sheet

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// inflater unpacks a deflated part (RFC 1951) whose length is known into one
// buffer of just that length. The stream readers there are unpack through a window
// of their own, byte by byte from an interface, and hand pieces on: that was two
// fifths of the time of reading a return. With all of the part at hand and its
// length given by the archive, neither is needed.
type inflater struct {
	made    codes // of the block in hand
	lengths [maxLiterals + maxDistances]uint8
	ordered [maxLiterals]uint16
}

// codes are the tables that a block's literals, lengths and distances are looked up
// in, by so many bits.
type codes struct {
	literals  [litTable]code
	distances [distTable]code
	lit, dist uint
}

const (
	litBits  = 11 // of a literal or length, looked up at once
	distBits = 8  // of a distance
	lenBits  = 7  // of the length of a code: the longest there is

	// A table and what hangs on it, for the worst codes of 15 bits: the figures that
	// zlib's enough.c finds for 288 symbols in 11 bits and 32 in 8.
	litTable  = 2342
	distTable = 402

	maxLiterals  = 288
	maxDistances = 32

	longest = 258 // bytes of a match
	slack   = 16  // bytes that a copy may write beyond a match
)

// code is what a run of bits means:
//
//	literal   1<<31 | byte<<16 | bits
//	match     base<<16 | bits of the code<<8 | bits with the extra ones
//	link      1<<15 | start of the table<<16 | bits to look up there<<8 | bits used here
//	end       1<<14 | bits
//
// and 0 where no code begins so.
type code uint32

const (
	isLiteral code = 1 << 31
	isLink    code = 1 << 15
	isEnd     code = 1 << 14
)

// used is how many bits the code takes away.
func (c code) used() uint { return uint(c) & 0x3f }

// value is the base of a length or distance and the extra bits in buf that are added.
func (c code) value(buf uint64) int {
	return int(c>>16) + int(buf&(1<<c.used()-1)>>(uint(c)>>8&0xf))
}

// What the symbols mean, without the lengths of their codes (3.2.5).
var (
	literalSymbols  = literalMeanings()
	distanceSymbols = distanceMeanings()
	lengthSymbols   = lengthMeanings()
)

func literalMeanings() (s [maxLiterals]code) {
	for i := range 256 {
		s[i] = isLiteral | code(i)<<16
	}
	s[256] = isEnd
	base := 3
	for i := range 28 {
		extra := max(i/4-1, 0)
		s[257+i] = code(base)<<16 | code(extra)
		base += 1 << extra
	}
	s[285] = longest << 16
	return s
}

func distanceMeanings() (s [maxDistances]code) {
	base := 1
	for i := range 30 {
		extra := max(i/2-1, 0)
		s[i] = code(base)<<16 | code(extra)
		base += 1 << extra
	}
	return s
}

func lengthMeanings() (s [19]code) {
	for i := range s {
		s[i] = isLiteral | code(i)<<16
	}
	return s
}

var (
	errDeflate = errors.New("the packed data is damaged")
	errShort   = errors.New("the packed data ends in the middle")
	errLong    = errors.New("longer than the archive says")
	errBlocks  = errors.New("the packed data is more codes than content")
)

// input is packed data and the bits at hand.
type input struct {
	src []byte
	at  int
	buf uint64
	n   uint // bits in buf
	pad uint // bits of it that stand beyond the end of src
}

// fill brings at least 56 bits to hand; beyond the end they are 0.
func (in *input) fill() {
	for in.n <= 56 {
		if in.at < len(in.src) {
			in.buf |= uint64(in.src[in.at]) << in.n
			in.at++
		} else {
			in.pad += 8
		}
		in.n += 8
	}
}

// take takes k bits away, at most 16.
func (in *input) take(k uint) int {
	v := int(in.buf & (1<<k - 1))
	in.buf >>= k
	in.n -= k
	return v
}

// over tells whether bits were used that are not there.
func (in *input) over() bool { return in.n < in.pad }

// inflate unpacks src into dst and returns how many bytes it came to. More than
// dst holds is errLong.
func (z *inflater) inflate(dst, src []byte) (int, error) {
	in := input{src: src}
	out := 0
	for left := 1000 + len(dst)/8; ; left-- { // no packer makes blocks of less than 8 bytes all along
		if left == 0 {
			return out, errBlocks
		}
		in.fill()
		last := in.take(1) == 1
		kind := in.take(2)
		if in.over() {
			return out, errShort
		}
		var err error
		switch kind {
		case 0:
			out, err = in.stored(dst, out)
		case 1:
			out, err = fixed.block(dst, out, &in)
		case 2:
			if err = z.dynamic(&in); err == nil {
				out, err = z.made.block(dst, out, &in)
			}
		default:
			err = errDeflate
		}
		if err != nil || last {
			return out, err
		}
	}
}

// stored copies a block that is not packed (3.2.4).
func (in *input) stored(dst []byte, out int) (int, error) {
	in.take(in.n & 7)
	for ; in.n > 0; in.n -= 8 { // whole bytes go back
		if in.pad > 0 {
			in.pad -= 8
		} else {
			in.at--
		}
	}
	in.buf = 0
	if len(in.src)-in.at < 4 {
		return out, errShort
	}
	size := binary.LittleEndian.Uint16(in.src[in.at:])
	if size != ^binary.LittleEndian.Uint16(in.src[in.at+2:]) {
		return out, errDeflate
	}
	in.at += 4
	n := int(size)
	switch {
	case len(in.src)-in.at < n:
		return out, errShort
	case len(dst)-out < n:
		return out, errLong
	}
	copy(dst[out:], in.src[in.at:in.at+n])
	in.at += n
	return out + n, nil
}

// fixed are the codes that the format fixes (3.2.6).
var fixed = fixedCodes()

func fixedCodes() *codes {
	var z inflater
	l := z.lengths[:]
	for i := range l {
		switch {
		case i < 144, i >= 280 && i < maxLiterals:
			l[i] = 8
		case i < 256:
			l[i] = 9
		case i < 280:
			l[i] = 7
		default:
			l[i] = 5
		}
	}
	t := &z.made
	t.lit, _ = z.table(t.literals[:], litBits, l[:maxLiterals], literalSymbols[:])
	t.dist, _ = z.table(t.distances[:], distBits, l[maxLiterals:], distanceSymbols[:])
	return t
}

// lengthOrder is in which order the lengths of the codes for lengths come (3.2.7).
var lengthOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// dynamic reads the codes of a block and makes its tables (3.2.7).
func (z *inflater) dynamic(in *input) (err error) {
	in.fill()
	literals, distances, count := in.take(5)+257, in.take(5)+1, in.take(4)+4
	if literals > 286 || distances > 30 {
		return errDeflate
	}
	t, l := &z.made, &z.lengths
	clear(l[:19])
	for _, at := range lengthOrder[:count] {
		in.fill()
		l[at] = uint8(in.take(3))
	}
	look, err := z.table(t.literals[:], lenBits, l[:19], lengthSymbols[:])
	if err != nil {
		return err
	}
	all := literals + distances
	for i := 0; i < all; {
		in.fill()
		c := t.literals[in.buf&(1<<look-1)]
		if c == 0 {
			return errDeflate
		}
		in.take(c.used())
		symbol := uint8(c >> 16)
		if symbol < 16 {
			l[i] = symbol
			i++
			continue
		}
		var again uint8
		n := 0
		switch symbol {
		case 16:
			if i == 0 {
				return errDeflate
			}
			again, n = l[i-1], in.take(2)+3
		case 17:
			n = in.take(3) + 3
		case 18:
			n = in.take(7) + 11
		}
		if n > all-i {
			return errDeflate
		}
		for range n {
			l[i] = again
			i++
		}
	}
	if in.over() {
		return errShort
	}
	if t.lit, err = z.table(t.literals[:], litBits, l[:literals], literalSymbols[:]); err != nil {
		return err
	}
	t.dist, err = z.table(t.distances[:], distBits, l[literals:all], distanceSymbols[:])
	return err
}

// table makes the table that codes of the given lengths are looked up in by at
// most so many bits, longer ones through a link (3.2.2), and tells by how many. A
// set of codes that is too full is refused, and so is one with gaps, but for a
// single code of one bit and no code at all.
func (z *inflater) table(table []code, most uint, lengths []uint8, symbols []code) (uint, error) {
	var count [16]int
	for _, n := range lengths {
		count[n]++
	}
	var next [16]int // where the symbols of a length begin in ordered
	room, top := 1, uint(0)
	for n := 1; n < 16; n++ {
		if n < 15 {
			next[n+1] = next[n] + count[n]
		}
		if count[n] > 0 {
			top = uint(n)
		}
		if room = room<<1 - count[n]; room < 0 {
			return 0, errDeflate
		}
	}
	if room > 0 && (top > 1 || count[1] > 1) {
		return 0, errDeflate
	}
	for i, n := range lengths {
		if n > 0 {
			z.ordered[next[n]] = uint16(i)
			next[n]++
		}
	}
	look := max(min(most, top), 1)
	ordered := z.ordered[:next[max(top, 1)]]
	if top == 0 {
		ordered = nil
	}
	table[0], table[1] = 0, 0
	word := 0 // the code, its first bit lowest
	at := 0
	for n := uint(1); n <= look; n++ {
		if n > 1 {
			copy(table[1<<(n-1):1<<n], table[:1<<(n-1)])
		}
		for range count[n] {
			c := symbols[ordered[at]]
			table[word] = c.of(n)
			at++
			word = increase(word, n)
		}
	}
	// Longer codes: a table for all that begin alike, as large as the longest of them.
	end, start, sub, prefix := 1<<look, 0, uint(0), -1
	for n := look + 1; n <= top; n++ {
		for range count[n] {
			if head := word & (1<<look - 1); head != prefix {
				prefix, start, sub = head, end, n-look
				for used := count[n]; used < 1<<sub && look+sub < top; {
					sub++
					used = used<<1 + count[look+sub]
				}
				end += 1 << sub
				if end > len(table) {
					return 0, errDeflate
				}
				table[prefix] = isLink | code(start)<<16 | code(sub)<<8 | code(look)
			}
			c := symbols[ordered[at]].of(n - look)
			for i := word >> look; i < 1<<sub; i += 1 << (n - look) {
				table[start+i] = c
			}
			at++
			count[n]--
			word = increase(word, n)
		}
	}
	return look, nil
}

// of is a symbol under a code of n bits. A symbol that means nothing has no code.
func (c code) of(n uint) code {
	switch {
	case c == 0:
		return 0
	case c&(isLiteral|isEnd) != 0:
		return c | code(n)
	}
	return c + code(n)<<8 + code(n)
}

// increase is the code after word, both of n bits with the first lowest.
func increase(word int, n uint) int {
	free := ^word & (1<<n - 1)
	if free == 0 {
		return 0
	}
	bit := 1 << (bits.Len(uint(free)) - 1)
	return word&(bit-1) | bit
}

// block unpacks a block.
func (z *codes) block(dst []byte, out int, in *input) (int, error) {
	litMask, distMask := uint64(1)<<z.lit-1, uint64(1)<<z.dist-1
	out, done, err := z.quick(dst, out, in)
	for !done && err == nil {
		in.fill()
		c := z.literals[in.buf&litMask]
		if c&isLiteral == 0 && c&isLink != 0 {
			in.take(c.used())
			c = z.literals[int(c>>16&0x7fff)+int(in.buf&(1<<(uint(c)>>8&0xf)-1))]
		}
		switch {
		case c == 0:
			return out, errDeflate
		case c&isLiteral != 0:
			in.take(c.used())
			if in.over() {
				return out, errShort
			}
			if out == len(dst) {
				return out, errLong
			}
			dst[out] = byte(c >> 16)
			out++
			continue
		case c&isEnd != 0:
			in.take(c.used())
			if in.over() {
				return out, errShort
			}
			return out, nil
		}
		length := c.value(in.buf)
		in.drop(c.used())
		in.fill()
		if c = z.distances[in.buf&distMask]; c&isLink != 0 {
			in.take(c.used())
			c = z.distances[int(c>>16&0x7fff)+int(in.buf&(1<<(uint(c)>>8&0xf)-1))]
		}
		back := c.value(in.buf)
		in.drop(c.used())
		switch {
		case c == 0:
			return out, errDeflate
		case in.over():
			return out, errShort
		case back > out:
			return out, errDeflate
		case length > len(dst)-out:
			return out, errLong
		}
		for range length {
			dst[out] = dst[out-back]
			out++
		}
	}
	return out, err
}

// drop takes k bits away that nobody wants to see.
func (in *input) drop(k uint) {
	in.buf >>= k
	in.n -= k
}

// quick is block while there is so much of src and dst left that neither can end
// within a step. What it cannot decide it leaves to block.
func (z *codes) quick(dst []byte, out int, in *input) (int, bool, error) {
	litMask, distMask := uint64(1)<<z.lit-1, uint64(1)<<z.dist-1
	src, at, buf, n := in.src, in.at, in.buf, in.n
	if in.pad > 0 {
		return out, false, nil
	}
	done := false
	var err error
	for len(src)-at >= 16 && len(dst)-out >= longest+slack+4 {
		buf |= binary.LittleEndian.Uint64(src[at:]) << n
		at += int(63-n) >> 3
		n |= 56
		c := z.literals[buf&litMask]
		if c&isLiteral != 0 {
			buf >>= c.used()
			n -= c.used()
			dst[out] = byte(c >> 16)
			out++
			if c = z.literals[buf&litMask]; c&isLiteral != 0 {
				buf >>= c.used()
				n -= c.used()
				dst[out] = byte(c >> 16)
				out++
				if c = z.literals[buf&litMask]; c&isLiteral != 0 {
					buf >>= c.used()
					n -= c.used()
					dst[out] = byte(c >> 16)
					out++
					continue
				}
			}
		}
		if c&(isLink|isEnd) != 0 {
			if c&isLink != 0 {
				buf >>= c.used()
				n -= c.used()
				c = z.literals[int(c>>16&0x7fff)+int(buf&(1<<(uint(c)>>8&0xf)-1))]
			}
			if c&isLiteral != 0 {
				buf >>= c.used()
				n -= c.used()
				dst[out] = byte(c >> 16)
				out++
				continue
			}
			if c&isEnd != 0 {
				buf >>= c.used()
				n -= c.used()
				done = true
				break
			}
		}
		if c == 0 {
			err = errDeflate
			break
		}
		length := c.value(buf)
		buf >>= c.used()
		n -= c.used()
		if n < 28 {
			buf |= binary.LittleEndian.Uint64(src[at:]) << n
			at += int(63-n) >> 3
			n |= 56
		}
		if c = z.distances[buf&distMask]; c&isLink != 0 {
			buf >>= c.used()
			n -= c.used()
			c = z.distances[int(c>>16&0x7fff)+int(buf&(1<<(uint(c)>>8&0xf)-1))]
		}
		back := c.value(buf)
		buf >>= c.used()
		n -= c.used()
		if c == 0 || back > out {
			err = errDeflate
			break
		}
		repeat(dst, out, back, length)
		out += length
	}
	in.at, in.buf, in.n = at, buf&(1<<n-1), n
	return out, done, err
}

// repeat writes length bytes at out that repeat what stands back bytes before.
// There is room for slack bytes more, which it may spoil.
func repeat(dst []byte, out, back, length int) {
	from := out - back
	switch {
	case back >= 16:
		to, from := dst[out:out+length+slack], dst[from:out+length+slack]
		for i := 0; i < length; i += 16 {
			*(*[16]byte)(to[i:]) = *(*[16]byte)(from[i:])
		}
	case back >= 8:
		to, from := dst[out:out+length+slack], dst[from:out+length+slack]
		for i := 0; i < length; i += 8 {
			*(*[8]byte)(to[i:]) = *(*[8]byte)(from[i:])
		}
	default:
		to, from := dst[out:out+length], dst[from:out+length]
		for i := range to {
			to[i] = from[i]
		}
	}
}
