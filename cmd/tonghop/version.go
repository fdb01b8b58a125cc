package main

import "runtime/debug"

type versionCmd struct{}

func (versionCmd) Run(s *session) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	_, err := printf(s.out, "tonghop %s\n", versionOf(info))
	return err
}

// commitLength is how much of a commit's hash names it.
const commitLength = 12

// versionOf is what a binary was built from: the module's version where it was built by one, and the commit,
// where the repository was at hand.
func versionOf(info *debug.BuildInfo) string {
	version := info.Main.Version
	if version == "" {
		version = "(devel)"
	}
	built := map[string]string{}
	for _, s := range info.Settings {
		built[s.Key] = s.Value
	}
	commit := built["vcs.revision"]
	if commit == "" {
		return version
	}
	version += ", commit " + commit[:min(len(commit), commitLength)]
	if built["vcs.modified"] == "true" {
		version += " with changes"
	}
	return version
}
