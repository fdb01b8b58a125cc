package unpack

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/internal/tier"
)

// airy is n bytes that pack nearly as well as the limit of ratio allows.
func airy(n int) []byte {
	out := make([]byte, n)
	random := rand.New(rand.NewPCG(1, 2))
	for at := 0; at < n; at += 64 << 10 {
		for i := range min(200, n-at) {
			out[at+i] = byte(random.Uint32())
		}
	}
	return out
}

// outlookOf is a message of n attachments, which all are the same chain of sectors. It is
// at least as long as what does not stand in small sectors.
func outlookOf(n int, content []byte) []byte {
	const sector = 512
	content = append(content, make([]byte, max(0, smallest-len(content)))...)
	size := len(content)
	var dir []byte
	entry := func(name string, kind byte, left, right, child, start uint32, size int) {
		e := make([]byte, 128)
		for i, c := range name {
			binary.LittleEndian.PutUint16(e[2*i:], uint16(c))
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = kind
		for at, v := range map[int]uint32{68: left, 72: right, 76: child, 116: start, 120: uint32(size)} {
			binary.LittleEndian.PutUint32(e[at:], v)
		}
		dir = append(dir, e...)
	}
	entry("Root", 5, noEntry, noEntry, 1, 0xfffffffe, 0)
	entry(propertyStream, aStream, noEntry, 2, noEntry, 0xfffffffe, 0)
	for i := range n {
		next := uint32(2*i + 4)
		if i == n-1 {
			next = noEntry
		}
		entry(fmt.Sprintf("%s%08X", attachmentMark, i), aStorage, noEntry, next, uint32(2*i+3), 0, 0)
		entry(dataMark, aStream, noEntry, noEntry, noEntry, 0, size)
	}
	sectors, chain := (len(dir)+sector-1)/sector, (size+sector-1)/sector
	tables := (sectors+chain)/127 + 1
	data := make([]byte, sector*(1+chain+sectors+tables))
	copy(data, compound)
	binary.LittleEndian.PutUint16(data[30:], 9)
	binary.LittleEndian.PutUint32(data[48:], uint32(chain))
	binary.LittleEndian.PutUint32(data[60:], 0xfffffffe)
	binary.LittleEndian.PutUint32(data[68:], 0xfffffffe)
	for i := range 109 {
		at := uint32(0xffffffff)
		if i < tables {
			at = uint32(chain + sectors + i)
		}
		binary.LittleEndian.PutUint32(data[76+4*i:], at)
	}
	copy(data[sector:], content)
	copy(data[sector*(1+chain):], dir)
	fat := data[sector*(1+chain+sectors):]
	for s := range chain + sectors + tables {
		next := uint32(s + 1)
		if s == chain-1 || s >= chain+sectors-1 {
			next = 0xfffffffe
		}
		binary.LittleEndian.PutUint32(fat[4*s:], next)
	}
	return data
}

// hostiles make containers that take memory or time: one after the other, because what
// lies beside moves the collector's aim.
func hostiles(t *testing.T) map[string]func() []byte {
	t.Helper()
	many := func(n int, of func(i int) file) []byte {
		files := make([]file, n)
		for i := range files {
			files[i] = of(i)
		}
		return zipped(t, files...)
	}
	bomb := func() []byte {
		big := string(airy(32 << 20))
		return zipped(t, file1("a.bin", big), file1("b.bin", big), file1("c.bin", big), file1("d.bin", big))
	}
	nested := func() []byte {
		data := zipped(t, file1("a.bin", string(airy(15<<20))))
		for i := range 3 {
			data = many(6-i, func(i int) file { return file1(fmt.Sprintf("%d.zip", i), string(data)) })
		}
		return data
	}
	books := func() []byte {
		book := string(zipped(t, file1("[Content_Types].xml", "<a/>"), file1("xl/workbook.xml", string(airy(16<<20)))))
		return many(200, func(i int) file { return file1(fmt.Sprint(i, ".xlsx"), book) })
	}
	directory := func() []byte {
		one := zipped(t, file1("0000.txt", "x"))
		return ended(one[:40], bytes.Repeat(central(one, 0)[:46+8], 500_000), 500_000%65536)
	}
	from := "From: a\r\nSubject: b\r\nContent-Type: multipart/mixed; boundary=x\r\n"
	levels := func() []byte {
		b := bytes.NewBufferString(from + "\r\n--x\r\n")
		for i := range 5000 {
			fmt.Fprintf(b, "Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%[1]d\r\n", i)
		}
		return b.Bytes()
	}
	encoded := "From: a\r\nSubject: b\r\nContent-Type: a/b; name=c\r\nContent-Transfer-Encoding: "
	zeros := string(make([]byte, 3<<19))
	text := func(head, again string, n int) func() []byte {
		return func() []byte { return []byte(head + strings.Repeat(again, n)) }
	}
	return map[string]func() []byte{
		"many that pack well":    func() []byte { return many(64, func(i int) file { return file1(fmt.Sprint(i), zeros) }) },
		"large ones":             bomb,
		"archives in archives":   nested,
		"a mail of an archive":   func() []byte { return mailed(file1("a.zip", string(bomb()))) },
		"a mail of a mail of it": func() []byte { return mailed(file1("a.eml", string(mailed(file1("a.zip", string(bomb())))))) },
		"overlapping":            func() []byte { return quoted(t, 1000, airy(300<<10)) },
		"one for all":            func() []byte { return shared(t, 9999, airy(30<<10)) },
		"workbooks":              books,
		"a directory of 28 MB":   directory,
		"folders of documents": func() []byte {
			return many(20_000, func(i int) file { return file1(fmt.Sprintf("%d/index.zip", i), "") })
		},
		"folders in folders": func() []byte {
			return many(2000, func(i int) file { return file1(strings.Repeat("a/", i+1)+"word/document.xml", "") })
		},
		"one name":             func() []byte { return many(15_000, func(int) file { return file1("a (2)", "") }) },
		"sections":             text(from+"\r\n", "--x\r\n\r\n", 1<<20),
		"named sections":       text(from+"\r\n", "--x\r\nContent-Type: a/b; name=c\r\n\r\nd\r\n", 1<<18),
		"sections in sections": levels,
		"a header of 16 MB":    text(from, "X: y\r\n", 16<<20/6),
		"one header of 16 MB":  text(from+"From: ", "=?utf-8?q?a?= <a@b>, ", 16<<20/21),
		"parameters": func() []byte {
			return []byte("From: a\r\nSubject: b\r\nContent-Type: a/b" + strings.Repeat("; n*0=\"", 1<<20) + "\r\n\r\nx")
		},
		"nearly boundaries": text(from+"\r\n", "--x--x", 4<<20),
		"no boundary, lines like one": func() []byte {
			return []byte(strings.Replace(from, "=x", "=y", 1) + "\r\n" + strings.Repeat("--x\n", 4<<20))
		},
		"base64 of ends":          text(encoded+"base64\r\n\r\n", "QQ==", 4<<20),
		"base64 of lines of ends": text(encoded+"base64\r\n\r\n", "QQ==\n", 4<<20),
		"uuencoded lies":          text(encoded+"x-uue\r\n\r\nbegin 644 a\n", "_\n", 8<<20),
		"beginnings":              text("From: a\r\nSubject: b\r\n\r\n", "begin 644 a\n", 1<<20),
		"beginnings with ends":    text("From: a\r\nSubject: b\r\n\r\n", "begin 644 a\nend\n", 1<<20),
		"a mailbox":               text("", "From x\nFrom: a\nSubject: b\n\nc\n\n", 1<<19),
		"nearly a mailbox":        text("From x\nFrom: a\nSubject: b\n\n", "\n\nFrom x", 2<<20),
		"a message of paths":      func() []byte { return compoundOf(15_000) },
		"one stream for all":      func() []byte { return outlookOf(1000, make([]byte, 4<<20)) },
	}
}

// Whatever a container is made for, taking it apart ends soon and holds little: within two
// seconds and 64 MB above what stands there before.
func TestHostileContainers(t *testing.T) {
	longest := 2 * time.Second
	if tier.Raced { // which makes everything many times slower: the limit is held without it
		longest *= 10
	}
	all := hostiles(t)
	for i, what := range slices.Sorted(maps.Keys(all)) {
		if testing.Short() && i%5 > 0 {
			continue
		}
		data := all[what]()
		took, used, parts := cost(t, data)
		t.Logf("%-28s %8d bytes: %4d parts, %5d ms, %3d MB", what, len(data), parts, took.Milliseconds(), used>>20)
		if took > longest || used > 64<<20 {
			t.Errorf("%s: %v, %d MB", what, took, used>>20)
		}
		if KindOf(data) == "" {
			t.Errorf("%s is no container", what)
		}
	}
}

// cost is what taking a container apart takes: the processor's time, and the most memory above what was
// there before, counting what the collector has not come to yet.
func cost(t *testing.T, data []byte) (took time.Duration, used uint64, parts int) {
	t.Helper()
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(100)) // however the tests are run
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	look := func() {
		runtime.ReadMemStats(&now)
		if now.HeapAlloc > before.HeapAlloc {
			used = max(used, now.HeapAlloc-before.HeapAlloc)
		}
	}
	stop, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			look()
			select {
			case <-stop:
				return
			case <-tick.C:
			}
		}
	}()
	start := busy()
	for range Walk(t.Context(), data, DefaultLimits) {
		parts++
	}
	took = busy() - start
	close(stop)
	<-stopped
	runtime.KeepAlive(data)
	return took, used, parts
}
