package office

import "tonghop/internal/words"

// foundAgain is the folder that files seem to have come from which are known by their bytes alone: they
// were found in the archive, and the ledger has lost their names.
var foundAgain = words.Pair{VI: "khôi phục", EN: "restored"}

// notOpened says that a template of a document cannot be read now.
var notOpened = words.Pair{VI: "không mở được mẫu này: %v", EN: "this template cannot be opened: %v"}
