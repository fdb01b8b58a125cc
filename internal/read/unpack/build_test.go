package unpack

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"sync"
	"testing"
)

// file is one entry of an archive that is made for a test.
type file struct {
	name string
	data string
	bend func(h *zip.FileHeader) // nil for none
}

// zipped packs files as they are given: any name, twice too.
func zipped(t testing.TB, files ...file) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	var packed []byte
	for i, f := range files {
		switch {
		case f.data == "":
			packed = nil
		case i == 0 || f.data != files[i-1].data: // many of one content are packed once
			packed = deflatedBytes(t, []byte(f.data))
		}
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(f.data)),
			CompressedSize64: uint64(len(packed)), UncompressedSize64: uint64(len(f.data))}
		if f.bend != nil {
			f.bend(h)
		}
		to, err := w.CreateRaw(h)
		if err == nil {
			_, err = to.Write(packed)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// deflaters are used again: making one takes longer than most tests.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.BestCompression)
	if err != nil {
		panic(err)
	}
	return w
}}

func deflatedBytes(t testing.TB, data []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, ok := deflaters.Get().(*flate.Writer)
	if !ok {
		t.Fatal("no deflater")
	}
	defer deflaters.Put(w)
	w.Reset(&buf)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// central finds the n-th entry of an archive's directory.
func central(data []byte, n int) []byte {
	at := bytes.Index(data, []byte(centralSign))
	for range n {
		at += 4 + bytes.Index(data[at+4:], []byte(centralSign))
	}
	return data[at:]
}

// quoted makes an archive in which each entry's packed bytes hold the headers of all that
// follow it and the same kernel at the end: n files of the kernel's length and more.
func quoted(t testing.TB, n int, kernel []byte) []byte {
	t.Helper()
	type local struct {
		packed, size int
		crc          uint32
	}
	header := func(l local, name string) []byte {
		h := make([]byte, 30, 30+len(name))
		copy(h, localSign)
		h[4] = 20
		binary.LittleEndian.PutUint16(h[8:], 8)
		binary.LittleEndian.PutUint32(h[14:], l.crc)
		binary.LittleEndian.PutUint32(h[18:], uint32(l.packed))
		binary.LittleEndian.PutUint32(h[22:], uint32(l.size))
		binary.LittleEndian.PutUint16(h[26:], uint16(len(name)))
		return append(h, name...)
	}
	packed := deflatedBytes(t, kernel)
	files := make([]local, n)
	name := func(i int) string { return fmt.Sprintf("%04d.txt", i) }
	// From the last to the first: what stands from its header on, and what it unpacks to.
	files[n-1] = local{packed: len(packed), size: len(kernel), crc: crc32.ChecksumIEEE(kernel)}
	tail, sizes := append(header(files[n-1], name(n-1)), packed...), len(kernel)
	sum := func(data []byte) uint32 { return crc32.ChecksumIEEE(data) }
	text := bytes.Clone(kernel)
	for i := n - 2; i >= 0; i-- {
		quote := tail[:30+len(name(i+1))]
		block := make([]byte, 5)
		binary.LittleEndian.PutUint16(block[1:], uint16(len(quote)))
		binary.LittleEndian.PutUint16(block[3:], ^uint16(len(quote)))
		if n <= 40 { // checksums of many long texts would take the test minutes
			text = append(bytes.Clone(quote), text...)
		}
		sizes += len(quote)
		files[i] = local{packed: len(block) + len(tail), size: sizes, crc: sum(text)}
		tail = append(append(header(files[i], name(i)), block...), tail...)
	}
	at := 0
	var directory []byte
	for i, l := range files {
		e := make([]byte, 46)
		copy(e, centralSign)
		e[4], e[6] = 20, 20
		copy(e[10:], header(l, "")[8:30])
		binary.LittleEndian.PutUint16(e[28:], uint16(len(name(i))))
		binary.LittleEndian.PutUint32(e[42:], uint32(at))
		directory = append(append(directory, e...), name(i)...)
		at += 30 + len(name(i)) + 5
	}
	return ended(tail, directory, n)
}

// shared makes an archive with n entries of a directory that are all one file.
func shared(t testing.TB, n int, kernel []byte) []byte {
	t.Helper()
	one := zipped(t, file{"0000.txt", string(kernel), nil})
	entry := central(one, 0)[:46+8]
	var directory []byte
	for i := range n {
		directory = append(append(directory, entry[:46]...), fmt.Sprintf("%04d.txt", i)...)
	}
	return ended(one[:bytes.Index(one, []byte(centralSign))], directory, n)
}

// ended puts an archive's directory and end behind its files.
func ended(files, directory []byte, n int) []byte {
	end := make([]byte, 22)
	copy(end, endSign)
	binary.LittleEndian.PutUint16(end[8:], uint16(n))
	binary.LittleEndian.PutUint16(end[10:], uint16(n))
	binary.LittleEndian.PutUint32(end[12:], uint32(len(directory)))
	binary.LittleEndian.PutUint32(end[16:], uint32(len(files)))
	return append(append(files, directory...), end...)
}

// mailed is a mail with attachments in base64, in lines of 76.
func mailed(attachments ...file) []byte {
	var b strings.Builder
	b.WriteString("From: A <a@b.example>\r\nTo: c@d.example\r\nSubject: bc\r\n" +
		"Date: Wed, 09 Oct 2019 08:00:00 +0700\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=\"=_x\"\r\n\r\n--=_x\r\nContent-Type: text/plain\r\n\r\nXin gửi.\r\n")
	for _, a := range attachments {
		fmt.Fprintf(&b, "--=_x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"+
			"Content-Disposition: attachment; filename=%q\r\n\r\n%s\r\n", a.name, lines(a.data, "\r\n"))
	}
	return []byte(b.String() + "--=_x--\r\n")
}

// lines is base64 in lines.
func lines(data, end string) string {
	text := base64.StdEncoding.EncodeToString([]byte(data))
	var out []string
	for len(text) > 76 {
		out, text = append(out, text[:76]), text[76:]
	}
	return strings.Join(append(out, text), end)
}

// part is a mail of one part with these headers, which end its header.
func part(headers, body string) []byte {
	return []byte("From: a@b.example\r\nSubject: bc\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=xx\r\n\r\n--xx\r\n" + headers + "\r\n\r\n" + body + "\r\n--xx--\r\n")
}
