package source

import "fmt"

// UsageError is a mistake in what the program was asked to do, not in a file that it read.
type UsageError struct{ message string }

// Usagef makes a UsageError.
func Usagef(format string, args ...any) error { return UsageError{fmt.Sprintf(format, args...)} }

// Error implements error.
func (e UsageError) Error() string { return e.message }
