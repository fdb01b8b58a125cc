// Package race tells tests whether the race detector watches: it makes what runs in one line,
// or in another program, many times slower and sees nothing in it.
package race
