package race

import (
	"runtime/debug"
	"slices"
	"testing"
)

// What tests are told is what the program was built with.
func TestTheDetectorIsSeen(t *testing.T) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		t.Skip("the build does not say how it was made")
	}
	built := slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
	if On != built {
		t.Errorf("On is %v, the program was built with -race=%v", On, built)
	}
}
