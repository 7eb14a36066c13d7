package links

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// Target is where a link leads.
type Target struct {
	Page     string // a page of the wiki, or ""
	URL      string // where Page is "": an address, absolute or below the site's root
	Fragment string // of Page, without #
	Label    string // what the link shows
	Missing  bool   // Trac found nothing there: Label is plain text

	isPage  bool // of a wiki page, there or not
	unknown bool // of a scheme that is not known
}

// Resolver knows a wiki.
type Resolver struct {
	Base  string          // where the Trac was mounted, as "/trac"; "" for the root
	Hosts []string        // hosts whose URLs below Base are this Trac's
	Pages map[string]bool // the name of every page that is here
	// AbsentPages are the pages that the Trac has and that were not had from it: by name, why.
	AbsentPages map[string]string
	Replaced    map[string]bool   // pages that the new site has in another form, reached by their old path
	InterWiki   map[string]string // lower-case prefix to URL, $1 for the target
}

// StartPage is the page that answers /wiki.
const StartPage = "WikiStart"

// Resolve finds where l leads, when it stands on page. shown may be nil.
func (r *Resolver) Resolve(page string, l *wiki.Link, shown *Shown) Target {
	t := r.resolve(page, l, shown)
	if l.Form == wiki.CamelLabelled && t.Missing && shown != nil && !shown.HasPage(l.Label) {
		t.Label = l.Raw // a Trac that ignores missing pages
	}
	switch {
	case t.Page != "" || t.isPage, l.Form == wiki.CamelCase || l.Form == wiki.CamelLabelled || l.Form == wiki.EmailLink:
		return t
	case t.unknown:
		// A prefix of trac.ini's, which only Trac knows.
		label := l.Raw
		if l.Form == wiki.BracketLink || l.Form == wiki.CreoleLink {
			if label = l.Label; label == "" {
				label = defaultLabel(l.Scheme, l.Target)
			}
		}
		if label != l.Raw && shown.shows(l.Raw) {
			return t // another link has that label
		}
		if a := shown.next(label); a.href != "" && !a.missing {
			return Target{URL: r.local(a.href, "").URL, Label: label}
		}
		return t
	case t.Missing || !strings.HasPrefix(t.URL, r.Base+"/"):
		return t
	}
	switch trac := shown.next(t.Label); {
	case trac.missing:
		t.Missing = true
	case trac.href != "" && sameHandler(r.Base, t.URL, trac.href):
		t.URL = trac.href // the form that Trac itself gives it
	}
	return t
}

// sameHandler reports whether two paths are of the same part of Trac, and of one
// whose paths have many forms.
func sameHandler(base, a, b string) bool {
	first := func(u string) string {
		u = strings.TrimPrefix(strings.TrimPrefix(u, base), "/")
		return u[:len(u)-len(strings.TrimLeft(u, "abcdefghijklmnopqrstuvwxyz-"))]
	}
	switch part := first(a); part {
	case "query", "log", "changeset", "browser", "export", "timeline", "search", "diff":
		return strings.HasPrefix(b, base+"/") && first(b) == part
	}
	return false
}

func (r *Resolver) resolve(page string, l *wiki.Link, shown *Shown) Target {
	label := l.Label
	switch l.Form {
	case wiki.CamelCase, wiki.CamelLabelled:
		if label == "" {
			label = l.Target
		}
		t := r.page(page, l.Target, label)
		if t.Missing && l.Form == wiki.CamelCase {
			t.Label = l.Raw // a word that is no page stays a word
		}
		return t
	case wiki.FreeLink:
		if label == "" {
			label = labelFromTarget(l.Target)
		}
		return r.page(page, l.Target, label)
	case wiki.EmailLink:
		return mail(l.Target, l.Raw, shown)
	case wiki.TicketLink:
		return r.shorthand("ticket", l, "/ticket/"+l.Target, shown)
	case wiki.ReportLink:
		return r.shorthand("report", l, "/report/"+l.Target, shown)
	case wiki.ChangesetLink:
		return r.shorthand("changeset", l, "/changeset/"+l.Target+l.Label, shown)
	case wiki.LogLink:
		revisions := url.QueryEscape(strings.ReplaceAll(l.Target, ":", "-"))
		return r.shorthand("log", l, "/log"+l.Label+"?revs="+revisions, shown)
	case wiki.RelativeLink:
		return r.relative(page, l.Target, label)
	case wiki.CreoleLink:
		if l.Scheme == "" && isRelative(l.Target) {
			return r.relative(page, l.Target, label)
		}
	case wiki.ShortLink:
		label = l.Raw
	}
	if label == "" {
		label = defaultLabel(l.Scheme, l.Target)
	}
	scheme := l.Scheme
	if scheme == "" {
		scheme = "wiki"
	}
	return r.scheme(page, scheme, l.Target, label, l, shown)
}

func isRelative(target string) bool {
	return target != "" && strings.ContainsRune("/?#", rune(target[0])) || isDotted(target)
}

// scheme resolves scheme:target.
func (r *Resolver) scheme(page, scheme, target, label string, l *wiki.Link, shown *Shown) Target {
	if scheme == "wiki" {
		return r.page(page, target, label)
	}
	if path, ok := r.realm(page, scheme, target); ok {
		if path == "" {
			return Target{Label: label, Missing: true}
		}
		return Target{URL: r.Base + path, Label: label}
	}
	switch {
	case scheme == "mailto":
		return mail(target, label, shown)
	case strings.HasPrefix(target, "//"):
		if !safeSchemes[strings.ToLower(scheme)] {
			return Target{Label: l.Raw, Missing: true}
		}
		return r.local(scheme+":"+target, label)
	case strings.EqualFold(scheme, "trac"):
		path, query, fragment := split(target)
		return Target{URL: edgewall + escapePath(path) + query + hash(fragment), Label: label}
	}
	if u, ok := r.InterWiki[strings.ToLower(scheme)]; ok {
		return Target{URL: interWikiURL(u, target), Label: label}
	}
	return Target{Label: l.Raw, Missing: true, unknown: true}
}

// edgewall is the one InterTrac prefix that every Trac knows, "trac".
const edgewall = "https://trac.edgewall.org/intertrac/"

// safeSchemes are Trac's default [wiki] safe_schemes.
var safeSchemes = map[string]bool{
	"cvs": true, "file": true, "ftp": true, "git": true, "irc": true, "http": true, "https": true, "news": true,
	"sftp": true, "smb": true, "ssh": true, "svn": true, "svn+ssh": true,
}

// shorthand resolves #1, {1}, [1] and the like; a prefix names another Trac.
func (r *Resolver) shorthand(realm string, l *wiki.Link, path string, shown *Shown) Target {
	label := l.Raw
	if l.Scheme != "" {
		prefix := strings.TrimSpace(l.Scheme)
		if strings.EqualFold(prefix, "trac") {
			target := l.Target
			if realm == "log" {
				target = "/@" + target
			}
			return Target{URL: edgewall + realm + ":" + target, Label: label}
		}
		return Target{Label: label, Missing: true, unknown: true}
	}
	if number, err := strconv.Atoi(l.Target); err == nil && (realm == "ticket" || realm == "report") {
		path = "/" + realm + "/" + strconv.Itoa(number)
	}
	if realm == "ticket" && strings.ContainsAny(l.Target, "-:,") {
		path = "/query?id=" + url.QueryEscape(strings.ReplaceAll(l.Target, "\u200b", ""))
	}
	return Target{URL: r.Base + path, Label: label}
}

// relative resolves [/path], [./Page], [../Page], [?query] and [#id].
func (r *Resolver) relative(page, target, label string) Target {
	if label == "" {
		label = labelFromTarget(target)
	}
	path, query, fragment := split(target)
	switch {
	case strings.HasPrefix(path, "//"):
		return Target{URL: "/" + strings.TrimLeft(path, "/") + query + hash(fragment), Label: label}
	case strings.HasPrefix(path, "/"):
		return r.local(r.Base+path+query+hash(fragment), label)
	}
	return r.pageNamed(strings.TrimRight(relativeName(path, page), "/"), query, fragment, "", label)
}

// mail resolves an e-mail address, unless Trac hid it.
func mail(address, label string, shown *Shown) Target {
	if shown.hides(address) {
		return Target{Label: shown.obfuscate(label), Missing: true}
	}
	return Target{URL: "mailto:" + address, Label: label}
}
