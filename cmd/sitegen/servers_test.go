package main

import (
	"context"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A real server with an export answers the vectors: with a redirect to the same
// place, or with the stub or the 404.html that a browser resolves to the same.
func TestVectorsBehindServers(t *testing.T) {
	needsServers(t)
	t.Parallel()
	site, dir, list := vectorSite(t, "")
	public := filepath.Join(t.TempDir(), "public")
	must(t, dir, "build", "-o", public)
	openToAll(t, public)
	for _, server := range servers {
		t.Run(server.name, func(t *testing.T) {
			t.Parallel()
			address := server.run(t, dir, public)
			for _, v := range list {
				status, location, body := ask(t, address, v)
				want := final(site, v.To)
				got := location
				if !strings.Contains(got, "#") && got != "" {
					if _, fragment, has := strings.Cut(v.Old, "#"); has {
						got += "#" + fragment // as browsers do
						if !strings.Contains(v.To, "#") {
							want += "#" + fragment // no server can drop it
						}
					}
				}
				got = final(site, got)
				host, _ := v.host()
				switch {
				case host != "" && v.Gone != "":
					if status != 410 || !strings.Contains(body, v.Gone) {
						t.Errorf("%s: status %d, want 410 that says what is gone: %s", v.Old, status, body)
					}
				case host != "" && strings.HasPrefix(v.To, "/"):
					if !sameURL(got, final(site, v.To)) && !sameURL(strings.TrimPrefix(got, "https://site.example.org"), v.To) {
						t.Errorf("%s: %s, want %s", v.Old, got, v.To)
					}
				case status == 200 && v.To != "" && site.Site.Redirects.Lookup(v.To).Gone != "": // mended by the server itself
					if !strings.Contains(html.UnescapeString(body), site.Site.Redirects.Lookup(v.To).Gone) {
						t.Errorf("%s: %s, does not say what is gone", v.Old, body)
					}
				case v.Gone != "" && v.Stub:
					if !strings.Contains(html.UnescapeString(body), v.Gone) {
						t.Errorf("%s: %d, does not say what is gone: %s", v.Old, status, body)
					}
				case v.Gone != "":
					if status != 410 || !strings.Contains(body, "data-rules") {
						t.Errorf("%s: status %d, want 410 and 404.html", v.Old, status)
					}
				case v.None:
					if v.Old != "/" && status != 404 {
						t.Errorf("%s: %d %s, want 404", v.Old, status, location)
					}
				case status == 301:
					if !sameURL(got, want) {
						t.Errorf("%s: %s, want %s", v.Old, got, want)
					}
				case v.Stub: // its script does the rest
					if m := stubTarget.FindStringSubmatch(body); status != 200 || m == nil {
						t.Errorf("%s: %d, want the stub: %s", v.Old, status, body)
					}
				default:
					if status != 404 || !strings.Contains(body, "data-rules") {
						t.Errorf("%s: %d, want 404.html or a redirect to %s", v.Old, status, want)
					}
				}
			}
		})
	}
}

// The repository's own map, which is large, is loaded and answers, for other hosts too.
func TestOwnMapBehindServers(t *testing.T) {
	needsServers(t)
	t.Parallel()
	public := t.TempDir()
	writeFiles(t, public, map[string]string{"404.html": "not found", "index.html": "home"})
	openToAll(t, public)
	const github = "https://github.com/twisted/twisted"
	for _, server := range servers {
		t.Run(server.name, func(t *testing.T) {
			t.Parallel()
			address := server.run(t, own, public)
			for old, want := range map[string]string{
				"/trac/report/30": github + "/issues",
				"/trac/browser/trunk/twisted/web/http.py?annotate=blame": github + "/blame/trunk/src/twisted/web/http.py",
				"/trac/browser/trunk/NEWS":                               github + "/blob/trunk/NEWS.rst",
				"/trac/search?ticket=on&q=a+b":                           github + "/issues?q=a+b",
				"/bugs/issue926":                                         github + "/issues/10625",
				"/nowhere":                                               "404",
				"/trac/changeset/23418":                                  "410",
				"//tm.tl/926":                                            github + "/issues/10625",
				"//www.tm.tl/":                                           "https://twisted.org/trac/ticket/",
				"//www.twistedmatrix.com/trac/ticket/5?x=1":              "https://twisted.org/trac/ticket/5?x=1",
				"//svn.twistedmatrix.com/cvs/trunk/twisted/x.py?rev=1":   github + "/blob/trunk/src/twisted/x.py",
				"//buildbot.twistedmatrix.com/waterfall":                 "410",
			} {
				v := vector{Old: old}
				if host, _ := v.host(); host == "" {
					v.Old = "//twisted.org" + old
				}
				status, location, _ := ask(t, address, v)
				if status != http.StatusMovedPermanently {
					location = fmt.Sprint(status)
				}
				if !sameURL(location, want) {
					t.Errorf("%s: %s, want %s", old, location, want)
				}
			}
		})
	}
}

// needsServers skips a test of web servers' where tests shall be short.
func needsServers(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs web servers")
	}
}

// server is a web server that an export is for.
type server struct {
	name, program string
	start         func(t *testing.T, program, conf, address string) *exec.Cmd
}

var servers = []server{{"nginx", "nginx", startNginx}, {"apache", "apache2", startApache}, {"caddy", "caddy", startCaddy}}

// run exports a site's map, starts the server with it, and returns its address.
func (s server) run(t *testing.T, dir, public string) string {
	t.Helper()
	program := findServer(t, s.program)
	address := freeAddress(t)
	conf := t.TempDir()
	openToAll(t, conf)
	must(t, dir, "redirects", "export", "--server", s.name, "-o", conf, "--root", public, "--listen", address)
	runServer(t, s.start(t, program, conf, address), address)
	return address
}

var stubTarget = regexp.MustCompile(`http-equiv="refresh" content="0; url=([^"]*)"`)

// ask asks for a vector's old URL and follows what is no more than a slash.
func ask(t *testing.T, address string, v vector) (status int, location, body string) {
	t.Helper()
	host, path := v.host()
	if host == "" {
		host = "site.example.org"
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	path, _, _ = strings.Cut(path, "#")
	for range 3 {
		req, err := http.NewRequest("GET", "http://"+address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(res.Body)
		res.Body.Close()
		status, location, body = res.StatusCode, res.Header.Get("Location"), string(data)
		for _, own := range []string{"http://" + host, "https://" + host} {
			if rest, ok := strings.CutPrefix(location, own); ok {
				if _, after, ok := strings.Cut(rest, "/"); ok {
					location = "/" + after
				}
			}
		}
		plain, query, _ := strings.Cut(path, "?")
		if next, q, _ := strings.Cut(location, "?"); next != plain+"/" || q != query {
			return
		}
		path = location
	}
	return
}

func findServer(t *testing.T, program string) string {
	t.Helper()
	for _, name := range []string{program, "/usr/sbin/" + program} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("there is no %s here, and CI must have it", program)
	}
	t.Skipf("there is no %s here", program)
	return ""
}

// freeAddress returns an address that nobody listens at, another each time.
func freeAddress(t *testing.T) string {
	t.Helper()
	for {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		if _, given := givenAddresses.LoadOrStore(l.Addr().String(), true); !given {
			return l.Addr().String()
		}
	}
}

var givenAddresses sync.Map

// openToAll lets servers read that serve as another user than they start as.
func openToAll(t *testing.T, dir string) {
	t.Helper()
	for d := dir; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		os.Chmod(d, 0o755)
	}
}

// runServer starts a server in the foreground, waits for it, and ends it with the test.
func runServer(t *testing.T, cmd *exec.Cmd, address string) {
	t.Helper()
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			cmd.Process.Kill()
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for {
		if c, err := net.DialTimeout("tcp", address, time.Second); err == nil {
			c.Close()
			return
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s: %v\n%s", cmd.Path, err, out.String())
		case <-ctx.Done():
			t.Fatalf("%s does not answer\n%s", cmd.Path, out.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func writeConf(t *testing.T, file, text string) string {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func startNginx(t *testing.T, program, conf, _ string) *exec.Cmd {
	main := writeConf(t, filepath.Join(conf, "nginx.conf"), fmt.Sprintf(`daemon off;
master_process off;
pid %[1]s/nginx.pid;
error_log stderr;
events { }
http {
    access_log off;
    types { text/html html; text/javascript js; }
    client_body_temp_path %[1]s/a; proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;
    include %[1]s/sitegen-redirects.conf;
}
`, conf))
	return exec.Command(program, "-c", main, "-e", "stderr")
}

func startApache(t *testing.T, program, conf, _ string) *exec.Cmd {
	modules := ""
	for _, m := range []string{"mpm_event", "authz_core", "dir", "mime", "rewrite", "alias"} {
		modules += fmt.Sprintf("LoadModule %[1]s_module /usr/lib/apache2/modules/mod_%[1]s.so\n", m)
	}
	main := writeConf(t, filepath.Join(conf, "apache.conf"), fmt.Sprintf(`ServerRoot %[1]s
ServerName localhost
PidFile %[1]s/apache.pid
DefaultRuntimeDir %[1]s
ErrorLog /dev/stderr
TypesConfig /dev/null
%[2]sDefine SITEGEN_MAPS %[1]s
Include %[1]s/sitegen-redirects.conf
`, conf, modules))
	return exec.Command(program, "-X", "-f", main)
}

func startCaddy(t *testing.T, program, conf, _ string) *exec.Cmd {
	cmd := exec.Command(program, "run", "--adapter", "caddyfile", "--config", filepath.Join(conf, "Caddyfile"))
	cmd.Env = append(os.Environ(), "HOME="+conf, "XDG_DATA_HOME="+conf, "XDG_CONFIG_HOME="+conf)
	return cmd
}
