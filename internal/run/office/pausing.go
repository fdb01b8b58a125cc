package office

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"time"

	"tonghop/internal/run/workspace"
)

// pausing says below state/ why work pauses, until goesOn. What was said first stays, with its
// time, while the cause is the same: then it is no news.
func (o *Office) pausing(cause error) (news bool) {
	why := workspace.PausedFor(cause).Line()
	why = strings.ToValidUTF8(why[:min(len(why), workspace.PausedRoom-64)], "")
	if o.said != "" && strings.HasSuffix(o.said, "\n"+why) {
		return false
	}
	o.writePaused(time.Now().UTC().Format(time.RFC3339) + "\n" + why)
	return true
}

// goesOn takes back what pausing said.
func (o *Office) goesOn() { o.writePaused("") }

func (o *Office) writePaused(text string) {
	if text == o.said {
		return
	}
	o.said = text
	room := bytes.Repeat([]byte(" "), workspace.PausedRoom)
	copy(room, text)
	f, err := os.OpenFile(o.opt.Folder("state", workspace.PausedFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err == nil {
		_, err = f.WriteAt(room, 0)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		o.opt.Log.Warn().Err(err).Msg("cannot be said in status")
	}
}
