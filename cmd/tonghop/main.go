// Command tonghop takes in the workbooks that units send, judges them, and
// writes consolidated workbooks and workbooks to correct.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // time zones where the system has none

	"github.com/alecthomas/kong"
	"github.com/rs/zerolog"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/run/workspace"
)

// memoryAim is how much memory the program strives to stay below, in bytes, by collecting more
// often; what needs more gets it. GOMEMLIMIT sets another.
const memoryAim = 200 << 20

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryAim)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes (contract: Commands).
const (
	exitDone   = 0
	exitFound  = 1 // check found a blocker or an error, verify found damage
	exitWrong  = 2 // wrong use, or mistakes in the round's definition
	exitFailed = 3 // could not do it
)

// errFound says that a check or verification found something; it has been told.
var errFound = errors.New("found")

// program is the command line.
type program struct {
	Dir   string `short:"C" name:"C" placeholder:"DIR" help:"The workspace; else the current folder." default:"."`
	Round string `placeholder:"ID" help:"The round; else the active one."`

	Issue   issueCmd   `cmd:"" help:"Write the blank workbooks."`
	Watch   watchCmd   `cmd:"" help:"Run until stopped: take in, judge, publish."`
	Run     runCmd     `cmd:"" help:"Take in what lies in the inbox, publish, exit."`
	Check   checkCmd   `cmd:"" help:"Judge files, change nothing."`
	Report  reportCmd  `cmd:"" help:"Publish everything again from the ledger."`
	Status  statusCmd  `cmd:"" help:"Roll-call: expected, received, to correct, late, missing."`
	Export  exportCmd  `cmd:"" help:"One record a unit."`
	New     newCmd     `cmd:"" help:"Make the next round's folder from another round's."`
	Trace   traceCmd   `cmd:"" help:"From a total down to file and cell."`
	Diff    diffCmd    `cmd:"" help:"What changed between two versions of a unit's return, datum by datum."`
	Verify  verifyCmd  `cmd:"" help:"Check that every archived byte and every ledger link still holds."`
	Restore restoreCmd `cmd:"" help:"Put a backup of the ledger in place and replay the archive."`
	Demo    demoCmd    `cmd:"" help:"The whole job in a new workspace ./demo."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// session is what commands work with.
type session struct {
	ctx    context.Context
	opt    workspace.Options
	out    io.Writer // for programs
	err    io.Writer // for people
	people bool      // the error stream is a terminal
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var p program
	parser, err := kong.New(
		&p,
		kong.Name("tonghop"),
		kong.Description("Collects, judges and consolidates returns made in Excel."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) {}),
		kong.UsageOnError(),
	)
	if err != nil {
		printf(stderr, "tonghop: %v\n", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	for _, a := range args {
		if a == "--help" || a == "-h" {
			_, _ = parser.Parse(args)
			return exitDone
		}
	}
	k, err := parser.Parse(args)
	if err != nil {
		printf(stderr, "tonghop: %v\nRun tonghop --help to see the commands.\n", err)
		return exitWrong
	}
	s := &session{
		ctx:    ctx,
		opt:    workspace.Options{Dir: p.Dir, Round: p.Round, Log: logger(stderr), Grace: time.Second},
		out:    stdout,
		err:    stderr,
		people: terminal(stderr),
	}
	return s.exit(k.Run(s))
}

// exit turns an error into words and a code, in this one place.
func (s *session) exit(err error) int {
	var ms define.Mistakes
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFound):
		return exitFound
	case errors.As(err, &ms):
		printf(s.err, "tonghop: the round's definition has %d mistakes:\n%v\n", len(ms), lines(ms.Error()))
		return exitWrong
	case errors.Is(err, errUse), errors.Is(err, define.ErrNoRound):
		printf(s.err, "tonghop: %v\n", err)
		return exitWrong
	case errors.Is(err, context.Canceled):
		printf(s.err, "tonghop: stopped\n")
		return exitFailed
	}
	printf(s.err, "tonghop: %v\n", err)
	return exitFailed
}

// errUse marks what the caller did wrong.
var errUse = errors.New("wrong use")

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// logger writes logs for people on a terminal, as JSON otherwise.
func logger(w io.Writer) zerolog.Logger {
	if terminal(w) {
		return newLog(console(w))
	}
	return newLog(w)
}

func newLog(w io.Writer) zerolog.Logger {
	return zerolog.New(w).With().Timestamp().Logger().Level(zerolog.InfoLevel)
}

// say tells people something, on the error stream.
func (s *session) say(format string, args ...any) { _, _ = printf(s.err, format+"\n", args...) }

// sayLost warns of figures that are read from a ledger that has lost its end.
func (s *session) sayLost(p *standing.Picture) {
	if p.Lost != "" {
		s.say("warning: the ledger: %s", p.Lost)
	}
}

// progress shows how long work goes on, where somebody watches.
func (s *session) progress(what string, left int) {
	if s.people {
		printf(s.err, "\r\x1b[K%s (%d left)", what, left)
		if left == 0 {
			printf(s.err, "\r\x1b[K")
		}
	}
}

// define reads the workspace's round, without taking hold of the workspace.
func (s *session) define() (*round.Round, error) {
	dir, err := define.Find(s.opt.Folder("templates"), s.opt.Round)
	if err != nil {
		return nil, err
	}
	return define.Load(dir)
}

// load reads the workspace's round with the keys that seal its forms.
func (s *session) load() (*round.Round, error) {
	r, err := s.define()
	if err != nil {
		return nil, err
	}
	r.Keys, err = s.opt.Keys()
	return r, err
}

func inboxOf(opt workspace.Options) string { return filepath.Join(opt.Dir, "inbox") }

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
