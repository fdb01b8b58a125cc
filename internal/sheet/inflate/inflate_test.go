package inflate

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// samples are texts of every sort of deflated block, packed at every level.
func samples(tb testing.TB) (plain, packed [][]byte) {
	rng := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 70_000)
	for i := range noise {
		noise[i] = byte(rng.Uint32())
	}
	few := make([]byte, 50_000) // long codes: byte i is half as often as byte i-1
	for i := range few {
		for few[i] < 40 && rng.IntN(2) == 0 {
			few[i]++
		}
	}
	var rows strings.Builder
	for i := range 4000 {
		rows.WriteString(`<row r="`)
		rows.WriteString(strings.Repeat("7", i%5+1))
		rows.WriteString(`"><c r="A1" s="12" t="s"><v>`)
		rows.WriteString(strings.Repeat("đồng", i%9))
		rows.WriteString(`</v></c></row>`)
	}
	source, err := os.ReadFile("inflate.go")
	if err != nil {
		tb.Fatal(err)
	}
	texts := [][]byte{nil, []byte("x"), []byte("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), noise, noise[:300], few, []byte(rows.String()), source,
		bytes.Repeat(noise[:9000], 5), bytes.Repeat([]byte{0}, 100_000), append(bytes.Repeat([]byte("ab"), 3000), noise[:40_000]...)}
	for _, text := range texts {
		for _, level := range []int{flate.HuffmanOnly, flate.NoCompression, 1, 6, 9} {
			var b bytes.Buffer
			w, err := flate.NewWriter(&b, level)
			if err != nil {
				tb.Fatal(err)
			}
			for at := 0; at < len(text); at += 30_000 {
				w.Write(text[at:min(at+30_000, len(text))])
				if level == 1 {
					w.Flush()
				}
			}
			w.Close()
			plain, packed = append(plain, text), append(packed, b.Bytes())
		}
	}
	return plain, packed
}

func TestInflateGivesBackWhatWasPacked(t *testing.T) {
	var z Inflater // one for all, as the reader has it
	plain, packed := samples(t)
	for i := range plain {
		dst := make([]byte, len(plain[i]))
		n, err := z.Inflate(dst, packed[i])
		if err != nil || n != len(dst) || !bytes.Equal(dst, plain[i]) {
			t.Errorf("sample %d: %d of %d bytes, %v", i, n, len(dst), err)
		}
		if len(dst) > 0 {
			if _, err := z.Inflate(dst[:len(dst)-1], packed[i]); err != ErrLong {
				t.Errorf("sample %d into a buffer too short: %v", i, err)
			}
		}
		for _, cut := range []int{1, 2, len(packed[i]) / 2, len(packed[i])} {
			if cut <= len(packed[i]) {
				if _, err := z.Inflate(dst, packed[i][:len(packed[i])-cut]); err != errShort && err != errDeflate {
					t.Errorf("sample %d cut by %d: %v", i, cut, err)
				}
			}
		}
	}
}

// agree holds our inflater against the standard library's on any bytes at all:
// both refuse, or both give the same.
func agree(t *testing.T, z *Inflater, data []byte) {
	t.Helper()
	const most = 1 << 20
	want, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), most+1))
	if len(want) > most {
		return
	}
	dst := make([]byte, len(want))
	n, ours := z.Inflate(dst, data)
	switch {
	case ours == errBlocks:
	case err == nil && (ours != nil || n != len(want)):
		t.Fatalf("refused (%v after %d) what the standard library inflates to %d bytes", ours, n, len(want))
	case err != nil && ours == nil:
		t.Fatalf("inflated to %d what the standard library refuses: %v", n, err)
	case err == nil && !bytes.Equal(dst, want):
		t.Fatal("inflated otherwise than the standard library")
	}
}

// One byte changed, and anything after it, is refused or read as by the standard
// library.
func TestInflateAgreesOnDamagedBlocks(t *testing.T) {
	var z Inflater
	rng := rand.New(rand.NewPCG(3, 4))
	_, packed := samples(t)
	for _, data := range packed {
		for range 60 {
			d := bytes.Clone(data)
			at := rng.IntN(len(d))
			if rng.IntN(2) == 0 {
				at = rng.IntN(min(len(d), 120)) // where the codes are described
			}
			d[at] ^= 1 << rng.IntN(8)
			agree(t, &z, d)
		}
	}
	for range 3000 {
		d := make([]byte, 1+rng.IntN(200))
		for i := range d {
			d[i] = byte(rng.Uint32())
		}
		agree(t, &z, d)
	}
}

func FuzzInflate(f *testing.F) {
	_, packed := samples(f)
	for _, p := range packed {
		if len(p) < 4000 {
			f.Add(p)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var z Inflater
		agree(t, &z, data)
	})
}

// BenchmarkInflate unpacks the parts of a return by us and by the standard library,
// turn by turn.
func BenchmarkInflate(b *testing.B) {
	files, err := filepath.Glob("../../testdata/real/*.xlsx")
	if err != nil || len(files) == 0 {
		b.Fatal("no corpus", err)
	}
	var parts []packedPart
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		parts = append(parts, packedParts(b, data)...)
	}
	b.Run("ours", func(b *testing.B) {
		var z Inflater
		for b.Loop() {
			for _, p := range parts {
				if _, err := z.Inflate(make([]byte, p.size), p.packed); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("standard", func(b *testing.B) {
		r := flate.NewReader(nil)
		for b.Loop() {
			for _, p := range parts {
				if err := r.(flate.Resetter).Reset(bytes.NewReader(p.packed), nil); err != nil {
					b.Fatal(err)
				}
				if _, err := io.ReadFull(r, make([]byte, p.size)); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

type packedPart struct {
	packed []byte
	size   int
}

func packedParts(tb testing.TB, data []byte) (parts []packedPart) {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range zr.File {
		at, err := f.DataOffset()
		if err != nil {
			tb.Fatal(err)
		}
		if f.Method == zip.Deflate {
			parts = append(parts, packedPart{data[at : at+int64(f.CompressedSize64)], int(f.UncompressedSize64)})
		}
	}
	return parts
}
