package oldurls

import (
	"net/url"
	"strings"
)

// URL is an old URL, taken apart. Path, Query and Fragment are as they came,
// encoded or not.
type URL struct {
	Host     string // in small letters, without port and www.; "" if none was given
	Path     string // begins with a slash
	Query    string
	Fragment string
}

// String puts the parts together again.
func (u URL) String() string {
	if u.Host != "" {
		return "//" + u.Host + u.PathQueryFragment()
	}
	return u.PathQueryFragment()
}

// PathQueryFragment is the URL without its host.
func (u URL) PathQueryFragment() string {
	s := u.Path
	if u.Query != "" {
		s += "?" + u.Query
	}
	if u.Fragment != "" {
		s += "#" + u.Fragment
	}
	return s
}

// Parse takes a URL apart as it was found: with or without scheme and host, in angle
// brackets or quotes, with the entities of HTML. ok is false of what is no URL of
// the web.
func Parse(raw string) (u URL, ok bool) {
	s := strings.TrimLeft(strings.TrimSpace(raw), "<>\"'`([{")
	if strings.ContainsAny(raw[:strings.Index(raw, s)], "<\"'`") { // else it is the URL's own: a page may end so
		s = strings.TrimRight(s, "<>\"'`")
	}
	s = strings.ReplaceAll(s, "&amp;", "&")
	scheme, rest, has := strings.Cut(s, "://")
	switch {
	case has && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")):
		u.Host, s = authority(rest)
	case strings.HasPrefix(s, "//"):
		u.Host, s = authority(s[2:])
	case strings.HasPrefix(s, "/"):
	case hasHost(s):
		u.Host, s = authority(s)
	default:
		return URL{}, false
	}
	s, u.Fragment, _ = strings.Cut(s, "#")
	u.Path, u.Query, _ = strings.Cut(s, "?")
	if u.Path == "" {
		u.Path = "/"
	}
	return u, true
}

// authority splits a host from what follows it.
func authority(s string) (host, rest string) {
	end := strings.IndexAny(s, "/?#")
	if end < 0 {
		end = len(s)
	}
	host, rest = s[:end], s[end:]
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	host, _, _ = strings.Cut(host, ":")
	host = strings.ToLower(strings.TrimRight(host, ".,;)>"))
	return strings.TrimPrefix(host, "www."), rest
}

// hasHost reports whether a text begins with a host, as "example.org/path" does and words do not.
func hasHost(s string) bool {
	host, _ := authority(s)
	return strings.Contains(host, ".") && !strings.Contains(s, "@") &&
		!strings.ContainsAny(host, " \t%<>\"()[]{}") && isValidHost(host)
}

func isValidHost(host string) bool {
	u, err := url.Parse("http://" + host + "/")
	return err == nil && u.Hostname() == host
}
