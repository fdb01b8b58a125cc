package workspace

import "tonghop/internal/words"

// What is added in brackets to names of files in the outbox, and of blank forms.
var (
	Edited = words.Pair{VI: "đã sửa", EN: "edited"}           // somebody's own, set aside
	Fresh  = words.Pair{VI: "số liệu mới", EN: "new figures"} // of a document that somebody polished
	Beside = words.Pair{VI: "bản", EN: "revision"}            // the newest, while its place is held; its number follows
)

// setApart begins the name of a folder in the outbox with what stood there before a restore; when
// that was follows.
var setApart = words.Pair{VI: "trước khi khôi phục ", EN: "before restoring "}
