package judging

import "tonghop/internal/words"

// What is said of the parts of mails and archives.
var (
	restOfContainer = words.Pair{VI: "phần còn lại", EN: "the rest"}
	notTakenOut     = words.Pair{
		VI: "không lấy ra được từ thư hoặc tệp nén",
		EN: "it could not be taken out of the mail or archive",
	}
	overWhenOpened = words.Pair{
		VI: "kích thước hoặc số tệp sau khi mở",
		EN: "its size or number of files once it is opened",
	}
)
