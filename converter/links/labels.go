package links

import "strings"

// What a link shows that was written without a label.

// defaultLabel is what a bracket link without a label shows.
func defaultLabel(scheme, target string) string {
	switch {
	case target == "" && scheme == "wiki":
		return "" // a link that one does not see
	case target == "":
		return scheme
	case scheme != "" && strings.HasPrefix(target, "//"):
		return scheme + ":" + target
	case scheme == "wiki":
		return labelFromTarget(target)
	}
	return strings.TrimLeft(target, "/")
}

// labelFromTarget drops query, fragment and leading dots and slashes.
func labelFromTarget(target string) string {
	label, _, _ := strings.Cut(target, "#")
	label, _, _ = strings.Cut(label, "?")
	if label == "" {
		return target
	}
	parts := strings.Split(label, "/")
	for i, p := range parts {
		if p != "" && p != "." && p != ".." {
			return strings.Join(parts[i:], "/")
		}
	}
	return label
}
