package canvas

var (
	HeadLook = Look{Bold: true, Align: "center", Wrap: true, Border: true, Fill: Navy, Color: "FFFFFF", Size: 11}
	InLook   = Look{Border: true, Wrap: true, Open: true, Fill: InputFill, Size: 11, Align: "center"}
	OurLook  = Look{Border: true, Size: 11, Align: "center", Wrap: true}
	TextLook = Look{Border: true, Size: 10, Wrap: true, Top: true, Align: "left"}
	CodeLook = Look{Size: 7, Color: CodeText}
)
