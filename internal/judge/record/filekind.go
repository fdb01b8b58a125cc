package record

// ContainerFile marks the verdict of a container: what counts is in it.
const ContainerFile = "container"

// What an officers' workbook is called in verdicts.
const (
	OfficersFile = "decisions" // sealed here, or recorded before there were seals
	UnsealedFile = "unsealed"  // looks like one, and has no good seal of this workspace
)

// UnsealedCode is the finding that an officers' workbook without a good seal is.
const UnsealedCode = "PAPR-001"
