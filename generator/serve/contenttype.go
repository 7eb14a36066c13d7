package serve

import (
	"mime"
	"path"
)

const htmlType = "text/html; charset=utf-8"

// contentType is mime-db's, as far as Pages has it; the rest downloads.
func contentType(file string) string {
	ext := path.Ext(file)
	switch ext {
	case ".atom":
		return "application/atom+xml"
	case ".txt", ".log", ".md":
		return "text/plain; charset=utf-8"
	case ".py", ".patch", ".diff", ".tac", ".rpy", "":
		return "application/octet-stream"
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}
