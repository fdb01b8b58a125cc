package demo

import (
	"context"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/write/officers"
)

// decide is what officers do with what came in: the communes' police appraise, then the
// city's desks, then the chairman decides on the list.
func (s *show) decide(ctx context.Context, done chan error) error {
	for _, act := range []struct {
		day   int
		what  string
		desks func(desk.Appraisals) bool
	}{
		{14, "appraised by the communes' police", func(a desk.Appraisals) bool { return a.Seat != "" }},
		{16, "appraised by the city's desks", func(a desk.Appraisals) bool { return a.Seat == "" }},
	} {
		p, err := s.look(ctx)
		if err != nil {
			return err
		}
		var files []file
		rows := 0
		for _, a := range desk.AppraisalBooks(p) {
			if !act.desks(a) {
				continue
			}
			rows += appraised(&a, act.day)
			data, err := officers.AppraisalBook(a)
			if err != nil {
				return err
			}
			files = append(files, file{name: "thẩm định " + a.Desk.ID + " " + a.Seat + ".xlsx", data: data})
		}
		if err := s.burst(ctx, done, act.day, fmt.Sprintf("%d units %s", rows, act.what), files); err != nil {
			return err
		}
	}
	p, err := s.look(ctx)
	if err != nil {
		return err
	}
	list := desk.ProposalOf(p)
	n := decided(&list)
	data, err := officers.ProposalBook(list)
	if err != nil {
		return err
	}
	files := []file{{name: "quyết định công nhận.xlsx", data: data}}
	return s.burst(ctx, done, 25, fmt.Sprintf("the chairman's decision on %d units", n), files)
}

func (s *show) look(ctx context.Context) (*standing.Picture, error) {
	p, _, err := office.Look(ctx, workspace.Options{Dir: s.opt.Dir})
	if err != nil {
		return nil, err
	}
	if p.Position == 0 {
		return nil, errors.New("demo: nothing was received")
	}
	return p, nil
}

// appraised fills a desk's workbook in: most units are agreed with, some lose points, some
// are not met, some are left for later.
func appraised(a *desk.Appraisals, day int) (rows int) {
	n := len(a.Seat)
	for i := range a.Tables {
		t := &a.Tables[i]
		for j := range t.Rows {
			r := &t.Rows[j]
			n++
			if n%12 == 7 || len(r.Verdicts) < 2 {
				continue
			}
			rows++
			r.Typed = map[string]string{
				decision.InAgree:  "x",
				decision.InResult: r.Verdicts[0],
				decision.InBy:     "Phạm Văn Mẫu",
				decision.InDay:    fmt.Sprintf("2019-10-%02d", day),
				decision.InPapers: "2019-10-11",
			}
			if r.Own != "" && !decision.Same(r.Own, r.Verdicts[0]) {
				r.Typed[decision.InResult] = r.Verdicts[1]
				r.Typed[decision.InReason] = "Thống nhất với đơn vị, xã, phường tự đánh giá"
			}
			if t.Card == nil {
				continue
			}
			first := r.Card.Criteria()[0]
			switch {
			case n%9 == 4:
				taken := decimal.Min(first.Points, r.Card.Deduction.Mul(decimal.NewFromInt(2)))
				r.Typed[decision.InCriterion+first.ID] = first.Points.Sub(taken).String()
				r.Typed[decision.InReason] = "Kiểm tra hồ sơ thấy có hành vi vi phạm chưa khai (biên bản mẫu)"
			case n%13 == 6:
				r.Typed[decision.InResult] = r.Verdicts[1]
				r.Typed[decision.InReason] = "Để xảy ra vụ việc phức tạp về an ninh trật tự trong kỳ"
			}
		}
	}
	return rows
}

// decided fills the list in: all who are proposed but some, with the nominees.
func decided(p *desk.Proposal) (rows int) {
	p.Fields = map[string]string{
		decision.FieldNo:  "1234/QĐ-UBND",
		decision.FieldDay: "2019-10-25",
		decision.FieldBy:  "Nguyễn Thị Mẫu",
	}
	for i := range p.Proposed {
		if i%8 == 5 {
			continue // put off
		}
		rows++
		p.Proposed[i].Typed = map[string]string{decision.InDecision: "có"}
	}
	for i := range p.NotProposed {
		if p.NotProposed[i].Open && i%2 == 0 {
			rows++
			p.NotProposed[i].Typed = map[string]string{decision.InDecision: "không"}
		}
	}
	for i := range p.Nominees {
		if i%3 != 2 {
			p.Nominees[i].Typed = map[string]string{decision.InDecision: "có"}
		}
	}
	return rows
}
