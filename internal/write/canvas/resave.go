package canvas

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Resave opens a workbook and saves it again, as a program does that a unit may
// have used: the same content in other bytes.
func Resave(data []byte) ([]byte, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("open workbook: %w", err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if err := f.SetColWidth(sheets[0], "A", "A", 7); err != nil {
		return nil, fmt.Errorf("change workbook: %w", err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, fmt.Errorf("save workbook: %w", err)
	}
	return out.Bytes(), nil
}
