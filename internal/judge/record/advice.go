package record

import (
	"tonghop/internal/sheet/bounds"
)

// formats names other formats and says how to make a workbook of them.
var formats = map[string][4]string{
	".xls": {
		"Excel 97-2003 (.xls)",
		"Mở bằng Excel, chọn Tệp > Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi gửi lại.",
		"Excel 97-2003 (.xls)",
		"Open it in Excel, File > Save As, type “Excel Workbook (*.xlsx)”, and send that.",
	},
	".xlsb": {
		"sổ Excel nhị phân (.xlsb)",
		"Mở bằng Excel, chọn Lưu thành kiểu “Excel Workbook (*.xlsx)”, rồi gửi lại.",
		"a binary workbook (.xlsb)",
		"Open it in Excel, save it as “Excel Workbook (*.xlsx)”, and send that.",
	},
	".ods": {
		"bảng tính OpenDocument (.ods)",
		"Mở bằng LibreOffice, chọn Lưu thành kiểu “Excel 2007-365 (.xlsx)”, rồi gửi lại.",
		"an OpenDocument spreadsheet (.ods)",
		"Open it in LibreOffice, save it as “Excel 2007-365 (.xlsx)”, and send that.",
	},
	".numbers": {
		"tệp Numbers, Pages hoặc Keynote của Apple (.numbers, .pages, .key)",
		"Nếu là bảng tính: mở bằng Numbers trên Mac, iPhone hoặc iPad, " +
			"chọn Tệp > Xuất ra > Excel (.xlsx), rồi gửi tệp đó.",
		"a file of Apple's Numbers, Pages or Keynote (.numbers, .pages, .key)",
		"If it is a spreadsheet, open it in Numbers on a Mac, iPhone or iPad, " +
			"File > Export To > Excel (.xlsx), and send that.",
	},
	".csv": {
		"tệp văn bản .csv",
		"Điền số liệu vào biểu mẫu Excel do cơ quan gửi, lưu dạng .xlsx rồi gửi lại.",
		"a text file (.csv)",
		"Fill the figures into the form and send it as .xlsx.",
	},
	".docx": {
		"tài liệu Word",
		"Điền nội dung vào biểu mẫu Excel do cơ quan gửi rồi gửi lại.",
		"a Word document",
		"Fill the form in and send that.",
	},
	".doc": {
		"tài liệu Word",
		"Điền nội dung vào biểu mẫu Excel do cơ quan gửi rồi gửi lại.",
		"a Word document",
		"Fill the form in and send that.",
	},
	".pdf": {
		"tệp PDF",
		"Gửi tệp Excel của biểu mẫu, không gửi bản quét hoặc PDF.",
		"a PDF",
		"Send the form's Excel file, not a PDF.",
	},
	"image": {
		"tệp ảnh",
		"Gửi tệp Excel của biểu mẫu, không gửi ảnh chụp.",
		"an image",
		"Send the form's Excel file, not a picture.",
	},
	".html": {
		"trang web được đổi tên",
		"Mở bằng Excel, chọn Lưu thành kiểu “Excel Workbook (*.xlsx)”, rồi gửi lại.",
		"a web page under another name",
		"Open it in Excel, save it as “Excel Workbook (*.xlsx)”, and send that.",
	},
	".gsheet": {
		"lối tắt tới Google Sheets (không chứa số liệu)",
		"Mở bảng trong trình duyệt, chọn Tệp > Tải xuống > Microsoft Excel (.xlsx), rồi gửi tệp đó.",
		"a shortcut to Google Sheets (without any figures)",
		"Open it in the browser, File > Download > Microsoft Excel (.xlsx), and send that.",
	},
	".url": {
		"lối tắt tới một trang web (không chứa số liệu)",
		"Gửi chính tệp Excel của biểu mẫu, không gửi đường dẫn.",
		"a shortcut to a web page",
		"Send the form's Excel file itself, not a link.",
	},
	".txt": {
		"tệp văn bản",
		"Điền số liệu vào biểu mẫu Excel do cơ quan gửi, lưu dạng .xlsx rồi gửi lại.",
		"a text file",
		"Fill the figures into the form and send it as .xlsx.",
	},
	".xml": {
		"tệp .xml",
		"Mở bằng Excel, chọn Lưu thành kiểu “Excel Workbook (*.xlsx)”, rồi gửi lại.",
		"an .xml file",
		"Open it in Excel, save it as “Excel Workbook (*.xlsx)”, and send that.",
	},
	".zip": {
		"tệp nén",
		"Giải nén và thả từng tệp .xlsx vào thư mục nhận.",
		"an archive",
		"Unpack it and drop each .xlsx file.",
	},
	".rar": {
		"tệp nén .rar",
		"Giải nén và thả từng tệp .xlsx vào thư mục nhận.",
		"an archive (.rar)",
		"Unpack it and drop each .xlsx file.",
	},
	".7z": {
		"tệp nén .7z",
		"Giải nén và thả từng tệp .xlsx vào thư mục nhận.",
		"an archive (.7z)",
		"Unpack it and drop each .xlsx file.",
	},
	".eml": {
		"thư điện tử",
		"Lưu tệp đính kèm .xlsx và thả vào thư mục nhận.",
		"an e-mail",
		"Save its .xlsx attachment and drop that.",
	},
	"winmail.dat": {
		"phần đính kèm winmail.dat của Outlook (không đọc được)",
		"Đề nghị người gửi đặt Outlook gửi thư dạng HTML hoặc văn bản thuần (không dùng Rich Text), " +
			"rồi gửi lại tệp .xlsx.",
		"Outlook's winmail.dat (it cannot be read)",
		"Ask the sender to write as HTML or plain text instead of Rich Text, and to send the .xlsx again.",
	},
	".msg": {
		"thư Outlook",
		"Lưu tệp đính kèm .xlsx và thả vào thư mục nhận.",
		"an Outlook message",
		"Save its .xlsx attachment and drop that.",
	},
}

// parts names what a refusal speaks of where it is no part of the archive.
var parts = map[string]string{
	"archive":  "cấu trúc tệp nén",
	"workbook": "phần mô tả sổ tính",
	"size":     "dung lượng tệp",
	"entries":  "số phần trong tệp",
	"empty":    "tệp rỗng",
	"file":     "tệp",
}

// partName says which part of a file is meant; the reader's own words are English.
func partName(ref *bounds.Refusal, lang string) string {
	cell := ref.Cell
	if lang == "en" {
		if cell != "" {
			cell = ", cell " + cell
		}
		return ref.Part + cell + " (" + ref.Reason + ")"
	}
	if name, ok := parts[ref.Part]; ok {
		return name
	}
	if cell != "" {
		cell = ", ô " + cell
	}
	return "phần " + ref.Part + cell
}

// Advice names a format, and says how to make a workbook of it.
func Advice(format, lang string) (name, what string) { return advice(format, lang) }

func advice(format, lang string) (name, what string) {
	f, ok := formats[format]
	if !ok {
		f = [4]string{
			"tệp " + format,
			"Điền vào biểu mẫu Excel do cơ quan gửi, lưu dạng .xlsx rồi gửi lại.",
			"a file of type " + format,
			"Fill the form in and send it as .xlsx.",
		}
	}
	if lang == "en" {
		return f[2], f[3]
	}
	return f[0], f[1]
}
