// Package inflate unpacks deflate streams (RFC 1951) that lie in memory whole and whose length is
// stated, as those of a workbook do: no window, no stream, half the time of the standard library,
// against which it is held on whole, damaged and random data.
package inflate

import (
	"encoding/binary"
	"errors"

	"tonghop/internal/sheet/bounds"
)

// Inflater unpacks a deflated part (RFC 1951) whose length is known into one
// buffer of just that length. The stream readers there are unpack through a window
// of their own, byte by byte from an interface, and hand pieces on: that was two
// fifths of the time of reading a return. With all of the part at hand and its
// length given by the archive, neither is needed.
type Inflater struct {
	Asking  *bounds.Meter // nil where nobody calls it off
	made    codes         // of the block in hand
	lengths [maxLiterals + maxDistances]uint8
	ordered [maxLiterals]uint16
}

// Why a stream is not unpacked. ErrStopped is no fault of the stream: the reading was called off.
var (
	errDeflate = errors.New("the packed data is damaged")
	errShort   = errors.New("the packed data ends in the middle")
	ErrLong    = errors.New("longer than the archive says")
	errBlocks  = errors.New("the packed data is more codes than content")
	ErrStopped = errors.New("called off")
)

// input is packed data and the bits at hand.
type input struct {
	src []byte
	at  int
	buf uint64
	n   uint // bits in buf
	pad uint // bits of it that stand beyond the end of src
	ask *bounds.Meter
}

// stopped tells whether the reading was called off.
func (in *input) stopped(n int) bool { return in.ask != nil && in.ask.More(n) != nil }

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

// Inflate unpacks src into dst and returns how many bytes it came to. More than
// dst holds is errLong.
func (z *Inflater) Inflate(dst, src []byte) (int, error) {
	in := input{src: src, ask: z.Asking}
	out := 0
	for left := 1000 + len(dst)/8; ; left-- { // no packer makes blocks of less than 8 bytes all along
		if left == 0 {
			return out, errBlocks
		}
		if in.stopped(8) {
			return out, ErrStopped
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
		return out, ErrLong
	}
	copy(dst[out:], in.src[in.at:in.at+n])
	in.at += n
	return out + n, nil
}

// lengthOrder is in which order the lengths of the codes for lengths come (3.2.7).
var lengthOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// dynamic reads the codes of a block and makes its tables (3.2.7).
func (z *Inflater) dynamic(in *input) (err error) {
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

// block unpacks a block.
func (z *codes) block(dst []byte, out int, in *input) (int, error) {
	litMask, distMask := uint64(1)<<z.lit-1, uint64(1)<<z.dist-1
	done := false
	var err error
	for !done && err == nil {
		if in.roomy(len(dst) - out) {
			from := out
			if out, done, err = z.quick(dst[:min(len(dst), out+2*bounds.Stride)], out, in); in.stopped(out - from) {
				return out, ErrStopped
			}
			continue
		}
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
				return out, ErrLong
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
			return out, ErrLong
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

// roomy tells whether neither what is packed nor the room for it can end within a step.
func (in *input) roomy(room int) bool {
	return in.pad == 0 && len(in.src)-in.at >= 16 && room >= longest+slack+4
}

// quick is block while there is so much of src and dst left that neither can end
// within a step. What it cannot decide it leaves to block. It is one loop over local
// variables on purpose: calls and fields would cost what it is there to save.
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
