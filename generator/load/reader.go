package load

import (
	"image"
	_ "image/gif"  // so that its size is known, as are
	_ "image/jpeg" // those of these
	_ "image/png"  // formats
	"io"
	"io/fs"
	"path"

	_ "golang.org/x/image/webp" // likewise

	"github.com/twisted/sitegen/generator/source"
)

// Reader reads files of a site when somebody asks for them. Names are seen from the site's
// folder: "content/docs/pic.png".
type Reader struct{ dir fs.FS }

// ReadFile reads a file whole.
func (r Reader) ReadFile(name string) (*source.File, error) { return source.ReadFile(r.dir, name) }

// ReadBytes reads a file as it is, with a byte order mark if it has one.
func (r Reader) ReadBytes(name string) ([]byte, error) { return fs.ReadFile(r.dir, name) }

// ImageSize returns the width and height of an image in pixels. ok is false for what is no
// image, or one of a format that is not known.
func (r Reader) ImageSize(name string) (width, height int, ok bool) {
	f, err := r.dir.Open(name)
	if err != nil {
		return 0, 0, false
	}
	defer f.Close()
	if path.Ext(name) == ".svg" {
		return svgSize(io.LimitReader(f, 64<<10))
	}
	config, _, err := image.DecodeConfig(f)
	return config.Width, config.Height, err == nil && config.Width > 0 && config.Height > 0
}
