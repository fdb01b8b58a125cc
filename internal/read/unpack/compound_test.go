package unpack

import (
	"bytes"
	"encoding/binary"
	"io"
	"path/filepath"
	"testing"

	"github.com/richardlehane/mscfb"
)

// Every stream of compound files of other programs reads as the library reads it.
func TestCompoundFilesAsTheLibraryReadsThem(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "..", "testdata", "real", "*.xls"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no compound files", err)
	}
	files := [][]byte{read(t, "containers", "thu-outlook.msg")}
	for _, p := range paths {
		files = append(files, read(t, "real", filepath.Base(p)))
	}
	streams := 0
	for _, data := range files {
		c, err := openCompound(data, 1000)
		if err != nil {
			t.Fatal(err)
		}
		r, err := mscfb.New(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		ours := map[string][]byte{}
		var walk func(of uint32, at string)
		seen := make([]bool, len(c.entries))
		walk = func(of uint32, at string) {
			for _, i := range c.children(of, seen) {
				e := c.entries[i]
				if e.kind == aStorage {
					walk(i, at+e.name+"/")
					continue
				}
				content := make([]byte, e.size)
				if err := c.stream(e, content); err != nil {
					t.Errorf("%s%s: %v", at, e.name, err)
				}
				ours[at+e.name] = content
			}
		}
		walk(0, "")
		for e, err := r.Next(); err == nil; e, err = r.Next() {
			if e.FileInfo().IsDir() {
				continue
			}
			want, err := io.ReadAll(e)
			if err != nil {
				t.Fatal(err)
			}
			name := e.Name
			if e.Initial < ' ' {
				name = string(rune(e.Initial)) + name
			}
			at := ""
			for _, p := range e.Path {
				at += p + "/"
			}
			if got, ok := ours[at+name]; !ok || !bytes.Equal(got, want) {
				t.Errorf("%q: %d bytes, want %d", at+name, len(got), len(want))
			}
			streams++
		}
	}
	if streams < 50 {
		t.Errorf("only %d streams were compared", streams)
	}
}

// compoundOf makes a compound file whose directory is n entries, each the only one in the
// one before: deep enough for a path of each to fill the memory.
func compoundOf(n int) []byte {
	const sector = 512
	sectors := (n*128 + sector - 1) / sector
	tables := (sectors+127)/128 + 1
	data := make([]byte, sector*(1+sectors+tables))
	copy(data, compound)
	binary.LittleEndian.PutUint16(data[30:], 9)
	binary.LittleEndian.PutUint32(data[48:], 0)
	binary.LittleEndian.PutUint32(data[60:], 0xfffffffe)
	binary.LittleEndian.PutUint32(data[68:], 0xfffffffe)
	for i := range 109 {
		at := uint32(0xffffffff)
		if i < tables {
			at = uint32(sectors + i)
		}
		binary.LittleEndian.PutUint32(data[76+4*i:], at)
	}
	for i := range n {
		e := data[sector+128*i:][:128]
		name := "__attach_version1.0_#"
		switch {
		case i == 0:
			name = "Root"
		case i == n-1:
			name = propertyStream
		case i%2 == 0:
			name = embeddedMark
		}
		for j, c := range name {
			binary.LittleEndian.PutUint16(e[2*j:], uint16(c))
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = aStorage
		if i == n-1 {
			e[66] = aStream
		}
		for _, at := range []int{68, 72, 76} {
			binary.LittleEndian.PutUint32(e[at:], noEntry)
		}
		if i == 0 { // what makes it a message, beside the first of the chain
			binary.LittleEndian.PutUint32(e[76:], 1)
		} else if i == 1 {
			binary.LittleEndian.PutUint32(e[68:], uint32(n-1))
			binary.LittleEndian.PutUint32(e[76:], 2)
		} else if i < n-2 {
			binary.LittleEndian.PutUint32(e[76:], uint32(i+1))
		}
	}
	for s := range sectors + tables {
		next := uint32(s + 1)
		if s == sectors-1 || s >= sectors {
			next = 0xfffffffe
		}
		binary.LittleEndian.PutUint32(data[sector*(1+sectors)+4*s:], next)
	}
	return data
}
