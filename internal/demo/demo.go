package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/read/answer"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
	"tonghop/templates"
)

// Options of a demonstration.
type Options struct {
	Dir   string // the workspace to make
	Units int    // of the register, the city aside; 0: all of it
	Seed  uint64
	Out   io.Writer // what happens, for people
	Log   zerolog.Logger
}

// marker tells a workspace that a demonstration made.
const marker = ".tonghop-demo"

// clock is a clock that the demonstration turns.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time { return time.Unix(0, c.at.Add(int64(7*time.Second))) }

func (c *clock) set(loc *time.Location, day, hour int) {
	c.at.Store(time.Date(2019, 10, day, hour, 0, 0, 0, loc).UnixNano())
}

// Run makes the workspace and plays the whole job: issue, fill in, drop while
// the daemon runs, correct. It returns the workspace's picture at the end.
func Run(ctx context.Context, opt Options) (*standing.Picture, []intake.Pending, error) {
	if err := prepare(opt); err != nil {
		return nil, nil, err
	}
	c := &clock{}
	loc := time.FixedZone("+07", 7*3600)
	c.set(loc, 1, 8)
	work := workspace.Options{
		Dir:    opt.Dir,
		Now:    c.now,
		Log:    opt.Log,
		Settle: intake.Settle{Quiet: 100 * time.Millisecond, Incomplete: time.Second},
		Every:  time.Second,
	}
	o, err := office.Open(ctx, work)
	if err != nil {
		return nil, nil, err
	}
	defer o.Close()
	opt.say("workspace %s: %d units in the register", opt.Dir, len(o.Round().Register.Units))
	written, err := issue.Issue(ctx, o.Round(), nil, nil, nil, nil)
	if err != nil {
		return nil, nil, err
	}
	opt.say("issued %d blank forms into %s", len(written), filepath.Join(opt.Dir, "templates", o.Round().ID, "issued"))
	s := &show{opt: opt, r: o.Round(), c: c, loc: loc, taken: make(chan struct{}, 10000)}
	wctx, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- o.Watch(wctx, func(office.Taken, int) { s.taken <- struct{}{} }) }()
	err = s.acts(ctx, done)
	stop()
	if werr := <-done; err == nil && werr != nil {
		err = werr
	}
	if err != nil {
		return nil, nil, err
	}
	return office.Look(context.WithoutCancel(ctx), workspace.Options{Dir: opt.Dir})
}

func (opt Options) say(format string, args ...any) {
	fmt.Fprintf(opt.Out, format+"\n", args...)
}

// prepare makes the folders; an existing workspace is replaced only if a
// demonstration made it.
func prepare(opt Options) error {
	if _, err := os.Stat(opt.Dir); err == nil {
		if _, err := os.Stat(filepath.Join(opt.Dir, marker)); err != nil {
			return fmt.Errorf("demo: %s exists and no demo made it; move it away or work in another folder", opt.Dir)
		}
		if err := os.RemoveAll(opt.Dir); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("demo: %w", err)
	}
	dir := filepath.Join(opt.Dir, "templates", templates.First)
	for _, d := range []string{dir, filepath.Join(opt.Dir, "inbox"), filepath.Join(opt.Dir, "outbox")} {
		if err := os.MkdirAll(d, 0o777); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	}
	note := []byte("made by tonghop demo; replaced by the next one\n")
	if err := os.WriteFile(filepath.Join(opt.Dir, marker), note, 0o666); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	files, err := templates.Rounds.ReadDir(templates.First)
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	for _, f := range files {
		name := f.Name()
		if name == define.RegisterFile {
			continue // of the demonstration's own units
		}
		data, err := templates.Rounds.ReadFile(templates.First + "/" + name)
		if err != nil {
			return fmt.Errorf("demo: %w", err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	}
	data, err := officers.Register(words.VI, some(opt.Units), "Danh sách đơn vị (dữ liệu minh họa)")
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return os.WriteFile(filepath.Join(dir, define.RegisterFile), data, 0o666)
}

// some is the register with n units beside the city: a cross-section with its
// parents, or with made-up agencies added.
func some(n int) []round.Unit {
	all := Units()
	if n <= 0 {
		return all
	}
	for i := len(all); i <= n; i++ {
		all = append(all, made(fmt.Sprintf("cq-%d", i), fmt.Sprintf("Cơ quan mẫu %d", i), "co_quan", city, nil))
	}
	if n+1 >= len(all) {
		return all
	}
	pick := map[string]bool{city: true}
	for i := 0; len(pick) <= n && i < len(all); i++ {
		u := all[(i*7)%len(all)]
		if u.Parent == "" || pick[u.Parent] || u.Parent == city {
			pick[u.Code] = true
		}
	}
	var out []round.Unit
	for _, u := range all {
		if pick[u.Code] {
			out = append(out, u)
		}
	}
	return out
}

// show is a demonstration while it runs.
type show struct {
	opt   Options
	r     *round.Round
	c     *clock
	loc   *time.Location
	taken chan struct{}
}

// acts are the bursts, from the first returns to the late ones.
func (s *show) acts(ctx context.Context, done chan error) error {
	c := play(s.r)
	clean, err := returns(s.r, c.clean, s.opt.Seed, false)
	if err != nil {
		return err
	}
	faulty, err := returns(s.r, c.faulty, s.opt.Seed, true)
	if err != nil {
		return err
	}
	late, err := returns(s.r, c.late, s.opt.Seed, false)
	if err != nil {
		return err
	}
	resaved, err := returns(s.r, c.resaved, s.opt.Seed, false)
	if err != nil {
		return err
	}
	for i := range resaved {
		if resaved[i].data, err = canvas.Resave(resaved[i].data); err != nil {
			return err
		}
	}
	half := len(clean) / 2
	if err := s.burst(ctx, done, 4, "clean returns", clean[:half]); err != nil {
		return err
	}
	if err := s.burst(ctx, done, 7,
		"returns with faults, and some saved by another program", append(faulty, resaved...)); err != nil {
		return err
	}
	if err := s.burst(ctx, done, 8,
		"more clean returns, some sent twice, and files that are no returns",
		append(append(clean[half:], again(clean, c.twice)...), strays(s.r, clean)...)); err != nil {
		return err
	}
	corrected, err := s.corrected(ctx, c.faulty)
	if err != nil {
		return err
	}
	if err := s.burst(ctx, done, 9, "returns corrected in the workbooks that came back", corrected); err != nil {
		return err
	}
	if err := s.burst(ctx, done, 11, "late returns", late); err != nil {
		return err
	}
	s.opt.say("%d units never sent", len(c.never))
	return s.decide(ctx, done)
}

// burst drops files into the inbox and waits until the daemon has taken them in.
func (s *show) burst(ctx context.Context, done chan error, day int, what string, files []file) error {
	s.c.set(s.loc, day, 9)
	if err := Drop(filepath.Join(s.opt.Dir, "inbox"), drops(files)); err != nil {
		return err
	}
	for range files {
		select {
		case <-s.taken:
		case err := <-done:
			done <- nil
			return fmt.Errorf("demo: the daemon stopped: %w", err)
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Minute):
			return errors.New("demo: a file was not taken in within ten minutes")
		}
	}
	s.opt.say("%02d/10/2019: %d files dropped and taken in: %s", day, len(files), what)
	return s.published(ctx)
}

// published waits until the outbox shows what was taken in.
func (s *show) published(ctx context.Context) error {
	for range 6000 { // thousands of units take minutes
		p, _, err := office.Look(ctx, workspace.Options{Dir: s.opt.Dir})
		if err != nil {
			return err
		}
		if office.UpToDate(ctx, workspace.Options{Dir: s.opt.Dir}, p) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return errors.New("demo: the outbox did not follow within ten minutes")
}

// File is a file to drop: a name below the inbox, and its bytes.
type File struct {
	Name string
	Data []byte
}

// drops are the files as they are dropped.
func drops(files []file) (out []File) {
	for _, f := range files {
		out = append(out, File{f.name, f.data})
	}
	return out
}

// Drop puts files into an inbox.
func Drop(inbox string, files []File) error {
	for _, f := range files {
		path := filepath.Join(inbox, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return fmt.Errorf("drop: %w", err)
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			return fmt.Errorf("drop: %w", err)
		}
	}
	return nil
}

// again is the same bytes of some units under another name.
func again(files []file, units []round.Unit) (out []file) {
	for _, u := range units {
		for _, f := range files {
			if f.unit == u.Code {
				out = append(out, file{name: "gửi lại " + f.unit + ".xlsx", data: f.data, unit: f.unit})
			}
		}
	}
	return out
}

// strays are files that no unit can be found for, or that are no workbook.
func strays(r *round.Round, clean []file) []file {
	out := []file{
		{name: "danh sách.csv", data: []byte("stt,tên,số\n1,a,2\n")},
		{name: "scan bao cao.pdf", data: []byte("%PDF-1.4\n%made up\n")},
	}
	if len(clean) > 0 {
		cut := clean[0].data
		out = append(out, file{name: "gửi lỗi mạng.xlsx", data: cut[:len(cut)*2/3]})
	}
	u := round.Unit{Code: "khong-co", Name: "Cơ quan mẫu đã giải thể", Kind: "co_quan", Attrs: map[string]string{}}
	if data, err := formbook.Form(r, u, Filled(r, u, 1)); err == nil {
		out = append(out, file{name: "co quan la.xlsx", data: data})
	}
	return out
}

// corrected is what two of three units do with the workbook that came back: they
// mend it, and send it again.
func (s *show) corrected(ctx context.Context, units []round.Unit) (out []file, err error) {
	for i, u := range units {
		data, err := os.ReadFile(filepath.Join(s.opt.Dir, "outbox", "tra-lai", u.Code+".xlsx"))
		if errors.Is(err, fs.ErrNotExist) || i%3 == 2 || i%10 == 0 {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
		book, err := sheet.Open(data, sheet.DefaultLimits)
		if err != nil {
			return nil, fmt.Errorf("demo: read the workbook that came back: %w", err)
		}
		ret, _ := answer.Read(book, s.r)
		if ret == nil {
			return nil, fmt.Errorf("demo: the workbook that came back to %s is none", u.Code)
		}
		fill := Filled(s.r, u, s.opt.Seed)
		fill.Copy = ret.Copy
		mended, err := formbook.Form(s.r, u, fill)
		if err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
		out = append(out, file{name: "đã sửa " + u.Code + ".xlsx", data: mended, unit: u.Code})
	}
	return out, ctx.Err()
}

// Returns makes the demonstration's returns for a round, to be dropped anywhere.
func Returns(r *round.Round, seed uint64) (out []File, err error) {
	c := play(r)
	for _, part := range []struct {
		units  []round.Unit
		faulty bool
	}{{c.clean, false}, {c.late, false}, {c.resaved, false}, {c.faulty, true}} {
		files, err := returns(r, part.units, seed, part.faulty)
		if err != nil {
			return nil, err
		}
		if !part.faulty {
			files = append(files, again(files, c.twice)...)
		}
		out = append(out, drops(files)...)
	}
	return out, nil
}
