package check

import "tonghop/internal/words"

// ofWhich is what labels of parts begin with, and what is left out where parts are listed.
var ofWhich = words.Pair{VI: "Trong đó: ", EN: "Of which: "}
