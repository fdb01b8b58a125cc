package office_test

import (
	"strings"
	"syscall"
	"testing"

	"tonghop/internal/run/workspace"
)

// A pipe under a document's name keeps nobody waiting for its writer: it is told, and the rest goes on.
func TestAPipeAmongTheTemplatesIsTold(t *testing.T) {
	t.Parallel()
	opt, _ := newWorkspace(t)
	saved(t, opt, "a.docx", worded(t, "Phải nộp {{don_vi.phai_nop}}"))
	must(t, syscall.Mkfifo(opt.Folder("templates", "antt-2019", "b.docx"), 0o600))
	takeIn(t, opt)
	hasAll(t, reads(t, opt, "a.docx"), "Phải nộp 18")
	if text := listed(t, opt, workspace.MistakesPath); !strings.Contains(text, "b.docx") || strings.Contains(text, "a.docx") {
		t.Errorf("told: %s", text)
	}
}
