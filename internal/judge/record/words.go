package record

import "tonghop/internal/words"

// What to do with a file that is no workbook, where it is the same for several formats.
var (
	saveAsWorkbook = words.Pair{
		VI: "Mở bằng Excel, chọn Lưu thành kiểu “Excel Workbook (*.xlsx)”, rồi gửi lại.",
		EN: "Open it in Excel, save it as “Excel Workbook (*.xlsx)”, and send that.",
	}
	fillFiguresIn = words.Pair{
		VI: "Điền số liệu vào biểu mẫu Excel do cơ quan gửi, lưu dạng .xlsx rồi gửi lại.",
		EN: "Fill the figures into the form and send it as .xlsx.",
	}
	fillFormIn = words.Pair{
		VI: "Điền nội dung vào biểu mẫu Excel do cơ quan gửi rồi gửi lại.",
		EN: "Fill the form in and send that.",
	}
	unpackIt = words.Pair{
		VI: "Giải nén và thả từng tệp .xlsx vào thư mục nhận.",
		EN: "Unpack it and drop each .xlsx file.",
	}
	dropAttachment = words.Pair{
		VI: "Lưu tệp đính kèm .xlsx và thả vào thư mục nhận.",
		EN: "Save its .xlsx attachment and drop that.",
	}
)

// advised is what a format is called, and how to make a workbook of it.
type advised struct{ name, what words.Pair }

// formats are the formats that are recognised, by their ending or what they are.
var formats = map[string]advised{
	".xls": {
		name: words.Pair{VI: "Excel 97-2003 (.xls)", EN: "Excel 97-2003 (.xls)"},
		what: words.Pair{
			VI: "Mở bằng Excel, chọn Tệp > Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi " +
				"gửi lại.",
			EN: "Open it in Excel, File > Save As, type “Excel Workbook (*.xlsx)”, and send that.",
		},
	},
	".xlsb": {
		name: words.Pair{VI: "sổ Excel nhị phân (.xlsb)", EN: "a binary workbook (.xlsb)"},
		what: saveAsWorkbook,
	},
	".ods": {
		name: words.Pair{VI: "bảng tính OpenDocument (.ods)", EN: "an OpenDocument spreadsheet (.ods)"},
		what: words.Pair{
			VI: "Mở bằng LibreOffice, chọn Lưu thành kiểu “Excel 2007-365 (.xlsx)”, rồi gửi lại.",
			EN: "Open it in LibreOffice, save it as “Excel 2007-365 (.xlsx)”, and send that.",
		},
	},
	".numbers": {
		name: words.Pair{
			VI: "tệp Numbers, Pages hoặc Keynote của Apple (.numbers, .pages, .key)",
			EN: "a file of Apple's Numbers, Pages or Keynote (.numbers, .pages, .key)",
		},
		what: words.Pair{
			VI: "Nếu là bảng tính: mở bằng Numbers trên Mac, iPhone hoặc iPad, chọn Tệp > Xuất ra > " +
				"Excel (.xlsx), rồi gửi tệp đó.",
			EN: "If it is a spreadsheet, open it in Numbers on a Mac, iPhone or iPad, File > Export To " +
				"> Excel (.xlsx), and send that.",
		},
	},
	".csv": {
		name: words.Pair{VI: "tệp văn bản .csv", EN: "a text file (.csv)"},
		what: fillFiguresIn,
	},
	".docx": {
		name: words.Pair{VI: "tài liệu Word", EN: "a Word document"},
		what: fillFormIn,
	},
	".doc": {
		name: words.Pair{VI: "tài liệu Word", EN: "a Word document"},
		what: fillFormIn,
	},
	".pdf": {
		name: words.Pair{VI: "tệp PDF", EN: "a PDF"},
		what: words.Pair{
			VI: "Gửi tệp Excel của biểu mẫu, không gửi bản quét hoặc PDF.",
			EN: "Send the form's Excel file, not a PDF.",
		},
	},
	"image": {
		name: words.Pair{VI: "tệp ảnh", EN: "an image"},
		what: words.Pair{
			VI: "Gửi tệp Excel của biểu mẫu, không gửi ảnh chụp.",
			EN: "Send the form's Excel file, not a picture.",
		},
	},
	".html": {
		name: words.Pair{VI: "trang web được đổi tên", EN: "a web page under another name"},
		what: saveAsWorkbook,
	},
	".gsheet": {
		name: words.Pair{
			VI: "lối tắt tới Google Sheets (không chứa số liệu)",
			EN: "a shortcut to Google Sheets (without any figures)",
		},
		what: words.Pair{
			VI: "Mở bảng trong trình duyệt, chọn Tệp > Tải xuống > Microsoft Excel (.xlsx), rồi gửi " +
				"tệp đó.",
			EN: "Open it in the browser, File > Download > Microsoft Excel (.xlsx), and send that.",
		},
	},
	".url": {
		name: words.Pair{VI: "lối tắt tới một trang web (không chứa số liệu)", EN: "a shortcut to a web page"},
		what: words.Pair{
			VI: "Gửi chính tệp Excel của biểu mẫu, không gửi đường dẫn.",
			EN: "Send the form's Excel file itself, not a link.",
		},
	},
	".txt": {
		name: words.Pair{VI: "tệp văn bản", EN: "a text file"},
		what: fillFiguresIn,
	},
	".xml": {
		name: words.Pair{VI: "tệp .xml", EN: "an .xml file"},
		what: saveAsWorkbook,
	},
	".zip": {
		name: words.Pair{VI: "tệp nén", EN: "an archive"},
		what: unpackIt,
	},
	".rar": {
		name: words.Pair{VI: "tệp nén .rar", EN: "an archive (.rar)"},
		what: unpackIt,
	},
	".7z": {
		name: words.Pair{VI: "tệp nén .7z", EN: "an archive (.7z)"},
		what: unpackIt,
	},
	".eml": {
		name: words.Pair{VI: "thư điện tử", EN: "an e-mail"},
		what: dropAttachment,
	},
	"winmail.dat": {
		name: words.Pair{
			VI: "phần đính kèm winmail.dat của Outlook (không đọc được)",
			EN: "Outlook's winmail.dat (it cannot be read)",
		},
		what: words.Pair{
			VI: "Đề nghị người gửi đặt Outlook gửi thư dạng HTML hoặc văn bản thuần (không dùng Rich " +
				"Text), rồi gửi lại tệp .xlsx.",
			EN: "Ask the sender to write as HTML or plain text instead of Rich Text, and to send the " +
				".xlsx again.",
		},
	},
	".msg": {
		name: words.Pair{VI: "thư Outlook", EN: "an Outlook message"},
		what: dropAttachment,
	},
}

// Another format: its ending, and what to do.
var (
	otherFormat    = words.Pair{VI: "tệp %s", EN: "a file of type %s"}
	fillFormAsXLSX = words.Pair{
		VI: "Điền vào biểu mẫu Excel do cơ quan gửi, lưu dạng .xlsx rồi gửi lại.",
		EN: "Fill the form in and send it as .xlsx.",
	}
)

// parts names what a refusal speaks of where it is no part of the archive.
var parts = map[string]words.Pair{
	"archive":  {VI: "cấu trúc tệp nén", EN: "archive"},
	"workbook": {VI: "phần mô tả sổ tính", EN: "workbook"},
	"size":     {VI: "dung lượng tệp", EN: "size"},
	"entries":  {VI: "số phần trong tệp", EN: "entries"},
	"empty":    {VI: "tệp rỗng", EN: "empty"},
	"file":     {VI: "tệp", EN: "file"},
}

// A part of the archive, and a cell in it.
var (
	partOfArchive = words.Pair{VI: "phần %s", EN: "%s"}
	cellOfPart    = words.Pair{VI: ", ô %s", EN: ", cell %s"}
)
