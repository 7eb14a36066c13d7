package serve

import (
	"net"
	"os/exec"
	"runtime"

	"github.com/twisted/sitegen/generator/source"
)

// Listen opens an address, "127.0.0.1:8080". One that is none is a source.UsageError.
func Listen(addr string) (net.Listener, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return nil, source.Usagef("--addr %q is not of the form 127.0.0.1:8080", addr)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, source.Errorf("%v", err).
			WithHint("another preview may be running: --addr 127.0.0.1:0 takes any free port")
	}
	return l, nil
}

// OpenBrowser asks the desktop to show a URL; a machine without one shows nothing.
func OpenBrowser(at string) {
	name := map[string]string{"darwin": "open", "windows": "explorer"}[runtime.GOOS]
	if name == "" {
		name = "xdg-open"
	}
	if cmd := exec.Command(name, at); cmd.Start() == nil {
		go cmd.Wait()
	}
}
