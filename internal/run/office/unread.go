package office

import (
	"tonghop/internal/count/standing"
	"tonghop/internal/run/intake"
)

// notRead is said of a file that was received and not judged: the program was asked to stop in
// between, or is just at it. It is nobody's unknown file, and its unit may well have sent it.
const notRead = "received and kept, not read yet; it is read next, at the latest when the program starts again; " +
	"it counts for no unit until then"

// unread are those files, told with what lies in the inbox.
func unread(p *standing.Picture) (out []intake.Pending) {
	for _, v := range p.Unread {
		out = append(out, intake.Pending{File: v.First().Name, State: "received", Why: notRead})
	}
	return out
}
