package legible

import (
	"math"
	"strconv"
)

// What WCAG 2.1 asks for: of texts (1.4.3), and of what shows a control or a figure (1.4.11).
const (
	leastText  = 4.5
	leastShape = 3.0
)

const (
	white = "FFFFFF"
	black = "000000"
)

// Contrast is the contrast of two colours, RRGGBB, by WCAG 2.1: 1 of equal ones, 21 of black on white.
func Contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is how light a colour is, from 0 to 1.
func luminance(colour string) float64 {
	n, err := strconv.ParseUint(colour, 16, 32)
	if err != nil {
		return math.NaN() // fails every comparison
	}
	part := func(shift uint, weight float64) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.03928 {
			return weight * c / 12.92
		}
		return weight * math.Pow((c+0.055)/1.055, 2.4)
	}
	return part(16, 0.2126) + part(8, 0.7152) + part(0, 0.0722)
}

// enough tells whether two colours are as far apart as is asked for.
func enough(a, b string, least float64) bool { return Contrast(a, b) >= least }
