package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/rs/zerolog"

	"tonghop/internal/harmless"
)

// printf is fmt.Fprintf for people: strangers' names and texts among the arguments are shown
// without what steers a terminal. Everything that people read goes through it; what programs
// read (JSON, CSV) is written exactly.
func printf(w io.Writer, format string, args ...any) (int, error) {
	return fmt.Fprintf(w, format, tamed(args)...)
}

// tamed makes texts and errors harmless. A text for several lines is a lines.
func tamed(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case lines:
			out[i] = harmless.Lines(string(a))
		case error:
			out[i] = words(a)
		case string:
			out[i] = harmless.Text(a)
		case fmt.Stringer:
			out[i] = harmless.Text(a.String())
		case int, int64, bool, float64, nil:
			out[i] = a
		default:
			out[i] = harmless.Text(fmt.Sprint(a))
		}
	}
	return out
}

// lines is a text of our own in several lines, with strangers' words in them.
type lines string

// words is an error for people: one line, or one for each error that was joined.
func words(err error) string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []string
		for _, e := range joined.Unwrap() {
			all = append(all, e.Error())
		}
		if strings.Join(all, "\n") == err.Error() {
			for i, e := range joined.Unwrap() {
				all[i] = words(e)
			}
			return strings.Join(all, "\n")
		}
	}
	return harmless.Text(err.Error())
}

// console writes logs for people. Fields that are not plain are quoted by the library, and the
// message and errors here.
func console(w io.Writer) zerolog.ConsoleWriter {
	plain := func(v any) string { return harmless.Text(fmt.Sprint(v)) }
	return zerolog.ConsoleWriter{Out: w, TimeFormat: "15:04:05", FormatErrFieldValue: plain, FormatFieldValue: plain,
		FormatMessage: func(v any) string {
			if v == nil {
				return ""
			}
			return plain(v)
		}}
}
