package demo

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tonghop/internal/ask/define"
	"tonghop/internal/write/officers"
)

var update = flag.Bool("update", false, "write templates/antt-2019/units.xlsx again")

const definition = "../../templates/antt-2019"

// The register in the repository is the one made here; -update writes it.
func TestDemonstrationRegister(t *testing.T) {
	path := filepath.Join(definition, define.RegisterFile)
	if *update {
		data, err := officers.Register("vi", Units(), "Danh sách đơn vị - Sơ kết Đề án an toàn về ANTT năm 2019 (dữ liệu minh họa)")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := define.Load(definition)
	if err != nil {
		t.Fatal(err)
	}
	made := Units()
	if len(r.Register.Units) != len(made) {
		t.Fatalf("%d units in %s, %d made", len(r.Register.Units), path, len(made))
	}
	for i, u := range r.Register.Units {
		if u.Code != made[i].Code || u.Name != made[i].Name || u.Kind != made[i].Kind || u.Parent != made[i].Parent || u.Direct != made[i].Direct {
			t.Errorf("row %d: %+v, made %+v", u.Row, u, made[i])
		}
	}
}
