package desk

// code names what a reason says, or what it speaks of. Codes are stored in the ledger: one that was
// given out keeps its meaning.
type code string

// In is the code in a language.
func (c code) In(lang string) string { return spoken[c].In(lang) }

// The product's own answers, where a round sets none.
const (
	yesAnswer    code = "yes"
	noAnswer     code = "no"
	metResult    code = "met"
	notMetResult code = "not-met"
)

// What officers choose or write in a cell to decide; read back in the language of the round.
const (
	acceptChoice       code = "accept-choice"
	countChoice        code = "count-choice"
	revokeChoice       code = "revoke-choice"
	recordChoice       code = "record-choice"
	alwaysRecordChoice code = "always-record-choice"
	voidChoice         code = "void-choice"
	seenChoice         code = "seen-choice"
	acceptKeyChoice    code = "accept-key-choice"
)

// The columns of an appraisal that reasons speak of.
const (
	gateCell   code = "gate-cell"
	resultCell code = "result-cell"
	reasonCell code = "reason-cell"
)

// Why a row of any workbook is not taken.
const (
	otherRound       code = "other-round"
	rowWithoutSeal   code = "row-without-seal"
	bookWithoutSeal  code = "book-without-seal"
	badCell          code = "bad-cell"
	noneOfTheOffered code = "none-of-the-offered"
)

// What lacks.
const (
	stillLacking      code = "still-lacking"
	lacking           code = "lacking"
	lackingAtTop      code = "lacking-at-top"
	lacksDecision     code = "lacks-decision"
	lacksName         code = "lacks-name"
	lacksDay          code = "lacks-day"
	lacksGoodEnd      code = "lacks-good-end"
	lacksAppraiser    code = "lacks-appraiser"
	lacksAppraisalDay code = "lacks-appraisal-day"
	lacksScores       code = "lacks-scores"
	lacksBonus        code = "lacks-bonus"
	lacksTotal        code = "lacks-total"
	lacksNumber       code = "lacks-number"
	lacksDecisionDay  code = "lacks-decision-day"
	lacksSigner       code = "lacks-signer"
)

// Why an appraisal is not taken.
const (
	rowOfOtherDesk    code = "row-of-other-desk"
	nameOfOtherRow    code = "name-of-other-row"
	unitTwice         code = "unit-twice"
	unitOfOtherDesk   code = "unit-of-other-desk"
	unitDecided       code = "unit-decided"
	nothingToAppraise code = "nothing-to-appraise"
	returnChanged     code = "return-changed"
	revokeElsewhere   code = "revoke-elsewhere"
	gateForbids       code = "gate-forbids"
	notADay           code = "not-a-day"
	notAScore         code = "not-a-score"
	bonusOutside      code = "bonus-outside"
	totalOutside      code = "total-outside"
)

// What an appraisal changes of what was there before.
const (
	differsFromUnit code = "differs-from-unit"
	bonusPoints     code = "bonus-points"
	totalPoints     code = "total-points"
)

// Why a decision is not taken.
const (
	noSuchVersion   code = "no-such-version"
	noSuchUnitNamed code = "no-such-unit-named"
	notAReturn      code = "not-a-return"
	matterTwice     code = "matter-twice"
	matterGone      code = "matter-gone"
	matterChanged   code = "matter-changed"
	cannotEnd       code = "cannot-end"
	endIsOver       code = "end-is-over"
	unitLocked      code = "unit-locked"
)

// Why a row that an officer began is not taken.
const (
	noKindChosen     code = "no-kind-chosen"
	writeReceivedDay code = "write-received-day"
	noReturnYet      code = "no-return-yet"
	writeVersion     code = "write-version"
	recordedBefore   code = "recorded-before"
	revokedSince     code = "revoked-since"
	cameSinceThen    code = "came-since-then"
)

// Why a row of the proposal is not taken.
const (
	proposalTwice      code = "proposal-twice"
	rowNotListed       code = "row-not-listed"
	noDecision         code = "no-decision"
	nomineeGone        code = "nominee-gone"
	decidedAlready     code = "decided-already"
	decisionChanged    code = "decision-changed"
	noSuchUnit         code = "no-such-unit"
	unitDecidedAlready code = "unit-decided-already"
	notYetAppraised    code = "not-yet-appraised"
	appraisalChanged   code = "appraisal-changed"
	notProposed        code = "not-proposed"
)

// How what a reason speaks of is put together: these have no words of their own.
const (
	number    code = "number"    // as the language writes it
	list      code = "list"      // parted by commas
	sentences code = "sentences" // parted by semicolons
)

// Reasons that are findings, in the catalogue's words.
const (
	scoreOutside     code = "SCOR-002"
	reasonWanted     code = "SCOR-007.what"
	appraisalRefused code = "SCOR-008"
)
