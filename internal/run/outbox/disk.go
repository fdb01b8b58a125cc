package outbox

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"tonghop/internal/run/durable"
)

// disk is how files are read and moved. Tests put others in its place: a file system that
// cannot exchange, a file that nobody may read, somebody who saves between two steps.
type disk struct {
	open  func(path string) (io.ReadCloser, error)
	trade func(from, at, out string) error // exchange
	in    func(from, to string) error      // move
	step  func(point, path string)
}

// at tells tests that a point between two steps is reached.
func (b *Box) at(point, path string) {
	if b.disk.step != nil {
		b.disk.step(point, path)
	}
}

func (d disk) read(path string) (io.ReadCloser, error) {
	if d.open != nil {
		return d.open(path)
	}
	return os.Open(path)
}

// exchange has from stand at at, and what stood at at stand at out, so that at is never
// empty. errors.ErrUnsupported: this file system cannot, nothing was done.
func (d disk) exchange(from, at, out string) error {
	if d.trade != nil {
		return d.trade(from, at, out)
	}
	return exchange(from, at, out)
}

// move moves a file to a free name. errors.ErrUnsupported: this file system cannot without
// the danger of replacing what stands there, nothing was done.
func (d disk) move(from, to string) error {
	if d.in != nil {
		return d.in(from, to)
	}
	return move(from, to)
}

// linked moves a file to a free name by a second name for it, or where there are none by a
// copy: either is refused where something stands there.
func linked(from, to string) error {
	err := os.Link(from, to)
	switch {
	case errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrNotExist):
		return err
	case err != nil:
		err = copied(from, to)
	}
	if err != nil {
		return err
	}
	return os.Remove(from)
}

// copied writes a file's bytes to a new file.
func copied(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	if _, err = io.Copy(dst, src); err == nil {
		err = durable.Finish(dst)
	} else {
		_ = dst.Close()
	}
	if err != nil {
		return fmt.Errorf("copy to %s: %w", to, errors.Join(err, os.Remove(to)))
	}
	return nil
}
