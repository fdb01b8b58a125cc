package finding

// onlyPart says that a file holds one sheet of the form, whatever else it was refused for.
var onlyPart = Words{
	Say{"Tệp chỉ có trang {found} của biểu mẫu{near}, thiếu trang {expected}, nên không biết chắc là của đơn vị nào.",
		"Gửi lại cả tệp biểu mẫu với đủ các trang; không chép riêng từng trang sang tệp khác."},
	Say{"Only {found} of the form{near} is in the file; {expected} is missing, so that it is not sure whose it is.",
		"Send the form's whole file; do not copy single sheets into another."},
}

// ofFiles are what can be wrong with a file as a whole: its format, its form, its unit, and what officers send.
var ofFiles = map[string]Entry{
	"FILE-001": {Blocker, Unit,
		"not a workbook or damaged (any part fails its checksum or its XML is cut)", map[string]Words{
			"": {
				Say{"Tệp bị hỏng hoặc không phải sổ Excel: {part}.",
					"Mở lại bản gốc bằng Excel, chọn Lưu thành (Save As) kiểu .xlsx rồi gửi lại."},
				Say{"The file is damaged or no workbook: {part}.",
					"Open the original in Excel, save it again as .xlsx and send it once more."},
			},
			"empty": {
				Say{"Tệp rỗng (0 byte), không có nội dung.",
					"Gửi lại tệp đã lưu; kiểm tra dung lượng tệp trước khi gửi."},
				Say{"The file is empty (0 bytes).", "Send the saved file again; look at its size before sending."},
			},
			"part": onlyPart,
			"inside": {
				Say{"Trong thư hoặc tệp nén có {count} tệp bị hỏng: {label}.",
					"Mở lại bản gốc, lưu lại (sổ Excel: kiểu .xlsx) rồi gửi lại; " +
						"các tệp khác trong cùng thư vẫn được nhận."},
				Say{"{count} files in the mail or archive are damaged: {label}.",
					"Open the originals, save them again (workbooks as .xlsx) and send them once more; " +
						"the other files in it are taken in."},
			},
			"cut": {
				Say{"Thư bị cắt ngang, thiếu phần cuối; chỉ nhận được các tệp đính kèm nguyên vẹn trước chỗ cắt.",
					"Kiểm tra lại các tệp đính kèm trong thư gốc rồi gửi lại thư hoặc tệp còn thiếu."},
				Say{"The mail is cut, its end is missing; what was attached whole before was taken in.",
					"Compare with what was attached to the original, and send the mail or what is missing again."},
			},
		}},
	"FILE-002": {Blocker, Unit, "encrypted or password-protected", map[string]Words{
		"inside": {
			Say{"Trong tệp nén có tệp đặt mật khẩu nên không đọc được: {label}.",
				"Nén lại không đặt mật khẩu, hoặc gửi thẳng các tệp .xlsx."},
			Say{"Files in the archive are protected by a password: {label}.",
				"Pack them without one, or send the .xlsx files themselves."},
		},
		"packed": {
			Say{"Tệp nằm trong tệp nén đặt mật khẩu nên không đọc được.",
				"Nén lại không đặt mật khẩu, hoặc gửi thẳng tệp .xlsx."},
			Say{"The file is packed with a password.", "Pack it without one, or send the .xlsx itself."},
		},
		"": {
			Say{"Tệp được đặt mật khẩu nên không đọc được.",
				"Trong Excel: Tệp > Thông tin > Bảo vệ sổ làm việc > Mã hóa bằng mật khẩu, xóa mật khẩu, " +
					"lưu và gửi lại."},
			Say{"The file is protected by a password.",
				"In Excel: File > Info > Protect Workbook > Encrypt with Password, clear it, save and send again."},
		},
	}},
	"FILE-003": {Blocker, Unit, "over a size or expansion limit", map[string]Words{
		"": {Say{"Tệp vượt giới hạn cho phép: {part}.", "Chép số liệu sang biểu mẫu trống do cơ quan gửi rồi gửi lại."},
			Say{"The file is over a limit: {part}.", "Copy the figures into the blank form and send that."}},
		"part": onlyPart,
		"inside": {
			Say{"Trong thư hoặc tệp nén có phần vượt giới hạn nên không được mở: {label}.",
				"Gửi riêng từng tệp .xlsx cần nộp; không nén nhiều lớp."},
			Say{"Parts of the mail or archive are over a limit and were not opened: {label}.",
				"Send each .xlsx by itself, not packed in layers."},
		},
	}},
	"FILE-004": {Blocker, Unit,
		"another format (.xls .xlsb .ods .csv .docx .pdf ...): named and with advice how to " +
			"save as .xlsx; beside a return in the same mail it is kept as its attachment instead " +
			"(FILE-007)", map[string]Words{
			"": {Say{"Tệp là {format}, không phải sổ Excel .xlsx.", "{advice}"},
				Say{"The file is {format}, not an .xlsx workbook.", "{advice}"}},
			"part": onlyPart,
			"inside": {Say{"Trong thư hoặc tệp nén có tệp không phải sổ Excel .xlsx: {label}.", "{advice}"},
				Say{"Files in the mail or archive are no .xlsx workbooks: {label}.", "{advice}"}},
			"others": {Say{"Trong thư hoặc tệp nén không có báo cáo nào; có {count} tệp khác: {label}.", "{advice}"},
				Say{"There is no return in the mail or archive, but {count} other files: {label}.", "{advice}"}},
			"nothing": {
				Say{"{format} không có tệp nào bên trong.",
					"Kiểm tra xem thư hoặc tệp nén có kèm biểu mẫu không, rồi gửi lại."},
				Say{"There is no file in {format}.", "See whether the form was attached, and send it again."},
			},
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
		"left": {
			Say{"Có {count} tệp khác trong thư hoặc tệp nén không phải báo cáo, chỉ lưu cùng thư: {label}.",
				"Không phải làm gì."},
			Say{"{count} other files in the mail or archive are no returns and are kept with it only: {label}.",
				"Nothing to do."},
		},
		"own": {
			Say{"Trong thư hoặc tệp nén có tệp của hệ thống gửi trở lại, không tính: {label}.", "Không phải làm gì."},
			Say{"Our own letters that came back in a mail or an archive count for nothing: {label}.", "Nothing to do."},
		},
	}},
	"TMPL-001": {Blocker, Unit, "not a form of this product", map[string]Words{
		"": {
			Say{"Không phải biểu mẫu của hệ thống này.",
				"Điền vào biểu mẫu do cơ quan gửi cho đơn vị rồi gửi lại; không tự kẻ bảng khác."},
			Say{"Not a form of this product.", "Fill in the form that was sent to the unit and send that."},
		},
		"part": onlyPart,
		"inside": {
			Say{"Trong thư hoặc tệp nén có sổ Excel không phải biểu mẫu của hệ thống này: {label}.",
				"Điền vào biểu mẫu do cơ quan gửi cho đơn vị rồi gửi lại; không tự kẻ bảng khác."},
			Say{"Workbooks in the mail or archive are no forms of this product: {label}.",
				"Fill in the form that was sent to the unit and send that."},
		},
	}},
	"TMPL-002": {Blocker, Unit, "form of another round", map[string]Words{
		"": {
			Say{"Biểu mẫu của kỳ khác ({found}); kỳ này là {expected}.", "Điền vào biểu mẫu của kỳ này rồi gửi lại."},
			Say{"A form of another round ({found}); this round is {expected}.",
				"Fill in this round's form and send that."},
		},
	}},
	"TMPL-003": {Error, Unit, "a sheet or section is missing (the nearest name is suggested)", map[string]Words{
		"": {
			Say{"Thiếu trang “{label}” của biểu mẫu{near}.", "Điền lại trang này trong tệp gửi trả."},
			Say{"The sheet “{label}” of the form is missing{near}.",
				"Fill the sheet in again in the workbook that came back."},
		},
	}},
	"TMPL-004": {Info, Nobody, "form of an older version of this round; read all the same", map[string]Words{
		"": {
			Say{"Biểu mẫu phiên bản cũ ({found}); vẫn đọc được.", "Không phải làm gì; lần sau dùng bản mới."},
			Say{"A form of an older version ({found}); read all the same.",
				"Nothing to do; use the new one next time."},
		},
	}},
	"TMPL-005": {Info, Nobody,
		"an input was found by its code or label or position because its name was lost or moved", map[string]Words{
			"": {Say{"{count} ô được tìm thấy theo cột Mã vì tên ô đã mất.", "Không phải làm gì."},
				Say{"{count} inputs were found by their code because their names were lost.", "Nothing to do."}},
			"code": {
				Say{"{count} ô được tìm thấy theo cột Mã vì tên ô đã mất hoặc đã dời chỗ: {label}.",
					"Không phải làm gì."},
				Say{"{count} inputs were found by their code because their names were lost or moved: {label}.",
					"Nothing to do."},
			},
			"label": {
				Say{"{count} ô được tìm thấy theo nhãn của dòng vì tên ô và mã đã mất: {label}.", "Không phải làm gì."},
				Say{"{count} inputs were found by their label because name and code were lost: {label}.",
					"Nothing to do."},
			},
			"position": {
				Say{"{count} ô được tìm thấy theo vị trí giữa hai dòng bên cạnh vì tên ô, mã và nhãn đã mất: {label}.",
					"Không phải làm gì."},
				Say{
					"{count} inputs were found by their place between two others because name, " +
						"code and label were lost: {label}.",
					"Nothing to do.",
				},
			},
			"spill": {
				Say{"Nội dung “{label}” viết quá khung {count} dòng; phần viết quá vẫn được đọc.",
					"Không phải làm gì."},
				Say{"“{label}” runs {count} rows beyond its block; they were read all the same.", "Nothing to do."},
			},
		}},
	"TMPL-006": {Error, Unit, "an input could not be found at all", map[string]Words{
		"": {
			Say{"Không tìm thấy ô nhập “{label}”.", "Điền ô này trong tệp gửi trả; không xóa dòng của biểu mẫu."},
			Say{"The input “{label}” could not be found.",
				"Fill it in in the workbook that came back; do not delete rows of the form."},
		},
		"moved": {
			Say{"Ô “{label}” đã bị dời chỗ nên chưa biết chắc số nào là của mục này.",
				"Ghi lại đúng nội dung của ô này trong tệp gửi trả; không cắt, dán hoặc chèn ô trong biểu mẫu."},
			Say{"The input “{label}” was moved, so that it is not sure what is its answer.",
				"Write its answer again in the workbook that came back; " +
					"do not cut, paste or insert cells in the form."},
		},
		"twice": {
			Say{"Trang chứa ô “{label}” có hai bản với nội dung khác nhau.",
				"Ghi lại nội dung đúng trong tệp gửi trả; chỉ giữ một bản của mỗi trang."},
			Say{"The sheet of “{label}” is there twice, with different answers.",
				"Write the right answer in the workbook that came back; keep one copy of each sheet."},
		},
		"merged": {
			Say{"Ô “{label}” đã bị gộp với ô khác của biểu mẫu nên chưa biết nội dung là của ô nào.",
				"Ghi lại riêng từng ô trong tệp gửi trả; không gộp ô."},
			Say{"The input “{label}” was merged with another, so that it is not sure whose the content is.",
				"Write each in its own cell in the workbook that came back; do not merge cells."},
		},
	}},
	"TMPL-007": {Query, Officer, "a locked label or code was altered", map[string]Words{
		"": {Say{"Nhãn hoặc mã đã khóa bị sửa: {label}.", "Cán bộ xem lại."},
			Say{"A locked label or code was altered: {label}.", "Look at it."}},
	}},
	"TMPL-008": {Info, Nobody, "content outside the form was ignored (what and where)", map[string]Words{
		"": {
			Say{"Nội dung ngoài biểu mẫu được bỏ qua: {label}.",
				"Nếu là nội dung phải báo cáo, chép vào đúng ô của biểu mẫu; nếu không, không phải làm gì."},
			Say{"Content outside the form was ignored: {label}.",
				"What is to be reported belongs into the form's cells; else there is nothing to do."},
		},
	}},
	"UNIT-001": {Blocker, Unit,
		"the unit's code and name are both missing (a unique name alone suffices)", map[string]Words{
			"": {
				Say{"Không có mã và tên đơn vị.", "Chọn tên đơn vị ở trang Đơn vị rồi gửi lại."},
				Say{"The unit's code and name are both missing.",
					"Choose the unit on the sheet Unit and send again."},
			},
		}},
	"UNIT-002": {Blocker, Unit, "the unit is not in the register (nearest names suggested)", map[string]Words{
		"": {
			Say{"Đơn vị “{found}” không có trong danh sách đơn vị{near}.",
				"Kiểm tra lại mã, tên đơn vị; nếu đúng, cán bộ bổ sung đơn vị vào units.xlsx, " +
					"tệp sẽ được nhận tự động."},
			Say{"The unit “{found}” is not in the register{near}.",
				"Check code and name; if right, add the unit to units.xlsx and the file is taken in by itself."},
		},
		"several": {
			Say{"Tên “{found}” là của nhiều đơn vị: {near}.",
				"Chọn tên có ghi đơn vị cấp trên trong danh sách ở trang Đơn vị, " +
					"hoặc dùng biểu mẫu riêng của đơn vị."},
			Say{"The name “{found}” is that of several units: {near}.",
				"Choose the name with its parent's from the list on the unit's sheet, or use the unit's own form."},
		},
	}},
	"UNIT-003": {Error, Unit, "code and name belong to different units", map[string]Words{
		"": {
			Say{"Mã “{found}” và tên “{label}” thuộc hai đơn vị khác nhau.", "Ghi lại đúng mã và tên của đơn vị mình."},
			Say{"Code “{found}” and name “{label}” belong to different units.", "Write the unit's own code and name."},
		},
	}},
	"UNIT-004": {Error, Unit, "form of another kind of unit", map[string]Words{
		"": {
			Say{"Biểu mẫu dành cho loại đơn vị khác ({found}); đơn vị này thuộc loại {expected}.",
				"Điền vào biểu mẫu đúng loại đơn vị rồi gửi lại."},
			Say{"A form of another kind of unit ({found}); this unit is a {expected}.",
				"Fill in the form of the unit's own kind."},
		},
	}},
	"UNIT-005": {Error, Unit,
		"the form was issued to another unit: known key and wrong seal (an unknown key is " +
			"accepted by code and name and shown; no seal or a garbled one is none)", map[string]Words{
			"": {Say{"Biểu mẫu đã phát cho đơn vị khác.", "Điền vào biểu mẫu của đơn vị mình rồi gửi lại."},
				Say{"The form was issued to another unit.", "Fill in the unit's own form."}},
		}},
	"PAPR-001": {Error, Officer,
		"an officers' workbook without a good seal of this workspace: nothing of it is recorded", map[string]Words{
			"": {
				Say{
					"Tệp có dạng tệp của cán bộ ({label}) nhưng không có dấu của hệ thống này; " +
						"không ghi nhận dòng nào.",
					"Mở tệp mới trong outbox, điền lại các ô vàng rồi lưu tại chỗ. " +
						"Nếu không phải cán bộ gửi tệp này thì hỏi lại nguồn gửi.",
				},
				Say{
					"It looks like an officers' workbook ({label}) and has no good seal of this workspace; " +
						"nothing of it is recorded.",
					"Open the new workbook in outbox, fill in the yellow cells again and save it there. " +
						"Where no officer of yours sent it, ask where it came from.",
				},
			},
		}},
	"PAPR-002": {Query, Officer,
		"an officers' workbook that came in a mail or an archive: " +
			"taken when an officer says so (a finding of the set: it belongs to the receipt)", map[string]Words{
			"": {
				Say{"Tệp của cán bộ đến qua thư hoặc tệp nén ({label}); chờ cán bộ cho ghi nhận.",
					"Xem ai gửi, rồi đánh dấu ở can-quyet-dinh.xlsx; hoặc tự thả tệp ấy vào inbox."},
				Say{"An officers' workbook that came in a mail or an archive ({label}); it waits for an officer.",
					"See who sent it, and mark it in can-quyet-dinh.xlsx; " +
						"or drop the workbook itself into the inbox."},
			},
		}},
}
