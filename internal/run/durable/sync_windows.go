package durable

// SyncDir does nothing on Windows, which has no such call: NTFS journals
// entries of folders itself.
func SyncDir(string) error { return nil }
