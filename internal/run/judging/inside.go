package judging

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/unpack"
	"tonghop/internal/sheet"
)

// verdict is the container's own: one finding for each thing that an officer should know
// of it, naming the files, however many they are.
func (c *contents) verdict(kind unpack.Kind) record.Verdict {
	var fs []finding.Finding
	if c.cut {
		fs = append(fs, finding.New("FILE-001.cut").With("count", fmt.Sprint(c.taken)))
	}
	for _, code := range []string{"FILE-001", "FILE-002", "FILE-003", "FILE-004", "TMPL-001"} {
		if of := about(c.told, code); len(of) > 0 {
			fs = append(fs, c.naming(code+".inside", of))
		}
	}
	some := c.taken+len(c.own) > 0
	switch others := c.left; {
	case !some && len(fs) == 0 && len(others) == 0:
		name, _ := record.Advice(string(kind), c.Round.Language)
		fs = append(fs, finding.New("FILE-004.nothing").With("format", name))
	case !some && len(fs) == 0:
		fs = append(fs, c.naming("FILE-004.others", others))
	case len(others) > 0:
		fs = append(fs, c.naming("FILE-007.left", others))
	}
	if len(c.own) > 0 {
		fs = append(fs, c.naming("FILE-007.own", c.own))
	}
	v := record.Refusal(c.Round, fs...)
	v.FileKind, v.Understood = record.ContainerFile, c.taken
	return v
}

// about are the parts with a finding of a code.
func about(parts []seenPart, code string) (out []seenPart) {
	for _, p := range parts {
		if p.finding.Code == code {
			out = append(out, p)
		}
	}
	return out
}

// naming is a finding that names parts, with what they are where that is known, and what
// is to be done where it is one thing.
func (c *contents) naming(code string, parts []seenPart) finding.Finding {
	var names []string
	formats := map[string]bool{}
	for _, p := range parts {
		name := p.name
		if r := []rune(name); len(r) > 100 {
			name = "…" + string(r[len(r)-99:])
		}
		if name == "" { // of the container itself
			name = restOfContainer.In(c.Round.Language)
		}
		if p.format != "" {
			what, _ := record.Advice(p.format, c.Round.Language)
			name += " (" + what + ")"
		}
		names, formats[p.format] = append(names, name), true
	}
	_, advice := record.Advice("", c.Round.Language)
	if len(formats) == 1 && parts[0].format != "" {
		_, advice = record.Advice(parts[0].format, c.Round.Language)
	}
	f := finding.New(code).With("label", standing.SomeOf(names, 5)).With("count", fmt.Sprint(len(parts)))
	return f.With("advice", advice)
}

// troubled is the verdict of a part that could not be had from its container.
func troubled(err error, r *round.Round) record.Verdict {
	f := finding.New("FILE-001").With("part", notTakenOut.In(r.Language))
	var over *unpack.Excess
	switch {
	case errors.Is(err, unpack.ErrLocked):
		f = finding.New("FILE-002.packed")
	case errors.Is(err, unpack.ErrCut):
		f = finding.New("FILE-001.cut").With("count", "")
	case errors.As(err, &over):
		f = finding.New("FILE-003").With("part", overWhenOpened.In(r.Language))
	}
	return record.Refusal(r, f)
}

// refusedBy is the code for which a file is no return that can be read; "" for a return.
func refusedBy(v record.Verdict) string {
	for _, f := range v.Findings {
		switch f.Code {
		case "FILE-001", "FILE-002", "FILE-003", "FILE-004", "TMPL-001":
			return f.Code
		}
	}
	return ""
}

// workbookLike tells whether a file that nobody can read may be a workbook: by its name,
// or because it begins as one.
func workbookLike(part unpack.Part) bool {
	switch strings.ToLower(path.Ext(part.Name)) {
	case ".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".et", ".numbers", ".zip", ".eml", ".msg":
		return true
	}
	return strings.HasPrefix(string(part.Data[:min(len(part.Data), 4)]), "PK")
}

// Contained is a file that judging a file means: itself, or one in it.
type Contained struct {
	Name    string
	Data    []byte // valid until the next is asked for; nil where it could not be had
	Verdict record.Verdict
}

// InFile is Inside of the file at a path. One that is larger than what is read is not read.
func InFile(ctx context.Context, file string, r *round.Round) (iter.Seq[Contained], error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	size := info.Size()
	if size <= sheet.DefaultLimits.File {
		data, err := io.ReadAll(io.LimitReader(f, sheet.DefaultLimits.File+1))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		if size = int64(len(data)); size <= sheet.DefaultLimits.File { // it may grow meanwhile
			return Inside(ctx, file, data, r), nil
		}
	}
	large := Contained{Name: file, Verdict: record.TooLarge(size, r)}
	return func(yield func(Contained) bool) { yield(large) }, nil
}

// Inside judges a file, or of a mail or an archive each file in it, in their order.
func Inside(ctx context.Context, name string, data []byte, r *round.Round) iter.Seq[Contained] {
	return func(yield func(Contained) bool) {
		n := 0
		if int64(len(data)) <= sheet.DefaultLimits.File && unpack.KindOf(data) != "" {
			for p := range unpack.Walk(ctx, data, unpack.DefaultLimits) {
				if p.Inline && p.Trouble == nil {
					continue
				}
				n++
				one := Contained{Name: strings.TrimSuffix(name+"/"+p.Name, "/"), Data: p.Data}
				if p.Trouble != nil {
					one.Verdict = troubled(p.Trouble, r)
				} else {
					one.Verdict = Judge(ctx, p.Data, r)
				}
				if !yield(one) {
					return
				}
			}
		}
		if n == 0 && ctx.Err() == nil {
			yield(Contained{name, data, Judge(ctx, data, r)})
		}
	}
}
