package unpack

// Names of parts that have none of their own. A part is found again by its name in the
// container, so that they are the same in every language.
const (
	unnamedPart     = "phần không tên"
	unnamedLetter   = "thư.eml"
	forwardedLetter = "thư chuyển tiếp.eml"
)
