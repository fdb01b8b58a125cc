package office

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"tonghop/internal/seal"
)

// keyFile holds the keys that forms are sealed with, below state/.
const keyFile = "seal.key"

// Keys are the workspace's keys; none where it has not made one.
func (opt Options) Keys() (seal.Keys, error) {
	data, err := os.ReadFile(opt.Folder("state", keyFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read keys: %w", err)
	}
	return seal.Parse(string(data))
}

// MakeKey makes the workspace's key where it has none, for its owner's eyes alone.
func (opt Options) MakeKey() (seal.Keys, error) {
	keys, err := opt.Keys()
	if err != nil || len(keys) > 0 {
		return keys, err
	}
	if err := os.MkdirAll(opt.Folder("state"), 0o700); err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	k := seal.New()
	if err := writeWhole(opt.Folder("state", keyFile), []byte(k.Text()+"\n"), 0o600); err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	return opt.Keys()
}
