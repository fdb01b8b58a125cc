package finding

// Say is one language's words: what is wrong, and how to mend it. {name} is
// filled from the finding: found, expected, difference and its arguments.
type Say struct{ Message, Fix string }

// Words are the same words in the product's languages.
type Words struct{ VI, EN Say }

// Entry is one code of the catalogue.
type Entry struct {
	Severity Severity
	By       By
	What     string           // one line in English, for documents
	Words    map[string]Words // by variant; "" the usual ones
}

// Catalogue holds every code that a finding may carry.
var Catalogue = map[string]Entry{
	"FILE-001": {Blocker, Unit, "not a workbook or damaged (any part fails its checksum or its XML is cut)", map[string]Words{
		"": {Say{"Tệp bị hỏng hoặc không phải sổ Excel: {part}.", "Mở lại bản gốc bằng Excel, chọn Lưu thành (Save As) kiểu .xlsx rồi gửi lại."},
			Say{"The file is damaged or no workbook: {part}.", "Open the original in Excel, save it again as .xlsx and send it once more."}},
		"empty": {Say{"Tệp rỗng (0 byte), không có nội dung.", "Gửi lại tệp đã lưu; kiểm tra dung lượng tệp trước khi gửi."},
			Say{"The file is empty (0 bytes).", "Send the saved file again; look at its size before sending."}},
		"part": {Say{"Tệp chỉ có trang {found} của biểu mẫu{near}, thiếu trang {expected}, nên không biết chắc là của đơn vị nào.",
			"Gửi lại cả tệp biểu mẫu với đủ các trang; không chép riêng từng trang sang tệp khác."},
			Say{"Only {found} of the form{near} is in the file; {expected} is missing, so that it is not sure whose it is.",
				"Send the form's whole file; do not copy single sheets into another."}},
		"inside": {Say{"Trong thư hoặc tệp nén có {count} tệp bị hỏng: {label}.", "Mở lại bản gốc, lưu lại (sổ Excel: kiểu .xlsx) rồi gửi lại; các tệp khác trong cùng thư vẫn được nhận."},
			Say{"{count} files in the mail or archive are damaged: {label}.", "Open the originals, save them again (workbooks as .xlsx) and send them once more; the other files in it are taken in."}},
		"cut": {Say{"Thư bị cắt ngang, thiếu phần cuối; chỉ nhận được các tệp đính kèm nguyên vẹn trước chỗ cắt.", "Kiểm tra lại các tệp đính kèm trong thư gốc rồi gửi lại thư hoặc tệp còn thiếu."},
			Say{"The mail is cut, its end is missing; what was attached whole before was taken in.", "Compare with what was attached to the original, and send the mail or what is missing again."}},
	}},
	"FILE-002": {Blocker, Unit, "encrypted or password-protected", map[string]Words{
		"inside": {Say{"Trong tệp nén có tệp đặt mật khẩu nên không đọc được: {label}.", "Nén lại không đặt mật khẩu, hoặc gửi thẳng các tệp .xlsx."},
			Say{"Files in the archive are protected by a password: {label}.", "Pack them without one, or send the .xlsx files themselves."}},
		"packed": {Say{"Tệp nằm trong tệp nén đặt mật khẩu nên không đọc được.", "Nén lại không đặt mật khẩu, hoặc gửi thẳng tệp .xlsx."},
			Say{"The file is packed with a password.", "Pack it without one, or send the .xlsx itself."}},
		"": {Say{"Tệp được đặt mật khẩu nên không đọc được.", "Trong Excel: Tệp > Thông tin > Bảo vệ sổ làm việc > Mã hóa bằng mật khẩu, xóa mật khẩu, lưu và gửi lại."},
			Say{"The file is protected by a password.", "In Excel: File > Info > Protect Workbook > Encrypt with Password, clear it, save and send again."}},
	}},
	"FILE-003": {Blocker, Unit, "over a size or expansion limit", map[string]Words{
		"": {Say{"Tệp vượt giới hạn cho phép: {part}.", "Chép số liệu sang biểu mẫu trống do cơ quan gửi rồi gửi lại."},
			Say{"The file is over a limit: {part}.", "Copy the figures into the blank form and send that."}},
		"part": {Say{"Tệp chỉ có trang {found} của biểu mẫu{near}, thiếu trang {expected}, nên không biết chắc là của đơn vị nào.",
			"Gửi lại cả tệp biểu mẫu với đủ các trang; không chép riêng từng trang sang tệp khác."},
			Say{"Only {found} of the form{near} is in the file; {expected} is missing, so that it is not sure whose it is.",
				"Send the form's whole file; do not copy single sheets into another."}},
		"inside": {Say{"Trong thư hoặc tệp nén có phần vượt giới hạn nên không được mở: {label}.", "Gửi riêng từng tệp .xlsx cần nộp; không nén nhiều lớp."},
			Say{"Parts of the mail or archive are over a limit and were not opened: {label}.", "Send each .xlsx by itself, not packed in layers."}},
	}},
	"FILE-004": {Blocker, Unit, "another format (.xls .xlsb .ods .csv .docx .pdf ...): named and with advice how to save as .xlsx; beside a return in the same mail it is kept as its attachment instead (FILE-007)", map[string]Words{
		"": {Say{"Tệp là {format}, không phải sổ Excel .xlsx.", "{advice}"},
			Say{"The file is {format}, not an .xlsx workbook.", "{advice}"}},
		"part": {Say{"Tệp chỉ có trang {found} của biểu mẫu{near}, thiếu trang {expected}, nên không biết chắc là của đơn vị nào.",
			"Gửi lại cả tệp biểu mẫu với đủ các trang; không chép riêng từng trang sang tệp khác."},
			Say{"Only {found} of the form{near} is in the file; {expected} is missing, so that it is not sure whose it is.",
				"Send the form's whole file; do not copy single sheets into another."}},
		"inside": {Say{"Trong thư hoặc tệp nén có tệp không phải sổ Excel .xlsx: {label}.", "{advice}"},
			Say{"Files in the mail or archive are no .xlsx workbooks: {label}.", "{advice}"}},
		"others": {Say{"Trong thư hoặc tệp nén không có báo cáo nào; có {count} tệp khác: {label}.", "{advice}"},
			Say{"There is no return in the mail or archive, but {count} other files: {label}.", "{advice}"}},
		"nothing": {Say{"{format} không có tệp nào bên trong.", "Kiểm tra xem thư hoặc tệp nén có kèm biểu mẫu không, rồi gửi lại."},
			Say{"There is no file in {format}.", "See whether the form was attached, and send it again."}},
	}},
	"FILE-005": {Query, Officer, "contains macros (never run)", map[string]Words{
		"": {Say{"Tệp có chứa macro (không được chạy).", "Cán bộ xem lại nguồn gửi; số liệu vẫn được đọc."},
			Say{"The file contains macros (never run).", "Look at where it came from; its figures are read."}},
	}},
	"FILE-006": {Query, Officer, "contains links to other files", map[string]Words{
		"": {Say{"Tệp có liên kết tới tệp khác (không được mở).", "Cán bộ xem lại; số liệu đọc theo giá trị đã lưu."},
			Say{"The file links to other files (never followed).", "Look at it; the stored figures are read."}},
	}},
	"FILE-007": {Info, Nobody, "other document that came with a return: kept as its attachment", map[string]Words{
		"": {Say{"Tài liệu gửi kèm báo cáo, được lưu cùng báo cáo: {label}.", "Không phải làm gì."},
			Say{"A document that came with a return, kept with it: {label}.", "Nothing to do."}},
		"left": {Say{"Có {count} tệp khác trong thư hoặc tệp nén không phải báo cáo, chỉ lưu cùng thư: {label}.", "Không phải làm gì."},
			Say{"{count} other files in the mail or archive are no returns and are kept with it only: {label}.", "Nothing to do."}},
		"own": {Say{"Trong thư hoặc tệp nén có tệp của hệ thống gửi trở lại, không tính: {label}.", "Không phải làm gì."},
			Say{"Our own letters that came back in a mail or an archive count for nothing: {label}.", "Nothing to do."}},
	}},
	"TMPL-001": {Blocker, Unit, "not a form of this product", map[string]Words{
		"": {Say{"Không phải biểu mẫu của hệ thống này.", "Điền vào biểu mẫu do cơ quan gửi cho đơn vị rồi gửi lại; không tự kẻ bảng khác."},
			Say{"Not a form of this product.", "Fill in the form that was sent to the unit and send that."}},
		"part": {Say{"Tệp chỉ có trang {found} của biểu mẫu{near}, thiếu trang {expected}, nên không biết chắc là của đơn vị nào.",
			"Gửi lại cả tệp biểu mẫu với đủ các trang; không chép riêng từng trang sang tệp khác."},
			Say{"Only {found} of the form{near} is in the file; {expected} is missing, so that it is not sure whose it is.",
				"Send the form's whole file; do not copy single sheets into another."}},
		"inside": {Say{"Trong thư hoặc tệp nén có sổ Excel không phải biểu mẫu của hệ thống này: {label}.", "Điền vào biểu mẫu do cơ quan gửi cho đơn vị rồi gửi lại; không tự kẻ bảng khác."},
			Say{"Workbooks in the mail or archive are no forms of this product: {label}.", "Fill in the form that was sent to the unit and send that."}},
	}},
	"TMPL-002": {Blocker, Unit, "form of another round", map[string]Words{
		"": {Say{"Biểu mẫu của kỳ khác ({found}); kỳ này là {expected}.", "Điền vào biểu mẫu của kỳ này rồi gửi lại."},
			Say{"A form of another round ({found}); this round is {expected}.", "Fill in this round's form and send that."}},
	}},
	"TMPL-003": {Error, Unit, "a sheet or section is missing (the nearest name is suggested)", map[string]Words{
		"": {Say{"Thiếu trang “{label}” của biểu mẫu{near}.", "Điền lại trang này trong tệp gửi trả."},
			Say{"The sheet “{label}” of the form is missing{near}.", "Fill the sheet in again in the workbook that came back."}},
	}},
	"TMPL-004": {Info, Nobody, "form of an older version of this round; read all the same", map[string]Words{
		"": {Say{"Biểu mẫu phiên bản cũ ({found}); vẫn đọc được.", "Không phải làm gì; lần sau dùng bản mới."},
			Say{"A form of an older version ({found}); read all the same.", "Nothing to do; use the new one next time."}},
	}},
	"TMPL-005": {Info, Nobody, "an input was found by its code or label or position because its name was lost or moved", map[string]Words{
		"": {Say{"{count} ô được tìm thấy theo cột Mã vì tên ô đã mất.", "Không phải làm gì."},
			Say{"{count} inputs were found by their code because their names were lost.", "Nothing to do."}},
		"code": {Say{"{count} ô được tìm thấy theo cột Mã vì tên ô đã mất hoặc đã dời chỗ: {label}.", "Không phải làm gì."},
			Say{"{count} inputs were found by their code because their names were lost or moved: {label}.", "Nothing to do."}},
		"label": {Say{"{count} ô được tìm thấy theo nhãn của dòng vì tên ô và mã đã mất: {label}.", "Không phải làm gì."},
			Say{"{count} inputs were found by their label because name and code were lost: {label}.", "Nothing to do."}},
		"position": {Say{"{count} ô được tìm thấy theo vị trí giữa hai dòng bên cạnh vì tên ô, mã và nhãn đã mất: {label}.", "Không phải làm gì."},
			Say{"{count} inputs were found by their place between two others because name, code and label were lost: {label}.", "Nothing to do."}},
		"spill": {Say{"Nội dung “{label}” viết quá khung {count} dòng; phần viết quá vẫn được đọc.", "Không phải làm gì."},
			Say{"“{label}” runs {count} rows beyond its block; they were read all the same.", "Nothing to do."}},
	}},
	"TMPL-006": {Error, Unit, "an input could not be found at all", map[string]Words{
		"": {Say{"Không tìm thấy ô nhập “{label}”.", "Điền ô này trong tệp gửi trả; không xóa dòng của biểu mẫu."},
			Say{"The input “{label}” could not be found.", "Fill it in in the workbook that came back; do not delete rows of the form."}},
		"moved": {Say{"Ô “{label}” đã bị dời chỗ nên chưa biết chắc số nào là của mục này.", "Ghi lại đúng nội dung của ô này trong tệp gửi trả; không cắt, dán hoặc chèn ô trong biểu mẫu."},
			Say{"The input “{label}” was moved, so that it is not sure what is its answer.", "Write its answer again in the workbook that came back; do not cut, paste or insert cells in the form."}},
		"twice": {Say{"Trang chứa ô “{label}” có hai bản với nội dung khác nhau.", "Ghi lại nội dung đúng trong tệp gửi trả; chỉ giữ một bản của mỗi trang."},
			Say{"The sheet of “{label}” is there twice, with different answers.", "Write the right answer in the workbook that came back; keep one copy of each sheet."}},
		"merged": {Say{"Ô “{label}” đã bị gộp với ô khác của biểu mẫu nên chưa biết nội dung là của ô nào.", "Ghi lại riêng từng ô trong tệp gửi trả; không gộp ô."},
			Say{"The input “{label}” was merged with another, so that it is not sure whose the content is.", "Write each in its own cell in the workbook that came back; do not merge cells."}},
	}},
	"TMPL-007": {Query, Officer, "a locked label or code was altered", map[string]Words{
		"": {Say{"Nhãn hoặc mã đã khóa bị sửa: {label}.", "Cán bộ xem lại."},
			Say{"A locked label or code was altered: {label}.", "Look at it."}},
	}},
	"TMPL-008": {Info, Nobody, "content outside the form was ignored (what and where)", map[string]Words{
		"": {Say{"Nội dung ngoài biểu mẫu được bỏ qua: {label}.", "Nếu là nội dung phải báo cáo, chép vào đúng ô của biểu mẫu; nếu không, không phải làm gì."},
			Say{"Content outside the form was ignored: {label}.", "What is to be reported belongs into the form's cells; else there is nothing to do."}},
	}},
	"UNIT-001": {Blocker, Unit, "the unit's code and name are both missing (a unique name alone suffices)", map[string]Words{
		"": {Say{"Không có mã và tên đơn vị.", "Chọn tên đơn vị ở trang Đơn vị rồi gửi lại."},
			Say{"The unit's code and name are both missing.", "Choose the unit on the sheet Đơn vị and send again."}},
	}},
	"UNIT-002": {Blocker, Unit, "the unit is not in the register (nearest names suggested)", map[string]Words{
		"": {Say{"Đơn vị “{found}” không có trong danh sách đơn vị{near}.", "Kiểm tra lại mã, tên đơn vị; nếu đúng, cán bộ bổ sung đơn vị vào units.xlsx, tệp sẽ được nhận tự động."},
			Say{"The unit “{found}” is not in the register{near}.", "Check code and name; if right, add the unit to units.xlsx and the file is taken in by itself."}},
		"several": {Say{"Tên “{found}” là của nhiều đơn vị: {near}.", "Chọn tên có ghi đơn vị cấp trên trong danh sách ở trang Đơn vị, hoặc dùng biểu mẫu riêng của đơn vị."},
			Say{"The name “{found}” is that of several units: {near}.", "Choose the name with its parent's from the list on the unit's sheet, or use the unit's own form."}},
	}},
	"UNIT-003": {Error, Unit, "code and name belong to different units", map[string]Words{
		"": {Say{"Mã “{found}” và tên “{label}” thuộc hai đơn vị khác nhau.", "Ghi lại đúng mã và tên của đơn vị mình."},
			Say{"Code “{found}” and name “{label}” belong to different units.", "Write the unit's own code and name."}},
	}},
	"UNIT-004": {Error, Unit, "form of another kind of unit", map[string]Words{
		"": {Say{"Biểu mẫu dành cho loại đơn vị khác ({found}); đơn vị này thuộc loại {expected}.", "Điền vào biểu mẫu đúng loại đơn vị rồi gửi lại."},
			Say{"A form of another kind of unit ({found}); this unit is a {expected}.", "Fill in the form of the unit's own kind."}},
	}},
	"UNIT-005": {Error, Unit, "the form was issued to another unit: known key and wrong seal (an unknown key is accepted by code and name and shown; no seal or a garbled one is none)", map[string]Words{
		"": {Say{"Biểu mẫu đã phát cho đơn vị khác.", "Điền vào biểu mẫu của đơn vị mình rồi gửi lại."},
			Say{"The form was issued to another unit.", "Fill in the unit's own form."}},
	}},
	"SUBM-001": {Info, Nobody, "the same file again; counted once", map[string]Words{
		"": {Say{"Tệp này đã nhận trước đó; chỉ tính một lần.", "Không phải làm gì."},
			Say{"The same file again; counted once.", "Nothing to do."}},
	}},
	"SUBM-002": {Info, Nobody, "replaces an earlier version (what changed)", map[string]Words{
		"": {Say{"Thay cho bản {found} đã nhận{label}.", "Không phải làm gì."},
			Say{"Replaces version {found}{label}.", "Nothing to do."}},
	}},
	"SUBM-003": {Query, Officer, "versions in conflict (filled in on an older copy, several different files of one unit within one scan, or one without our seal after one that has it); an officer decides", map[string]Words{
		"": {Say{"Có nhiều bản khác nhau của đơn vị, chưa rõ bản nào đúng: {label}.", "Cán bộ hỏi đơn vị và chọn bản; đơn vị có thể gửi lại trên bản mới nhất đã nhận từ cơ quan."},
			Say{"Versions in conflict: {label}.", "Ask the unit and choose; the unit may send again on the newest copy it was given."}},
		"weaker": {Say{"Chưa chắc là của đơn vị: {label}.",
			"Cán bộ hỏi đơn vị và chọn bản; đơn vị có thể gửi lại trên biểu mẫu riêng mới nhất đã nhận từ cơ quan."},
			Say{"It is less sure whose this is: {label}.",
				"Ask the unit and choose; the unit may send again on the newest form of its own that it was given."}},
		"own": {Say{"Báo cáo mang tên chính cơ quan này, chưa chắc do cán bộ của cơ quan lập: {label}.",
			"Cán bộ xem và chọn bản nếu đúng; nếu không thì bỏ, và điền vào tệp bao-cao-cap-tren.xlsx tại chỗ."},
			Say{"A return in the name of this level itself that its officers may not have made: {label}.",
				"Look at it and choose it where it is right; else void it, and fill in bao-cao-cap-tren.xlsx where it stands."}},
	}},
	"SUBM-004": {Info, Nobody, "late", map[string]Words{
		"": {Say{"Nộp sau hạn ({found}; hạn cuối {expected}).", "Không phải làm gì."},
			Say{"Late ({found}; last day {expected}).", "Nothing to do."}},
	}},
	"SUBM-005": {Blocker, Unit, "after the round was closed or the return was locked (returns only)", map[string]Words{
		"": {Say{"Kỳ báo cáo đã đóng ngày {expected}.", "Liên hệ cơ quan nhận báo cáo."},
			Say{"The round was closed on {expected}.", "Speak with the office that receives the returns."}},
		"locked": {Say{"Đơn vị đã có quyết định công nhận nên không nhận thêm báo cáo ({expected}).", "Liên hệ cơ quan nhận báo cáo."},
			Say{"The unit has been decided upon; no more returns are taken ({expected}).", "Speak with the office that receives the returns."}},
	}},
	"SUBM-006": {Query, Unit, "not signed off", map[string]Words{
		"": {Say{"Báo cáo chưa được xác nhận ký duyệt.", "Sau khi thủ trưởng ký, ghi x vào ô “Đã ký xác nhận” ở trang Đơn vị."},
			Say{"The return is not signed off.", "When the head has signed, put x into the box on the sheet Đơn vị."}},
	}},
	"CELL-001": {Error, Unit, "required and blank (enter a figure even if it is zero)", map[string]Words{
		"": {Say{"Chưa điền “{label}”.", "Điền số liệu; nếu không có thì ghi 0."},
			Say{"“{label}” is required and blank.", "Enter the figure; where there is none, 0."}},
		"section": {Say{"Mục {section} chưa điền {count} ô: {label}.", "Điền số liệu từng ô; nếu cả mục không phát sinh, ghi x vào ô “Không phát sinh” của mục."},
			Say{"Section {section} has {count} blanks: {label}.", "Enter each figure; if there is nothing to report in the section, put x into its box."}},
		"choice": {Say{"Chưa chọn “{label}”.", "Chọn một giá trị trong danh sách: {expected}."},
			Say{"“{label}” is required and blank.", "Choose from the list: {expected}."}},
		"date": {Say{"Chưa điền “{label}”.", "Ghi ngày dạng ngày/tháng/năm, ví dụ 05/10/2019."},
			Say{"“{label}” is required and blank.", "Enter the date as day/month/year."}},
		"row": {Say{"Dòng {count} của bảng “{label}” còn thiếu cột “{column}”.", "Điền đủ cột này hoặc xóa nội dung cả dòng."},
			Say{"Row {count} of table “{label}” lacks “{column}”.", "Fill it in or clear the row."}},
	}},
	"CELL-002": {Error, Unit, "not a number", map[string]Words{
		"": {Say{"“{label}”: “{found}” không phải là số.", "Chỉ ghi chữ số, ví dụ 12; không có thì ghi 0."},
			Say{"“{label}”: “{found}” is not a number.", "Write digits only, such as 12; where there is none, 0."}},
		"pair": {Say{"“{label}”: “{found}” gồm hai số trong một ô.", "Mỗi ô ghi một số: số thứ nhất ở ô này, số còn lại ở ô của chỉ tiêu tương ứng."},
			Say{"“{label}”: “{found}” holds two figures.", "One figure a cell: the first here, the other at its own indicator."}},
	}},
	"CELL-003": {Error, Unit, "ambiguous number such as 1,234", map[string]Words{
		"": {Say{"“{label}”: “{found}” có thể hiểu theo hai cách.", "Ghi lại không dùng dấu phẩy, dấu chấm: ví dụ 1234."},
			Say{"“{label}”: “{found}” can be read in two ways.", "Write it without comma or dot: 1234."}},
	}},
	"CELL-004": {Info, Nobody, "text read as a number (\"05 đ/c\" as 5; \"Không\" as 0); blanks answered by \"nothing to report in this section\"", map[string]Words{
		"": {Say{"“{label}”: “{found}” được hiểu là {expected}.", "Không phải làm gì nếu đúng."},
			Say{"“{label}”: “{found}” was read as {expected}.", "Nothing to do if that is right."}},
		"section": {Say{"Mục {section}: đơn vị ghi “không phát sinh”, {count} ô trống được tính là 0.", "Không phải làm gì nếu đúng."},
			Say{"Section {section}: nothing to report, {count} blanks count as 0.", "Nothing to do if that is right."}},
	}},
	"CELL-005": {Error, Unit, "not a whole number", map[string]Words{
		"": {Say{"“{label}”: {found} không phải số nguyên.", "Ghi số nguyên; không dùng dấu chấm, phẩy để ngăn hàng nghìn."},
			Say{"“{label}”: {found} is not a whole number.", "Write a whole number, without separators."}},
	}},
	"CELL-006": {Error, Unit, "not a valid date", map[string]Words{
		"": {Say{"“{label}”: “{found}” không phải ngày hợp lệ.", "Ghi ngày dạng ngày/tháng/năm, ví dụ 05/10/2019."},
			Say{"“{label}”: “{found}” is not a valid date.", "Write day/month/year, such as 05/10/2019."}},
	}},
	"CELL-007": {Error, Unit, "not in the list", map[string]Words{
		"": {Say{"“{label}”: “{found}” không có trong danh sách.", "Chọn một trong: {expected}."},
			Say{"“{label}”: “{found}” is not in the list.", "Choose one of: {expected}."}},
	}},
	"CELL-008": {Error, Unit, "outside its limits (negative; above the maximum)", map[string]Words{
		"": {Say{"“{label}”: {found} nằm ngoài giới hạn ({expected}).", "Kiểm tra và ghi lại số đúng."},
			Say{"“{label}”: {found} is outside its limits ({expected}).", "Check it and write the right figure."}},
	}},
	"CELL-009": {Error, Unit, "Excel error value such as #REF! in an input (cells that we compute are never read)", map[string]Words{
		"": {Say{"“{label}” chứa lỗi Excel {found}.", "Xóa công thức, gõ trực tiếp con số."},
			Say{"“{label}” holds the Excel error {found}.", "Clear the formula and type the figure."}},
		"unusable": {Say{"Nội dung ô “{label}” bị lỗi trong tệp nên không đọc được.",
			"Xóa ô này, gõ lại nội dung đúng rồi lưu bằng Excel."},
			Say{"What stands in “{label}” is damaged in the file and could not be read.",
				"Clear the cell, type it again and save the file in Excel."}},
	}},
	"CELL-010": {Error, Unit, "formula without a stored value in an input (cells that we compute are never read)", map[string]Words{
		"": {Say{"“{label}” là công thức chưa có kết quả được lưu.", "Gõ trực tiếp con số, hoặc mở bằng Excel, lưu lại rồi gửi."},
			Say{"“{label}” is a formula without a stored value.", "Type the figure, or open the file in Excel, save it and send again."}},
	}},
	"CELL-011": {Query, Unit, "filled in although it does not concern this kind of unit", map[string]Words{
		"": {Say{"“{label}” được điền ({found}) dù không thuộc loại đơn vị này; không tính vào tổng.", "Xóa ô này, hoặc giải trình vì sao có số liệu."},
			Say{"“{label}” is filled in ({found}) although it does not concern this unit; it is not counted.", "Clear it, or explain."}},
	}},
	"CELL-012": {Error, Unit, "not in the unit of measure asked for", map[string]Words{
		"": {Say{"“{label}”: “{found}” ghi khác đơn vị tính yêu cầu ({expected}).", "Đổi ra {expected} và chỉ ghi con số."},
			Say{"“{label}”: “{found}” is not in the unit of measure asked for ({expected}).", "Convert to {expected} and write the figure only."}},
	}},
	"TEXT-001": {Error, Unit, "required text missing", map[string]Words{
		"": {Say{"Chưa viết nội dung “{label}”.", "Viết nội dung; nếu không có, ghi “Không có” và lý do."},
			Say{"The text “{label}” is missing.", "Write it; if there is none, say so and why."}},
		"when": {Say{"Chưa nêu “{label}” dù {because}.", "Nêu cụ thể ở ô này."},
			Say{"“{label}” is missing although {because}.", "Say it here."}},
	}},
	"TEXT-002": {Query, Unit, "too short or too long", map[string]Words{
		"": {Say{"“{label}” có {found} ký tự; yêu cầu {expected}.", "Viết lại cho phù hợp, hoặc giải trình."},
			Say{"“{label}” has {found} characters; asked for {expected}.", "Rewrite it, or explain."}},
	}},
	"TEXT-003": {Info, Nobody, "legacy encoding converted (TCVN3 or VNI)", map[string]Words{
		"": {Say{"“{label}”: chữ gõ bằng phông cũ ({encoding}) đã được chuyển sang Unicode: “{found}” thành “{expected}”.", "Không phải làm gì nếu đúng."},
			Say{"“{label}”: legacy encoding ({encoding}) was converted: “{found}” to “{expected}”.", "Nothing to do if that is right."}},
	}},
	"CONS-001": {Error, Unit, "total differs from the sum of its parts (a rule may make it a query)", map[string]Words{
		"": {Say{"“{label}” là {found} nhưng tổng các phần là {expected} (chênh {difference}).", "Kiểm tra lại tổng và từng phần: {parts}."},
			Say{"“{label}” is {found} but its parts sum to {expected} (difference {difference}).", "Check the total and each part: {parts}."}},
	}},
	"CONS-002": {Error, Unit, "part larger than its whole (a rule may make it a query)", map[string]Words{
		"": {Say{"“{label}” là {found}, lớn hơn “{whole}” là {expected}.", "Kiểm tra lại hai số này."},
			Say{"“{label}” is {found}, more than “{whole}”, which is {expected}.", "Check both figures."}},
	}},
	"CONS-003": {Error, Unit, "given only with its partner (compulsory pair)", map[string]Words{
		"": {Say{"“{label}” chỉ có ý nghĩa khi đi cùng “{partner}”.", "Điền cả hai hoặc bỏ cả hai."},
			Say{"“{label}” is given without “{partner}”.", "Fill in both or neither."}},
	}},
	"CONS-004": {Query, Unit, "another rule of the round is broken", map[string]Words{
		"": {Say{"Số liệu chưa khớp: {rule}.", "Kiểm tra lại, sửa số hoặc ghi giải trình."},
			Say{"The figures do not agree: {rule}.", "Check them; correct or explain."}},
	}},
	"CONS-005": {Error, Unit, "duplicate row in a table", map[string]Words{
		"": {Say{"Bảng “{label}”: “{found}” được ghi hai lần (dòng {count}).", "Xóa dòng trùng."},
			Say{"Table “{label}”: “{found}” stands twice (row {count}).", "Delete the repeated row."}},
	}},
	"CONS-006": {Info, Nobody, "a rule could not be judged because a figure is missing", map[string]Words{
		"": {Say{"Chưa kiểm tra được ({rule}) vì thiếu số liệu: {label}.", "Không phải làm gì thêm; sẽ kiểm tra khi điền đủ."},
			Say{"({rule}) could not be judged: {label} missing.", "Nothing more to do; it is judged when the figures are there."}},
	}},
	"HIST-001": {Query, Unit, "last year's figure differs from the one on record", map[string]Words{
		"": {Say{"“{label}”: số năm trước ghi {found}, số đã lưu là {expected}.", "Kiểm tra lại, sửa hoặc giải trình."},
			Say{"“{label}”: last year's figure is given as {found}, on record is {expected}.", "Check it; correct or explain."}},
	}},
	"HIST-002": {Query, Unit, "change against last year beyond the tolerance", map[string]Words{
		"": {Say{"“{label}” thay đổi nhiều so với năm trước ({expected} → {found}).", "Kiểm tra lại, sửa hoặc giải trình."},
			Say{"“{label}” changed much against last year ({expected} to {found}).", "Check it; correct or explain."}},
	}},
	"HIST-003": {Query, Unit, "figure about 1000 times too large or small (unit of measure?)", map[string]Words{
		"": {Say{"“{label}”: {found} lớn hoặc nhỏ gấp khoảng 1000 lần năm trước ({expected}); có thể nhầm đơn vị tính.", "Kiểm tra đơn vị tính, sửa hoặc giải trình."},
			Say{"“{label}”: {found} is about 1000 times off last year's {expected}; unit of measure?", "Check the unit of measure; correct or explain."}},
	}},
	"HIST-004": {Query, Unit, "all figures equal last year's", map[string]Words{
		"": {Say{"Tất cả số liệu giống hệt năm trước.", "Kiểm tra lại, sửa hoặc giải trình."},
			Say{"All figures equal last year's.", "Check them; correct or explain."}},
	}},
	"SCOR-001": {Error, Unit, "self-score missing", map[string]Words{
		"": {Say{"Chưa tự chấm điểm tiêu chuẩn “{label}”.", "Ghi điểm tự chấm từ 0 đến {expected}."},
			Say{"No self-score for “{label}”.", "Enter a score from 0 to {expected}."}},
		"words": {Say{"Chưa tự đánh giá tiêu chuẩn “{label}”.", "Chọn một trong: {expected}."},
			Say{"“{label}” is not judged.", "Choose one of: {expected}."}},
		"violations": {Say{"Tiêu chuẩn “{label}” chấm {found} điểm (dưới điểm chuẩn {expected}) nhưng chưa ghi số hành vi vi phạm.", "Ghi số hành vi vi phạm ở cột bên cạnh."},
			Say{"“{label}” scores {found}, below {expected}, without the number of violations.", "Enter the number of violations beside it."}},
		"verdict": {Say{"Chưa ghi đơn vị tự đánh giá đạt hay không đạt.", "Chọn đạt hoặc không đạt."},
			Say{"The unit's own verdict is missing.", "Choose đạt or không đạt."}},
	}},
	"SCOR-002": {Error, Unit, "self-score outside 0 to the criterion's points", map[string]Words{
		"": {Say{"Tiêu chuẩn “{label}”: điểm {found} nằm ngoài khoảng 0 đến {expected}.", "Ghi lại điểm trong khoảng cho phép."},
			Say{"“{label}”: score {found} is outside 0 to {expected}.", "Enter a score within the range."}},
	}},
	"SCOR-003": {Query, Unit, "not a score that the deductions can give (12.5 / 7.5 / 2.5, 10 / 5 / 0, or the floor)", map[string]Words{
		"": {Say{"Tiêu chuẩn “{label}”: {found} điểm không ứng với mức trừ điểm ({expected}).", "Mỗi hành vi vi phạm trừ {deduction} điểm: sửa điểm hoặc số vi phạm, hoặc giải trình."},
			Say{"“{label}”: {found} is not a score the deductions can give ({expected}).", "Each violation takes {deduction} points: correct the score or the violations, or explain."}},
	}},
	"SCOR-004": {Query, Unit, "the stated total differs from the sum (judged only where a result is stored)", map[string]Words{
		"": {Say{"Tổng điểm ghi {found}, cộng các tiêu chuẩn được {expected}.", "Kiểm tra lại điểm từng tiêu chuẩn."},
			Say{"The stated total is {found}, the criteria sum to {expected}.", "Check the scores."}},
	}},
	"SCOR-005": {Query, Unit, "full score contradicted by the unit's own figures", map[string]Words{
		"": {Say{"Tiêu chuẩn “{label}” chấm điểm tối đa nhưng số liệu của đơn vị có {because}.", "Xem lại điểm, hoặc giải trình."},
			Say{"“{label}” has full points but the unit's figures show {because}.", "Reconsider the score, or explain."}},
		"measured": {Say{"Tiêu chuẩn “{label}”: tự chấm {found}, theo số liệu của đơn vị ({figure}) là {expected} điểm.", "Xem lại điểm hoặc số liệu, hoặc giải trình."},
			Say{"“{label}”: scored {found}, by the unit's own figures ({figure}) it is {expected}.", "Reconsider score or figures, or explain."}},
	}},
	"SCOR-006": {Error, Unit, "bonus claimed without saying what for", map[string]Words{
		"": {Say{"Có điểm thưởng nhưng chưa ghi nội dung được thưởng.", "Ghi rõ việc phát hiện, tố giác hoặc bắt giữ tội phạm ở ô ghi chú."},
			Say{"A bonus is claimed without saying what for.", "Say what it is given for."}},
	}},
	"SCOR-007": {Error, Officer, "appraised score differs from the self-score without a reason (officer)", map[string]Words{
		"": {Say{"Điểm thẩm định {found} khác điểm tự chấm {expected} mà không nêu lý do.", "Cán bộ thẩm định ghi lý do."},
			Say{"The appraised score {found} differs from the self-score {expected} without a reason.", "Give the reason."}},
		"what": {Say{"Thẩm định khác đơn vị mà không nêu lý do: {label}.", "Ghi lý do ở cột Lý do."},
			Say{"The appraisal differs from the unit's own without a reason: {label}.", "Give the reason in its column."}},
	}},
	"SCOR-008": {Error, Officer, "appraisal refused for this row: the return has changed since the workbook was written, or the row is not this desk's", map[string]Words{
		"": {Say{"Không nhận thẩm định của dòng này: {label}.", "Thẩm định lại trên tệp mới."},
			Say{"The appraisal of this row was refused: {label}.", "Appraise it again in the new workbook."}},
	}},
	"PEER-001": {Query, Officer, "outlier among units of its kind (officer only)", map[string]Words{
		"": {Say{"“{label}”: {found} khác xa các đơn vị cùng loại.", "Cán bộ xem lại."},
			Say{"“{label}”: {found} is far from units of its kind.", "Look at it."}},
	}},
	"PEER-002": {Query, Officer, "near copy of another unit's return (officer only)", map[string]Words{
		"": {Say{"Báo cáo gần giống hệt báo cáo của {label}.", "Cán bộ xem lại."},
			Say{"A near copy of the return of {label}.", "Look at it."}},
	}},
	"AGGR-001": {Query, Officer, "a parent's figure differs from the sum of its children's returns", map[string]Words{
		"": {Say{"“{label}”: đơn vị ghi {found}, cộng các đơn vị trực thuộc được {expected}.", "Cán bộ xem lại."},
			Say{"“{label}”: the unit says {found}, its children sum to {expected}.", "Look at it."}},
		"more": {Say{"“{label}”: đơn vị ghi {found}, cộng các đơn vị trực thuộc được {expected}; và {count} chỉ tiêu khác (xem trang So với cấp dưới của tong-hop.xlsx).", "Cán bộ xem lại."},
			Say{"“{label}”: the unit says {found}, its children sum to {expected}; and {count} more figures (see the sheet Against units below of tong-hop.xlsx).", "Look at them."}},
		"appraisal": {Say{"Danh sách ghi {label} là {found}; kết quả thẩm định trên tệp thẩm định là {expected}.", "Cán bộ xem lại; kết quả trên tệp thẩm định được tính."},
			Say{"The list says {found} of {label}; the appraisal workbook says {expected}.", "Look at it; what the appraisal workbook says counts."}},
	}},
	"AGGR-002": {Info, Nobody, "children missing from a total", map[string]Words{
		"": {Say{"Tổng còn thiếu {count} đơn vị trực thuộc: {label}.", "Không phải làm gì; tổng sẽ cập nhật khi có báo cáo."},
			Say{"{count} children are missing from a total: {label}.", "Nothing to do; the total follows when they report."}},
	}},
	"EXPL-001": {Query, Unit, "a query not explained", map[string]Words{
		"": {Say{"Giải trình “{found}” cho “{label}” quá ngắn.", "Nói rõ vì sao, ít nhất {expected} ký tự."},
			Say{"The explanation “{found}” of “{label}” is too short.", "Say why, in at least {expected} characters."}},
		"copied": {Say{"Giải trình cho “{label}” chỉ chép lại chữ của biểu mẫu: “{found}”.", "Nói rõ vì sao số liệu như vậy."},
			Say{"The explanation of “{label}” only repeats the form: “{found}”.", "Say why the figure is what it is."}},
		"stale": {Say{"“{label}” đã sửa số nhưng giải trình vẫn là của số cũ: “{found}”.", "Giải trình lại cho số mới; giải trình cũ đã được bỏ khỏi ô."},
			Say{"“{label}” was changed, and its explanation is still that of the old figure: “{found}”.", "Explain the new figure; the old explanation was taken out."}},
	}},
	"SYS-001": {Error, Officer, "our own fault while judging this file (kept, status held; judged again after the repair)", map[string]Words{
		"": {Say{"Hệ thống gặp lỗi khi xử lý tệp này; tệp được giữ lại nguyên vẹn ({label}).", "Cán bộ báo cho người quản trị; tệp sẽ được xử lý lại."},
			Say{"Our own fault while judging this file; it is kept ({label}).", "Tell the administrator; it is judged again after the repair."}},
		"quarantined": {Say{"Tệp này làm chương trình dừng {count} lần nên được tạm giữ; các tệp khác vẫn được xử lý.", "Báo người quản trị; tệp gốc đã được lưu và sẽ được xử lý lại sau khi sửa chương trình."},
			Say{"The program stopped {count} times on this file, so it is set apart; the others go on.", "Tell whoever runs the program; the file is kept and judged again after the repair."}},
	}},
	"SYS-002": {Info, Nobody, "findings grouped or capped; the number left out", map[string]Words{
		"": {Say{"Còn {count} nội dung khác không liệt kê ở đây.", "Sửa các mục trên trước; các ô còn lại đã tô màu trong từng trang."},
			Say{"{count} more are not listed here.", "Mend those above first; the other cells are coloured on their sheets."}},
	}},
	"PAPR-001": {Error, Officer, "an officers' workbook without a good seal of this workspace: nothing of it is recorded", map[string]Words{
		"": {Say{"Tệp có dạng tệp của cán bộ ({label}) nhưng không có dấu của hệ thống này; không ghi nhận dòng nào.", "Mở tệp mới trong outbox, điền lại các ô vàng rồi lưu tại chỗ. Nếu không phải cán bộ gửi tệp này thì hỏi lại nguồn gửi."},
			Say{"It looks like an officers' workbook ({label}) and has no good seal of this workspace; nothing of it is recorded.", "Open the new workbook in outbox, fill in the yellow cells again and save it there. Where no officer of yours sent it, ask where it came from."}},
	}},
	"PAPR-002": {Query, Officer, "an officers' workbook that came in a mail or an archive: taken when an officer says so (a finding of the set: it belongs to the receipt)", map[string]Words{
		"": {Say{"Tệp của cán bộ đến qua thư hoặc tệp nén ({label}); chờ cán bộ cho ghi nhận.", "Xem ai gửi, rồi đánh dấu ở can-quyet-dinh.xlsx; hoặc tự thả tệp ấy vào inbox."},
			Say{"An officers' workbook that came in a mail or an archive ({label}); it waits for an officer.", "See who sent it, and mark it in can-quyet-dinh.xlsx; or drop the workbook itself into the inbox."}},
	}},
	"CELL-013": {Query, Unit, "a figure's text has struck-through or raised characters: both readings are shown", map[string]Words{
		"": {Say{"“{label}” có chữ số gạch ngang hoặc viết nâng: “{found}”; bỏ phần ấy thì là “{expected}”.", "Gõ lại một số duy nhất, không gạch ngang, không viết nâng."},
			Say{"“{label}” has struck-through or raised characters: “{found}”; without them it reads “{expected}”.", "Type one figure again, nothing struck through or raised."}},
		"struck": {Say{"“{label}” bị gạch ngang toàn bộ: “{found}”; coi như chưa trả lời.", "Gõ lại con số đúng, không gạch ngang; nếu không có thì ghi 0."},
			Say{"“{label}” is struck through as a whole: “{found}”; it counts as not answered.", "Type the right figure, nothing struck through; where there is none, 0."}},
	}},
}
