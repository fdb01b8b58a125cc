package desk

// InWords is what reasons are shown in, for the tests that judge rows from outside.
var InWords = inWords
