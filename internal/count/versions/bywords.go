package versions

import (
	"slices"
	"strings"
	"unicode"
)

// Op says what becomes of a piece of a text.
type Op int

// What becomes of pieces.
const (
	Kept Op = iota
	Gone
	Added
)

// Piece is a run of words of two texts, with the white space behind them.
type Piece struct {
	Op   Op
	Text string
}

// mostCompared is how many pairs of words are compared: beyond it all words between the first
// and the last that differ are gone and added.
const mostCompared = 4_000_000

// ByWord are two texts in pieces: what is kept and gone makes the one, what is kept and added the
// other.
func ByWord(was, is string) []Piece {
	a, b := wordsOf(was), wordsOf(is)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var p pieces
	p.add(Kept, a[:head]...)
	p.between(a[head:len(a)-tail], b[head:len(b)-tail])
	p.add(Kept, a[len(a)-tail:]...)
	return p
}

// Patched is the text that pieces make afterwards.
func Patched(all []Piece) string { return without(all, Gone) }

// Unpatched is the text that pieces were made of.
func Unpatched(all []Piece) string { return without(all, Added) }

// without joins the pieces of a text but those of one sort.
func without(all []Piece, op Op) string {
	var out strings.Builder
	for _, p := range all {
		if p.Op != op {
			out.WriteString(p.Text)
		}
	}
	return out.String()
}

type pieces []Piece

// add puts words behind the last piece, within it where it is of the same sort.
func (p *pieces) add(op Op, words ...string) {
	text := strings.Join(words, "")
	if text == "" {
		return
	}
	if n := len(*p); n > 0 && (*p)[n-1].Op == op {
		(*p)[n-1].Text += text
		return
	}
	*p = append(*p, Piece{op, text})
}

// between goes through what lies between the common beginning and end of two texts, along their
// longest common sequence of words.
func (p *pieces) between(a, b []string) {
	if len(a)*len(b) > mostCompared {
		p.add(Gone, a...)
		p.add(Added, b...)
		return
	}
	wide := len(b) + 1
	common := make([]uint32, (len(a)+1)*wide) // of what is left behind each pair of words
	for i := range slices.Backward(a) {
		for j := range slices.Backward(b) {
			if a[i] == b[j] {
				common[i*wide+j] = common[(i+1)*wide+j+1] + 1
			} else {
				common[i*wide+j] = max(common[(i+1)*wide+j], common[i*wide+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			p.add(Kept, a[i])
			i, j = i+1, j+1
		case common[(i+1)*wide+j] >= common[i*wide+j+1]:
			p.add(Gone, a[i])
			i++
		default:
			p.add(Added, b[j])
			j++
		}
	}
	p.add(Gone, a[i:]...)
	p.add(Added, b[j:]...)
}

// wordsOf are the words of a text, each with the white space behind it.
func wordsOf(text string) (out []string) {
	start, space := 0, false
	for i, r := range text {
		if space && !unicode.IsSpace(r) {
			out = append(out, text[start:i])
			start = i
		}
		space = unicode.IsSpace(r)
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}
