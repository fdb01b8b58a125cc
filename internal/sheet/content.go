package sheet

import (
	"math"
	"strconv"
	"strings"
)

// shortest are whole numbers as they are written, which most figures are.
var shortest = func() (out [1000]string) {
	for i := range out {
		out[i] = strconv.Itoa(i)
	}
	return out
}()

// content turns a stored value into the cell's content. One that cannot be what the cell
// says it is costs this cell only.
func (c *cellReader) content(one *stored, kind, v string) {
	switch kind {
	case "s":
		c.shared(one, v)
	case "inlineStr":
		one.kind, one.text = Text, c.hold(v)
	case "str":
		one.kind, one.text = Text, c.hold(unescape(v))
	case "b":
		c.boolean(one, v)
	case "e":
		if one.kind, one.text = Fault, c.hold(v); v == "" {
			c.spoil(one, v, "an error without a name")
		}
	case "d":
		v = strings.TrimSpace(v)
		if serial, ok := c.serial(v); ok {
			one.kind, one.text = Number, serial
			one.flags |= isDate
		} else if v != "" {
			c.typed(one, v, "no date")
		}
	case "", "n":
		c.number(one, v)
	default:
		c.spoil(one, v, "a value of the unknown type "+strconv.Quote(brief(kind)))
	}
	if one.kind == Text && one.text == "" {
		one.kind = Empty
	}
}

// shared takes the number of a shared string.
func (c *cellReader) shared(one *stored, v string) {
	i, ok := digits(v)
	if !ok {
		if strings.TrimSpace(v) == "" {
			return
		}
		i, ok = whole(v)
	}
	switch {
	case c.lost != nil:
		lost := *c.lost
		c.x.Err = &lost
	case ok && c.many != "":
		one.kind, one.text = Text, c.hold(strconv.Itoa(i))
		one.flags |= isShared
	case !ok || i >= len(c.strs):
		c.spoil(one, v, "no shared string "+strconv.Quote(brief(v)))
	case c.strs[i].mixed:
		c.spoil(one, c.strs[i].text, "an element in its text")
	default:
		one.kind, one.text = Text, c.strs[i].text
		if c.strs[i].runs != nil {
			c.sheet.rich(*one, c.strs[i].runs)
		}
	}
}

func (c *cellReader) boolean(one *stored, v string) {
	switch strings.TrimSpace(v) {
	case "1", "true":
		one.kind, one.text = Bool, "1"
	case "0", "false":
		one.kind, one.text = Bool, "0"
	case "":
	default:
		c.spoil(one, v, "no boolean")
	}
}

func (c *cellReader) number(one *stored, v string) {
	n, ok := digits(v)
	if ok && n < len(shortest) && v == shortest[n] {
		one.kind, one.text = Number, shortest[n]
		return
	}
	if !ok {
		v = strings.TrimSpace(v)
		if v == "" {
			return
		}
		f, err := strconv.ParseFloat(v, 64)
		if err != nil || math.IsInf(f, 0) || math.IsNaN(f) || strings.ContainsAny(v, "xXpP_") {
			c.typed(one, v, "no number")
			return
		}
	}
	one.kind, one.text = Number, c.hold(v)
}

// typed keeps as a text what is not what the cell says it is: it is read as if somebody had
// typed it, and refused where it is no answer.
func (c *cellReader) typed(one *stored, v, why string) {
	one.kind, one.text = Text, c.hold(v)
	c.note(c.part, one.ref(), why)
}
