package main

import (
	"runtime/debug"
	"testing"
)

// Whoever reports a fault can say which program it was: the release, or the commit that it was built
// from and whether its files had been changed.
func TestTheVersionSaysWhatWasBuilt(t *testing.T) {
	const commit = "8f91e5bd0c34256a9de63447ef82f592c079188e"
	vcs := func(modified string) []debug.BuildSetting {
		return []debug.BuildSetting{
			{Key: "GOOS", Value: "linux"},
			{Key: "vcs.revision", Value: commit},
			{Key: "vcs.modified", Value: modified},
		}
	}
	for want, info := range map[string]debug.BuildInfo{
		"v1.2.0":                       {Main: debug.Module{Version: "v1.2.0"}},
		"v1.2.0, commit 8f91e5bd0c34":  {Main: debug.Module{Version: "v1.2.0"}, Settings: vcs("false")},
		"(devel), commit 8f91e5bd0c34": {Settings: vcs("false")},
		"(devel), commit 8f91e5bd0c34 with changes": {
			Main: debug.Module{Version: "(devel)"}, Settings: vcs("true"),
		},
		"(devel)": {},
		"(devel), commit 8f91": {
			Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "8f91"}},
		},
	} {
		if got := versionOf(&info); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
