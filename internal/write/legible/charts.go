package legible

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// drawing looks at a part that is a chart, or that places charts.
func (l *looker) drawing(name, lang string) error {
	switch {
	case strings.HasPrefix(name, "xl/charts/chart"):
		c := &chartLook{looker: l, name: name, lang: lang, label: black}
		return l.walk(name, c.element)
	case strings.HasPrefix(name, "xl/drawings/drawing"):
		return l.walk(name, func(_ []string, e xml.StartElement) {
			if e.Name.Local == "cNvPr" && attr(e, "descr") == "" {
				l.fault(name, "alt "+name, "the drawing %q has no alternative text", attr(e, "name"))
			}
		})
	}
	return nil
}

// walk shows each element of a part, with the names of those that it stands in.
func (l *looker) walk(name string, show func(within []string, e xml.StartElement)) error {
	data, err := l.book.part(name)
	if err != nil {
		return err
	}
	var within []string
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		switch token, err := d.Token(); e := token.(type) {
		case xml.StartElement:
			show(within, e)
			within = append(within, e.Name.Local)
		case xml.EndElement:
			within = within[:len(within)-1]
		default:
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return fmt.Errorf("read part %s: %w", name, err)
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// chartLook looks at a chart, element by element.
type chartLook struct {
	*looker
	name, lang string
	stacked    bool
	fill       string // of the series at hand
	label      string // colour of the labels at hand
}

func (c *chartLook) element(within []string, e xml.StartElement) {
	in := func(name string) bool { return slices.Contains(within, name) }
	switch e.Name.Local {
	case "grouping":
		c.stacked = attr(e, "val") == "stacked"
	case "lang":
		c.language(attr(e, "val"))
	case "ser":
		c.fill, c.label = "", black
	case "rPr", "endParaRPr":
		c.language(attr(e, "lang"))
	case "showVal":
		if in("ser") && c.stacked && attr(e, "val") == "1" && !enough(c.label, c.fill, leastText) {
			c.fault(c.name, "label "+c.fill, "labels %s on %s have a contrast of %.2f", c.label, c.fill,
				Contrast(c.label, c.fill))
		}
	case "val":
		if in("ser") && c.fill == "" {
			c.fault(c.name, "plain "+c.name, "a series has no colour of its own")
		}
	case "srgbClr":
		c.colour(in, attr(e, "val"))
	}
}

// language asks of a chart's texts that they name their language.
func (c *chartLook) language(got string) {
	if got == "" || !strings.HasPrefix(got, c.lang) {
		c.fault(c.name, "language "+c.name, "texts of a chart are said to be in %q", got)
	}
}

// colour looks at a colour by what it is of: labels, a series, a text. Lines of the grid may be pale.
func (c *chartLook) colour(in func(string) bool, colour string) {
	switch {
	case in("dLbls"):
		c.label = colour
	case in("ser"):
		c.fill = colour
		if !enough(colour, white, leastShape) {
			c.fault(c.name, "series "+colour, "a series in %s has a contrast of %.2f", colour, Contrast(colour, white))
		}
	case (in("rPr") || in("defRPr")) && !enough(colour, white, leastText):
		c.fault(c.name, "chart text "+colour, "a chart's text in %s has a contrast of %.2f", colour,
			Contrast(colour, white))
	}
}
