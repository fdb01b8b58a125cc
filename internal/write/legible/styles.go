package legible

// colour is a colour as styles name it: by its value, or by the theme, whose first ones are the
// text's and the paper's.
type colour struct {
	RGB   string `xml:"rgb,attr"`
	Theme string `xml:"theme,attr"`
}

// or is the colour's RRGGBB, or another's where none is named.
func (c *colour) or(other string) string {
	if c == nil || len(c.RGB) < 6 {
		return other
	}
	return c.RGB[len(c.RGB)-6:]
}

type fontStyle struct {
	Size  value   `xml:"sz"`
	Bold  *flag   `xml:"b"`
	Color *colour `xml:"color"`
}

type value struct {
	Val float64 `xml:"val,attr"`
}

type flag struct {
	Val string `xml:"val,attr"`
}

// on tells whether a flag is set: it is by standing there, unless it says otherwise.
func (f *flag) on() bool { return f != nil && f.Val != "0" && f.Val != "false" }

type fillStyle struct {
	Pattern struct {
		Type string  `xml:"patternType,attr"`
		Fore *colour `xml:"fgColor"`
		Back *colour `xml:"bgColor"`
	} `xml:"patternFill"`
}

// paper is the colour behind a cell's text.
func (f *fillStyle) paper() string {
	if f == nil || f.Pattern.Type == "none" || f.Pattern.Type == "gray125" {
		return white
	}
	return f.Pattern.Fore.or(f.Pattern.Back.or(white))
}

type side struct {
	Style string  `xml:"style,attr"`
	Color *colour `xml:"color"`
}

type borderStyle struct {
	Left   side `xml:"left"`
	Right  side `xml:"right"`
	Top    side `xml:"top"`
	Bottom side `xml:"bottom"`
}

type cellStyle struct {
	Font   int `xml:"fontId,attr"`
	Fill   int `xml:"fillId,attr"`
	Border int `xml:"borderId,attr"`
	Format int `xml:"numFmtId,attr"`
	Align  struct {
		Wrap       bool   `xml:"wrapText,attr"`
		Shrink     bool   `xml:"shrinkToFit,attr"`
		Horizontal string `xml:"horizontal,attr"`
	} `xml:"alignment"`
	Protection *struct {
		Locked string `xml:"locked,attr"`
	} `xml:"protection"`
}

// open tells whether a cell is unlocked: an input.
func (c cellStyle) open() bool {
	return c.Protection != nil && (c.Protection.Locked == "0" || c.Protection.Locked == "false")
}

type styles struct {
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Fonts   []fontStyle   `xml:"fonts>font"`
	Fills   []fillStyle   `xml:"fills>fill"`
	Borders []borderStyle `xml:"borders>border"`
	Cells   []cellStyle   `xml:"cellXfs>xf"`
	Diffs   []struct {
		Font *fontStyle `xml:"font"`
		Fill *fillStyle `xml:"fill"`
	} `xml:"dxfs>dxf"`
}
