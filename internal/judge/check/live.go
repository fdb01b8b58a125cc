package check

import "tonghop/internal/ask/form"

// Thousandfold is how many times apart two figures are that look like one in another unit of
// measure: at least and at most.
func Thousandfold() (least, most int) { return form.ThousandLow, form.ThousandTop }
