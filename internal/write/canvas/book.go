package canvas

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/words"
)

// Book is a workbook while it is made.
type Book struct {
	Pages  []*Page
	Names  [][2]string // defined name, refers to
	styles map[framed]int
	diffs  map[Colouring]int
	title  string
	lang   string
	made   string // by the content, not the clock: the same content gives the same bytes
	file   *excelize.File
}

// NewBook begins a workbook whose words are in a language; made is the time that it says it was made.
func NewBook(title, lang string, made time.Time) *Book {
	return &Book{
		styles: map[framed]int{},
		diffs:  map[Colouring]int{},
		title:  title,
		lang:   cmp.Or(lang, words.VI),
		made:   made.UTC().Format("2006-01-02T15:04:05Z"),
	}
}

// Page adds a sheet with columns of these widths, in characters.
func (b *Book) Page(name string, widths ...float64) *Page {
	taken := func(n string) bool {
		for _, o := range b.Pages {
			if strings.EqualFold(o.Name, n) {
				return true
			}
		}
		return false
	}
	for n, first := 2, name; taken(name); n++ { // two lists of one use, two cards
		name = fmt.Sprintf("%s %d", first, n)
	}
	p := &Page{Name: name, Widths: widths}
	b.Pages = append(b.Pages, p)
	return p
}

// Bytes writes the workbook. The same content gives the same bytes.
func (b *Book) Bytes() ([]byte, error) {
	b.file = excelize.NewFile()
	defer b.file.Close()
	if err := b.open(); err != nil {
		return nil, err
	}
	for _, p := range b.Pages { // before any is written: hiding one reads all sheets back
		if err := b.hide(p); err != nil {
			return nil, fmt.Errorf("hide sheet %s: %w", p.Name, err)
		}
	}
	for _, p := range b.Pages {
		if err := b.write(p); err != nil {
			return nil, fmt.Errorf("write sheet %s: %w", p.Name, err)
		}
	}
	for _, n := range b.Names {
		if err := b.file.SetDefinedName(&excelize.DefinedName{Name: n[0], RefersTo: n[1]}); err != nil {
			return nil, fmt.Errorf("name %s: %w", n[0], err)
		}
	}
	written := parts{}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return written })
	if err := b.file.Write(io.Discard); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return written.packed(b.lang)
}

// open begins the file: its sheets in order, its font, its properties.
func (b *Book) open() error {
	for i, p := range b.Pages {
		if i == 0 {
			if err := b.file.SetSheetName("Sheet1", p.Name); err != nil {
				return fmt.Errorf("name sheet %s: %w", p.Name, err)
			}
		} else if _, err := b.file.NewSheet(p.Name); err != nil {
			return fmt.Errorf("add sheet %s: %w", p.Name, err)
		}
	}
	if err := b.file.SetDefaultFont(font); err != nil {
		return fmt.Errorf("set font: %w", err)
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Creator:  "tonghop",
		Title:    b.title,
		Language: b.lang,
		Created:  b.made,
		Modified: b.made,
	}); err != nil {
		return fmt.Errorf("set properties: %w", err)
	}
	if err := b.file.SetCalcProps(&excelize.CalcPropsOptions{CalcID: ptr(uint(calculated))}); err != nil {
		return fmt.Errorf("set version of calculation: %w", err)
	}
	return nil
}

// calculated is the version of calculation that Excel has written since 2019. What an older one wrote
// it computes anew on opening, and asks on closing whether to save.
const calculated = 191029

func (b *Book) hide(p *Page) error {
	if !p.Hidden {
		return nil
	}
	return b.file.SetSheetVisible(p.Name, false, true)
}

func (b *Book) write(p *Page) error {
	steps := []func(*Page) error{b.guards, b.layout, b.drawings, b.cells} // a filter resets what layout sets
	for _, step := range steps {
		if err := step(p); err != nil {
			return err
		}
	}
	return nil
}
