// Command mutate tells what a room's own tests do not see. It turns the operators,
// conditions and statements of a package one at a time and runs the package's tests;
// a change that no test notices survives, and is printed with its place.
//
//	go run ./.ci/mutate [-v] [-only FUNCTIONS] ./internal/ask/rule ./internal/judge/score
//
// All changes of a package are compiled into one test binary, each behind a switch that
// an environment variable turns, so that a mutant costs a run and not a build; and of the
// tests those alone are run that come by the change. The changed files reach the compiler
// as an overlay: the work tree is never touched.
//
// survivors.txt lists the changes that mean the same, each with the reason. The exit code
// is 1 where another survives.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed survivors.txt
var listed string

func main() {
	verbose := flag.Bool("v", false, "print what is killed too")
	workers := flag.Int("workers", 2, "tests run beside each other")
	only := flag.String("only", "", "a regular expression: change these functions alone")
	flag.Parse()
	reasons, err := parseReasons(listed)
	functions, badOnly := regexp.Compile(*only)
	err = errors.Join(err, badOnly)
	unlisted := 0
	for _, dir := range flag.Args() {
		if err != nil {
			break
		}
		var n int
		n, err = mutate(dir, options{reasons, functions, *workers, *verbose})
		unlisted += n
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	if unlisted > 0 {
		os.Exit(1)
	}
}

// parseReasons reads survivors.txt: package, function, expression, change and reason,
// parted by tabs. No line numbers, so that an entry outlives edits above it.
func parseReasons(text string) (map[string]string, error) {
	reasons := map[string]string{}
	for i, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		at := strings.LastIndexByte(line, '\t')
		if strings.Count(line, "\t") != 4 || strings.TrimSpace(line[at+1:]) == "" {
			return nil, fmt.Errorf("survivors.txt:%d: want package, function, expression, change, reason", i+1)
		}
		reasons[line[:at]] = line[at+1:]
	}
	return reasons, nil
}

// options are what all packages are tried with.
type options struct {
	reasons map[string]string // of the survivors that are listed
	only    *regexp.Regexp    // names of functions
	workers int
	verbose bool
}

// mutate tries every change of a package and returns how many survive unlisted.
func mutate(dir string, opt options) (int, error) {
	p, err := load(dir)
	if err != nil {
		return 0, err
	}
	tmp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(tmp)
	mutants, err := p.write(tmp)
	if err != nil {
		return 0, err
	}
	binary := filepath.Join(tmp, "room.test")
	overlay := filepath.Join(tmp, "overlay.json")
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", binary, dir)
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("build %s: %w\n%s", dir, err, out)
	}
	r := runner{binary: binary, dir: p.Dir, rapid: p.rapid(), limit: time.Minute}
	start := time.Now()
	if out, alive := r.run(0); !alive {
		return 0, fmt.Errorf("%s: the tests fail without any change\n%s", dir, out)
	}
	r.limit = 10*time.Since(start) + 5*time.Second
	reach, err := r.reach(filepath.Join(tmp, "reached"))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", dir, err)
	}
	mutants = slices.DeleteFunc(mutants, func(m mutant) bool { return !opt.only.MatchString(m.fn) })
	result := report{pkg: p.ImportPath, opt: opt, used: map[string]bool{}}
	r.all(mutants, reach, opt.workers, result.add)
	return result.end(), nil
}

// report prints the survivors as they are found, and the figures.
type report struct {
	pkg                   string
	opt                   options
	tried, killed, listed int
	used                  map[string]bool // entries of the list
}

func (r *report) add(m mutant, alive bool) {
	r.tried++
	key := strings.Join([]string{r.pkg, m.fn, m.source, m.change}, "\t")
	switch {
	case !alive:
		r.killed++
		if r.opt.verbose {
			fmt.Printf("killed    %s\n", m)
		}
	case r.opt.reasons[key] == "":
		fmt.Printf("survives  %s\n", m)
	default:
		r.listed++
		r.used[key] = true
		if r.opt.verbose {
			fmt.Printf("listed    %s: %s\n", m, r.opt.reasons[key])
		}
	}
}

// end returns how many survive unlisted.
func (r *report) end() int {
	for key := range r.opt.reasons {
		if r.opt.only.String() == "" && strings.HasPrefix(key, r.pkg+"\t") && !r.used[key] {
			fmt.Printf("no longer survives, take it off the list: %s\n", strings.ReplaceAll(key, "\t", " | "))
		}
	}
	unlisted := r.tried - r.killed - r.listed
	fmt.Printf("%s: %d mutants, %d killed, %d listed, %d survive\n", r.pkg, r.tried, r.killed, r.listed, unlisted)
	return unlisted
}

// runner runs a package's test binary with one change turned on.
type runner struct {
	binary, dir string
	rapid       bool
	limit       time.Duration
}

// run tells whether tests pass with mutant n turned on; 0 is none. Without names all are run.
func (r runner) run(n int, tests ...string) (out []byte, alive bool) {
	return r.start([]string{"MUTANT=" + strconv.Itoa(n)}, tests)
}

// reach is by mutant which tests come by it.
func (r runner) reach(log string) (map[int][]string, error) {
	list := exec.Command(r.binary, "-test.list", ".")
	list.Dir = r.dir
	names, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("list the tests: %w", err)
	}
	reach := map[int][]string{}
	for _, test := range strings.Fields(string(names)) {
		if err := os.WriteFile(log, nil, 0o600); err != nil {
			return nil, err
		}
		if out, ok := r.start([]string{"MUTANT=0", "MUTANT_LOG=" + log}, []string{test}); !ok {
			return nil, fmt.Errorf("%s fails by itself\n%s", test, out)
		}
		seen, err := os.ReadFile(log)
		if err != nil {
			return nil, err
		}
		for _, line := range strings.Fields(string(seen)) {
			if n, err := strconv.Atoi(line); err == nil {
				reach[n] = append(reach[n], test)
			}
		}
	}
	return reach, nil
}

// start runs tests, or all, with some variables set.
func (r runner) start(env, tests []string) (out []byte, passed bool) {
	ctx, cancel := context.WithTimeout(context.Background(), r.limit)
	defer cancel()
	args := []string{"-test.failfast"}
	if len(tests) > 0 {
		args = append(args, "-test.run=^("+strings.Join(tests, "|")+")$")
	}
	if r.rapid { // the same draws each time, enough of them, and no file of the failure
		args = append(args, "-rapid.seed=1", "-rapid.checks=500", "-rapid.nofailfile", "-rapid.shrinktime=0s")
	}
	c := exec.CommandContext(ctx, r.binary, args...)
	c.Dir = r.dir
	c.Env = append(append(os.Environ(), "GOMEMLIMIT=1GiB"), env...)
	c.WaitDelay = time.Second
	var b bytes.Buffer
	c.Stdout, c.Stderr = &b, &b
	err := c.Run()
	return b.Bytes(), err == nil
}

// all tells of each mutant whether it survives; one that no test comes by does.
func (r runner) all(mutants []mutant, reach map[int][]string, workers int, found func(m mutant, alive bool)) {
	next := make(chan mutant)
	var wg sync.WaitGroup
	var one sync.Mutex
	for range workers {
		wg.Go(func() {
			for m := range next {
				tests, alive := reach[m.number], true
				if len(tests) > 0 {
					_, alive = r.run(m.number, tests...)
				}
				one.Lock()
				found(m, alive)
				one.Unlock()
			}
		})
	}
	for _, m := range mutants {
		next <- m
	}
	close(next)
	wg.Wait()
}

// listing is a package as go list tells of it.
type listing struct {
	Dir, ImportPath, Name     string
	GoFiles                   []string
	TestImports, XTestImports []string
	Export                    string
}

func (l listing) rapid() bool {
	return slices.Contains(append(l.TestImports, l.XTestImports...), "pgregory.net/rapid")
}

// list asks for a package and where the compiled declarations of its imports lie.
func list(dir string) (l listing, exports map[string]string, err error) {
	out, err := exec.Command("go", "list", "-export", "-deps", "-json", dir).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("go list %s: %s", dir, exit.Stderr)
		}
		return l, nil, err
	}
	exports = map[string]string{}
	for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
		var next listing
		if err := dec.Decode(&next); err != nil {
			return l, nil, err
		}
		l = next // the package itself comes last
		exports[l.ImportPath] = l.Export
	}
	return l, exports, nil
}
