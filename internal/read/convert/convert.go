// Package convert has LibreOffice turn spreadsheets of other formats into .xlsx, in a
// process of its own: with a profile and folder of its own that are thrown away, a
// limit on time and memory, and without a network. What it writes is read like any
// stranger's file.
package convert

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// ErrMissing says that LibreOffice is not installed.
var ErrMissing = errors.New("LibreOffice is not installed")

// Formats are the formats that are converted, by the ending that says which they are.
var Formats = map[string]bool{".xls": true, ".ods": true}

// What one conversion may take.
const (
	timeLimit   = 90 * time.Second
	memoryLimit = 3 << 30 // bytes of address space
	outputLimit = 32 << 20
)

// Program is the path of LibreOffice, or ErrMissing.
func Program() (string, error) {
	for _, name := range []string{"soffice", "libreoffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	if runtime.GOOS == "windows" {
		for _, root := range []string{`C:\Program Files`, `C:\Program Files (x86)`} {
			path := filepath.Join(root, "LibreOffice", "program", "soffice.com")
			if _, err := os.Stat(path); err == nil {
				return path, nil
			}
		}
	}
	return "", ErrMissing
}

// ToXLSX converts the bytes of a file of a format (.xls, .ods). The error says what
// LibreOffice said, or that it took too long.
func ToXLSX(ctx context.Context, data []byte, format string) ([]byte, error) {
	program, err := Program()
	if err != nil {
		return nil, err
	}
	if !Formats[format] {
		return nil, fmt.Errorf("convert: %s is not converted", format)
	}
	dir, err := os.MkdirTemp("", "tonghop-convert-")
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "in"+format), filepath.Join(dir, "out")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()
	said, err := run(ctx, dir, program, "--headless", "--norestore", "--nologo", "--nolockcheck",
		"-env:UserInstallation="+fileURL(filepath.Join(dir, "profile")),
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, in)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("convert: took longer than %v", timeLimit)
	}
	made := filepath.Join(out, "in.xlsx")
	info, statErr := os.Stat(made)
	switch {
	case err != nil && statErr != nil:
		return nil, fmt.Errorf("convert: %w: %s", err, said)
	case statErr != nil:
		return nil, fmt.Errorf("convert: LibreOffice wrote nothing: %s", said)
	case info.Size() > outputLimit:
		return nil, fmt.Errorf("convert: %d bytes came out, at most %d", info.Size(), outputLimit)
	}
	result, err := os.ReadFile(made)
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	return result, nil
}

// run runs the program confined, and returns the end of what it said.
func run(ctx context.Context, dir, program string, args ...string) (string, error) {
	cmd := confined(ctx, program, args)
	cmd.Dir = dir
	cmd.Env = append(clean(os.Environ()), "HOME="+dir, "TMPDIR="+dir, "SAL_USE_VCLPLUGIN=svp",
		"http_proxy=http://127.0.0.1:9", "https_proxy=http://127.0.0.1:9")
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.CombinedOutput()
	said := strings.TrimSpace(string(out))
	if len(said) > 300 {
		said = said[len(said)-300:]
	}
	return said, err
}

// clean leaves out of an environment what would lead the program elsewhere.
func clean(env []string) (out []string) {
	for _, e := range env {
		name, _, _ := strings.Cut(e, "=")
		switch strings.ToUpper(name) {
		case "HOME", "TMPDIR", "HTTP_PROXY", "HTTPS_PROXY", "DISPLAY", "PYTHONPATH":
			continue
		}
		out = append(out, e)
	}
	return out
}

func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return "file://" + strings.ReplaceAll(path, " ", "%20")
}
