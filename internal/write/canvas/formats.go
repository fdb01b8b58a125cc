package canvas

// Days and times, in every workbook in one style.
const (
	DayFormat   = "dd/mm/yyyy"
	DayLayout   = "02/01/2006"
	StampLayout = "15:04 02/01/2006"
)

// Number formats. A figure shows no decimal point that it does not need.
const (
	WholeFormat   = "#,##0"
	ChangeFormat  = `+#,##0.##;-#,##0.##;0`
	WholeChange   = `+#,##0;-#,##0;0`
	PercentFormat = "0.0%"
	TextFormat    = "@" // what is typed stays text: no dates of 05/2019, no lost zeros, no formulas of "- "
)
