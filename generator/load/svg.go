package load

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// svgSize is the size that a drawing gives itself in its first element: by width and height,
// else by its viewBox.
func svgSize(r io.Reader) (width, height int, ok bool) {
	data, err := io.ReadAll(r)
	if err != nil {
		return 0, 0, false
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		t, err := d.RawToken()
		if err != nil {
			return 0, 0, false
		}
		if root, isStart := t.(xml.StartElement); isStart {
			return sizeOf(root)
		}
	}
}

func sizeOf(root xml.StartElement) (width, height int, ok bool) {
	if root.Name.Local != "svg" {
		return 0, 0, false
	}
	attr := map[string]string{}
	for _, a := range root.Attr {
		attr[a.Name.Local] = strings.TrimSuffix(a.Value, "px")
	}
	w, h := attr["width"], attr["height"]
	if box := strings.Fields(strings.ReplaceAll(attr["viewBox"], ",", " ")); len(box) == 4 && (w == "" || h == "") {
		w, h = box[2], box[3]
	}
	fw, err1 := strconv.ParseFloat(w, 64)
	fh, err2 := strconv.ParseFloat(h, 64)
	width, height = int(fw+.5), int(fh+.5)
	return width, height, err1 == nil && err2 == nil && width > 0 && height > 0
}
