//go:build !race

package office_test

const underRace = false
