package office

import "tonghop/internal/words"

// foundAgain is the folder that files seem to have come from which are known by their bytes alone: they
// were found in the archive, and the ledger has lost their names.
var foundAgain = words.Pair{VI: "khôi phục", EN: "restored"}
