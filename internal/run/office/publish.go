package office

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"tonghop/internal/ask/define"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/harmless"
	"tonghop/internal/run/outbox"
	"tonghop/internal/run/workspace"
	"tonghop/internal/words"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
	"tonghop/internal/write/summary"
)

// LayoutVersion is part of every output's key: raised when a change of ours
// changes what workbooks look like, so that they are written again.
const LayoutVersion = "13"

// Publish brings the outbox to the ledger's position. held says that a file is
// open somewhere and its revision stands beside it.
func (o *Office) Publish(ctx context.Context) (held bool, err error) {
	outputs, position, err := o.outputs(ctx)
	if err != nil {
		return false, err
	}
	notes, err := o.box.Sync(ctx, outputs)
	if err == nil && !slices.ContainsFunc(notes, func(n outbox.Note) bool { return n.What == outbox.Kept }) {
		err = o.ledger.Published(ctx, o.round.ID, position)
	}
	if err == nil {
		err = o.remember(ctx)
	}
	if past, ferr := o.filledIn(ctx); ferr == nil {
		o.fillable = past
	}
	for _, n := range notes {
		held = held || n.Again()
		level := o.opt.Log.Debug()
		if (n.Again() || n.What == outbox.SetAside) && !n.Known {
			level = o.opt.Log.Warn()
		}
		level.Str("file", n.Path).Str("now", n.Now).Str("why", n.Why.String()).Str("also", n.Also.String()).
			Msg(string(n.What))
	}
	return held, err
}

// outputs are all workbooks that should stand in the outbox, and the ledger's position that
// they are of.
func (o *Office) outputs(ctx context.Context) (out []outbox.Output, position int64, err error) {
	p, err := Read(ctx, o.ledger, o.round, o.mark)
	if err != nil {
		return nil, 0, err
	}
	documents, wrong := o.documents(p)
	o.tellDocuments(wrong)
	out = o.mistakesOnly(wrong)
	for _, s := range p.Units {
		v := s.Current()
		if v == nil || v.Verdict.Status != finding.Returned && v.Verdict.Status != finding.Queried {
			continue
		}
		c, err := o.correction(ctx, s, v)
		if err != nil {
			return nil, 0, err
		}
		out = append(out, c)
	}
	for _, v := range p.Strays {
		out = append(out, o.notice(v))
	}
	up, err := o.upward(ctx, p)
	if err != nil {
		return nil, 0, err
	}
	if p.Position, p.At, err = o.ledger.Position(ctx); err != nil { // numbering copies may have moved it
		return nil, 0, err
	}
	out = append(out, o.decisions(p))
	out = append(out, o.appraisals(p)...)
	out = append(out, o.proposal(p)...)
	out = append(out, o.results(p)...)
	out = append(append(out, up...), documents...)
	return o.opt.Wanted(append(out, o.summary(p))), p.Position, nil
}

// key stands for what an output is made of under the definition in use: the same key is the same content.
func (o *Office) key(of ...string) string {
	return strings.Join(append([]string{LayoutVersion, o.mark}, of...), " ")
}

// mistakesOnly is the workbook of the mistakes in the round's folder, while there are some: of the
// definition, and of documents.
func (o *Office) mistakesOnly(documents define.Mistakes) []outbox.Output {
	if len(o.mistakes)+len(documents) == 0 {
		return nil
	}
	lang, goes := words.VI, officers.NothingTakenIn
	switch {
	case o.round != nil && len(o.mistakes) == 0:
		lang, goes = o.round.Language, officers.OnlyDocuments
	case o.round != nil:
		lang, goes = o.round.Language, officers.LastGoodInUse
	}
	ms, key := slices.Concat(o.mistakes, documents), LayoutVersion+o.tried
	if len(documents) > 0 {
		key += standing.Digest(documents)
	}
	return []outbox.Output{{
		Path: workspace.MistakesPath,
		Key:  key,
		Make: func() ([]byte, error) { return officers.MistakesBook(lang, ms, goes) },
	}}
}

// correction is the workbook that goes back to a unit.
func (o *Office) correction(ctx context.Context, s *standing.Standing, v *standing.Version) (outbox.Output, error) {
	n, findings, err := o.copyFor(ctx, s, v)
	if err != nil {
		return outbox.Output{}, err
	}
	r := o.round
	return outbox.Output{
		Path: path.Join(workspace.ReturnsPath, s.Unit.Code+".xlsx"),
		Key:  o.key(v.SHA, findings, fmt.Sprint(n)),
		Make: func() ([]byte, error) {
			fill := roll.FillOf(v.Verdict)
			fill.Copy, fill.Received, fill.Issued = n, v.First().Received, true
			for _, f := range v.Verdict.Findings {
				if f.Code == "EXPL-001" && f.Variant == "stale" { // of a figure that was changed since
					delete(fill.Values, f.ID)
				}
			}
			return formbook.Form(r, s.Unit, fill)
		},
	}, nil
}

// copyFor is the number of the copy in which a unit mends a version, and the digest of what it
// is to mend.
func (o *Office) copyFor(ctx context.Context, s *standing.Standing, v *standing.Version) (int, string, error) {
	findings := standing.Digest(roll.ForUnit(v.Verdict.Findings))
	n, err := o.ledger.CopyFor(ctx, o.round.ID, s.Unit.Code, v.SHA+" "+findings)
	return n, findings, err
}

// notice is what is said about a file whose unit is not known.
func (o *Office) notice(v *standing.Version) outbox.Output {
	r, first := o.round, v.First()
	name := harmless.Name(strings.TrimSuffix(path.Base(first.Name), path.Ext(first.Name)))
	told := formbook.Notice{
		File: roll.ShownAs(first.Name), SHA: v.SHA, Received: first.Received, Findings: v.Verdict.Findings,
	}
	return outbox.Output{
		Path: path.Join(workspace.StrayPath, name+" "+v.SHA[:8]+".xlsx"),
		Key:  o.key(v.SHA, standing.Digest(v.Verdict.Findings)),
		Make: func() ([]byte, error) { return formbook.NoticeBook(r, told) },
	}
}

// summary is the consolidated workbook.
func (o *Office) summary(p *standing.Picture) outbox.Output {
	inbox := lingering(o.pending)
	return outbox.Output{
		Path: workspace.SummaryPath,
		Key:  o.key(fmt.Sprint(p.Position), standing.Digest(inbox)),
		Make: func() ([]byte, error) {
			return summary.SummaryBook(roll.SummaryOf(p, InboxLines(p.Round.Language, slices.Concat(inbox, unread(p)))))
		},
	}
}
