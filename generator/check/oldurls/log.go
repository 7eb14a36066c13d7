package oldurls

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// Request is a line of an access log. The slices are good until the next line.
type Request struct {
	Line   int
	Host   []byte // of a virtual host's log, else nil
	Method []byte
	Target []byte // path and query as they came, or a whole URL
	Status int
	Agent  []byte // of the combined format, else nil
}

// Log reads an access log in the common or combined format, with or without the
// virtual host before it, and counts the lines that are neither.
func Log(r io.Reader, found func(Request)) (malformed int, err error) {
	all := 0
	err = lines(bufio.NewReaderSize(r, 1<<18), func(n int, line []byte) {
		if len(line) == 0 {
			return
		}
		all++
		q, ok := parseRequest(line)
		if !ok || len(q.Target) > longest {
			malformed++
			return
		}
		q.Line = n
		found(q)
	})
	if err == nil && malformed == all {
		err = ErrNoLog
	}
	return malformed, err
}

// longest is how long a target may be: what is longer no server of a Trac took.
const longest = 8 << 10

// ErrNoLog says that no line is one of an access log.
var ErrNoLog = errors.New("no line is one of an access log in the common or combined format")

// IsLogLine reports whether a line is one of an access log.
func IsLogLine(line string) bool {
	_, ok := parseRequest([]byte(line))
	return ok
}

// AppendURL appends the URL that was asked for to b: a path, doubled slashes or not, begins with
// the virtual host's name, where there is one.
func (q Request) AppendURL(b []byte) []byte {
	path := bytes.TrimLeft(q.Target, "/")
	if len(path) == len(q.Target) { // a whole URL
		return append(b, q.Target...)
	}
	if len(q.Host) > 0 {
		b = append(append(b, "//"...), q.Host...)
	}
	return append(append(b, '/'), path...)
}

// parseRequest reads
//
//	[host[:port] ]address ident user [time] "METHOD target HTTP/1.1" status size[ "referer" "agent"]
func parseRequest(line []byte) (q Request, ok bool) {
	before, rest, found := bytes.Cut(line, []byte(" ["))
	if !found {
		return q, false
	}
	if fields := bytes.Fields(before); len(fields) == 4 {
		q.Host, _, _ = bytes.Cut(fields[0], []byte(":"))
	}
	_, rest, found = bytes.Cut(rest, []byte(`] "`))
	if !found {
		return q, false
	}
	request, rest, found := quoted(rest)
	if !found {
		return q, false
	}
	q.Method, request, found = bytes.Cut(request, []byte(" "))
	if !found {
		return q, false
	}
	q.Target = request
	if i := bytes.LastIndex(request, []byte(" HTTP/")); i >= 0 {
		q.Target = request[:i]
	}
	rest = bytes.TrimLeft(rest, " ")
	for len(rest) > 0 && '0' <= rest[0] && rest[0] <= '9' {
		q.Status = 10*q.Status + int(rest[0]-'0')
		rest = rest[1:]
	}
	if _, after, found := bytes.Cut(rest, []byte(` "`)); found {
		if _, after, found = quoted(after); found {
			if _, after, found = bytes.Cut(after, []byte(`"`)); found {
				q.Agent, _, _ = quoted(after)
			}
		}
	}
	return q, q.Status > 0
}

// quoted reads up to the closing quote, past escaped ones.
func quoted(b []byte) (text, rest []byte, ok bool) {
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return b[:i], b[i+1:], true
		}
	}
	return b, nil, false
}

// Noise returns why a request says nothing of what old URLs must do, "" if it does: it
// never was answered, it did not ask for a page, a program made it, or it
// probed for holes.
func (q Request) Noise() string {
	switch {
	case string(q.Method) != "GET" && string(q.Method) != "HEAD":
		return "other methods"
	case q.Status >= 400:
		return "not answered then either"
	case containsAny(q.Agent, bots):
		return "programs"
	case containsAny(q.Target, probes):
		return "probes for holes"
	case containsAny(q.Target, browsers):
		return "what browsers ask for by themselves"
	}
	return ""
}

// bots are parts of the names by which programs call themselves.
var bots = words(`bot crawl spider slurp archiver facebookexternalhit python-requests python-urllib go-http-client
	libwww curl/ wget/ scrapy httpclient okhttp java/ masscan zgrab nmap semrush ahrefs mj12 feedfetcher feedburner
	monitor pingdom uptime headlesschrome`)

// probes are what only those ask for who look for other programs than a Trac.
var probes = words(`/wp- wp-login wp-admin wp-content xmlrpc.php .php .asp .aspx .jsp /.env /.git /.svn /.aws
	cgi-bin/luci phpmyadmin /etc/passwd ../.. %2e%2e /hnap1 /boaform union+select union%20select <script %3cscript`)

// browsers ask for these without a link to them.
var browsers = words(`/favicon.ico /robots.txt /apple-touch-icon /browserconfig.xml`)

func words(s string) [][]byte {
	var list [][]byte
	for _, w := range strings.Fields(s) {
		list = append(list, []byte(w))
	}
	return list
}

// containsAny looks for words in small letters, whatever the case of b.
func containsAny(b []byte, list [][]byte) bool {
	if len(b) == 0 {
		return false
	}
	var buf [1024]byte
	lower := append(buf[:0], b...)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	for _, w := range list {
		if bytes.Contains(lower, w) {
			return true
		}
	}
	return false
}
