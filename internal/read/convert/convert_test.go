package convert

import (
	"errors"
	"runtime"
	"testing"

	"tonghop/internal/tier"
)

func needOffice(t *testing.T) {
	t.Helper()
	tier.Long(t)
	if _, err := Program(); err != nil {
		tier.Lacks(t, "%v", err)
	}
}

func TestWithoutLibreOffice(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if runtime.GOOS == "windows" {
		t.Skip("it is looked for in Program Files too")
	}
	if _, err := ToXLSX(t.Context(), []byte("x"), ".xls"); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
}

func TestWhatIsNoSpreadsheetIsAnError(t *testing.T) {
	needOffice(t)
	if out, err := ToXLSX(t.Context(), []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no compound file"), ".xls"); err == nil && len(out) < 100 {
		t.Errorf("%d bytes and no error", len(out))
	}
	if _, err := ToXLSX(t.Context(), nil, ".docx"); err == nil {
		t.Error("a Word document is converted")
	}
}
