package canvas

// Looks that several workbooks share.
var (
	HeadLook    = Look{Bold: true, Align: "center", Wrap: true, Border: true, Fill: Navy, Color: "FFFFFF", Size: 11}
	TitleLook   = Look{Bold: true, Size: 14, Color: Navy}
	SectionLook = Look{Bold: true, Fill: PaleBlue, Border: true}
	LeadLook    = Look{Italic: true, Wrap: true, Size: 11}
	NoneLook    = Look{Italic: true, Border: true, Color: GreyText} // a table without lines

	InLook    = Look{Border: true, Wrap: true, Open: true, Fill: InputFill, Size: 11, Align: "center"}
	ShutLook  = Look{Border: true, Fill: GreyFill} // nothing is filled in here
	OurLook   = Look{Border: true, Size: 11, Align: "center", Wrap: true}
	MidLook   = Look{Border: true, Size: 11, Align: "center"}
	LineLook  = Look{Border: true, Size: 11, Wrap: true}
	TextLook  = Look{Border: true, Size: 10, Wrap: true, Top: true, Align: "left"}
	CheckLook = Look{Size: 10, Color: GreyText, Align: "center", Wrap: true}
	CodeLook  = Look{Size: 7, Color: CodeText}
)
