package macro

import (
	"strings"

	"github.com/twisted/sitegen/converter/sanitize"
)

// splitArgs splits a macro's arguments at commas; \, is a comma.
func splitArgs(s string) []string {
	parts := strings.Split(strings.ReplaceAll(s, `\,`, "\x00"), ",")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(part, "\x00", ",")
	}
	return parts
}

// parseArgs splits a macro's arguments as Trac's parse_args does: at commas, name=value
// apart.
func parseArgs(s string) (args []string, named map[string]string) {
	named = map[string]string{}
	if s == "" {
		return nil, named
	}
	for _, part := range splitArgs(s) {
		name, value, ok := strings.Cut(part, "=")
		if name = strings.TrimSpace(name); ok && len(name) > 1 && sanitize.IsAttrName(name) && !isDigits(name[:1]) {
			named[name] = strings.TrimSpace(value)
		} else {
			args = append(args, strings.TrimSpace(part))
		}
	}
	return args, named
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isNumber(s string) bool { return isDigits(strings.TrimPrefix(s, "-")) && len(s) < 10 }

// IsName reports whether s can be the name of a macro. Trac finds more in double brackets,
// [[/Page]] for one.
func IsName(s string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz_0123456789"
	return s != "" && !isDigits(s[:1]) && strings.Trim(strings.ToLower(s), letters) == ""
}
