package desk

import (
	"fmt"
	"strings"

	"tonghop/internal/count/standing"
	"tonghop/internal/read/decision"
)

// who names the unit or file that a decision speaks of.
func who(p *standing.Picture, d decision.Decision) string {
	if u, ok := p.Round.Register.Unit(d.Unit); ok {
		return p.Round.DisplayName(u)
	}
	for _, r := range p.Receipts {
		if r.SHA == d.SHA {
			return r.Name
		}
	}
	return d.SHA
}

// told is a decision in words.
func told(p *standing.Picture, d decision.Decision) string {
	what := ""
	switch d.Kind {
	case decision.Version:
		what = p.Say("Chọn bản ", "Version ") + d.Value
	case decision.Assign:
		what = p.Say("Gán tệp cho đơn vị ", "File given to ") + d.Value
	case decision.Void:
		what = p.Say("Bỏ tệp thả nhầm", "File voided")
	case decision.Count:
		what = p.Say("Tính vào tổng dù còn phải sửa", "Counts although it is to be corrected")
	case decision.Accept:
		what = p.Say("Chấp nhận báo cáo nguyên như vậy", "Return accepted as it is")
		if d.Code != "" {
			what = p.Say("Chấp nhận ", "Accepted: ") + strings.TrimSpace(d.Code+" "+d.Rule)
		}
	case decision.Appraise:
		what = p.Say("Thẩm định: ", "Appraised: ") + tellAppraisal(p, d)
		return what
	case decision.Recognise:
		what = map[string]string{
			decision.Yes: p.Say("Công nhận", "Recognised"),
			decision.No:  p.Say("Không công nhận", "Not recognised"),
		}[d.Value]
		return what + ": " + p.DecidedBy(d) + p.Sourced(d)
	case decision.Commend:
		what = map[string]string{
			decision.Yes: p.Say("Khen thưởng ", "Commended: "),
			decision.No:  p.Say("Không khen thưởng ", "Not commended: "),
		}[d.Value] + d.Found
		return what + ": " + p.DecidedBy(d) + p.Sourced(d)
	case decision.Received:
		what = p.Say("Ngày nhận: ", "Received on ") + d.Value
	case decision.Admit:
		what = p.Say("Cho ghi nhận tệp của cán bộ", "Officers' workbook recorded")
		if d.Value == decision.Always {
			what = fmt.Sprintf(p.Say("Luôn ghi nhận tệp thẩm định do %s gửi", "Appraisal workbooks of %s are recorded"),
				d.Input)
		}
	case decision.Noted:
		what = p.Say("Đã xem tệp không có dấu", "Workbooks without a seal seen")
	case decision.Trust:
		what = trusted(p, d)
	}
	return fmt.Sprintf("%s. %s", strings.TrimSpace(what), p.Signed(d))
}
