package office

import (
	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/waiting"
)

// unread are the files that were received and not judged, told with what lies in the inbox: the
// program was asked to stop in between, or is just at it. They are nobody's unknown files, and their
// units may well have sent them.
func unread(p *standing.Picture) (out []intake.Pending) {
	for _, v := range p.Unread {
		out = append(out, lies(v.First().Name, waiting.Received, waiting.NotJudged))
	}
	return out
}

// Listed are the files that wait in the inbox, as the roll-call lists them for other programs.
func Listed(inbox []intake.Pending) (out []roll.Pending) {
	for _, f := range inbox {
		out = append(out, roll.Pending{File: f.File, State: string(f.State), Why: f.Why.String()})
	}
	return out
}

// InboxLines say what waits in the inbox in a round's language.
func InboxLines(lang string, inbox []intake.Pending) (out []roll.InboxLine) {
	for _, f := range inbox {
		out = append(out, roll.InboxLine{File: roll.ShownAs(f.File), State: f.State.In(lang), Why: f.Why.In(lang)})
	}
	return out
}
