package inflate

import (
	"math/bits"
)

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

// fixed are the codes that the format fixes (3.2.6).
var fixed = fixedCodes()

func fixedCodes() *codes {
	var z Inflater
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

// table makes the table that codes of the given lengths are looked up in by at
// most so many bits, longer ones through a link (3.2.2), and tells by how many. A
// set of codes that is too full is refused, and so is one with gaps, but for a
// single code of one bit and no code at all.
func (z *Inflater) table(table []code, most uint, lengths []uint8, symbols []code) (uint, error) {
	count, ordered, top, err := z.order(lengths)
	if err != nil {
		return 0, err
	}
	look := max(min(most, top), 1)
	table[0], table[1] = 0, 0
	word := 0 // the code, its first bit lowest
	at := 0
	for n := uint(1); n <= look; n++ {
		if n > 1 {
			copy(table[1<<(n-1):1<<n], table[:1<<(n-1)])
		}
		for range count[n] {
			table[word] = symbols[ordered[at]].of(n)
			at++
			word = increase(word, n)
		}
	}
	return look, longer(table, look, top, word, count, ordered[at:], symbols)
}

// order counts the codes of each length and puts the symbols that have one in order of
// their codes; top is the longest.
func (z *Inflater) order(lengths []uint8) (count [16]int, ordered []uint16, top uint, err error) {
	for _, n := range lengths {
		count[n]++
	}
	var next [16]int // where the symbols of a length begin in ordered
	room := 1
	for n := 1; n < 16; n++ {
		if n < 15 {
			next[n+1] = next[n] + count[n]
		}
		if count[n] > 0 {
			top = uint(n)
		}
		if room = room<<1 - count[n]; room < 0 {
			return count, nil, 0, errDeflate
		}
	}
	if room > 0 && (top > 1 || count[1] > 1) {
		return count, nil, 0, errDeflate
	}
	for i, n := range lengths {
		if n > 0 {
			z.ordered[next[n]] = uint16(i)
			next[n]++
		}
	}
	return count, z.ordered[:len(lengths)-count[0]], top, nil
}

// longer adds the codes that are longer than what is looked up at once: for all that
// begin alike a table behind the first one, as large as the longest of them.
func longer(table []code, look, top uint, word int, count [16]int, ordered []uint16, symbols []code) error {
	at := 0
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
					return errDeflate
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
	return nil
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
