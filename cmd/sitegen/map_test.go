package main

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/check/oldurls"
	"github.com/twisted/sitegen/internal/sharedtest"
)

// Old URLs arrive at the right place, and never at a guess; "gone" says so, "" gets
// the 404 page.
func TestOwnRedirects(t *testing.T) {
	t.Parallel()
	const (
		github  = "https://github.com/twisted/twisted"
		archive = "https://github.com/twisted/trac-wiki-archive"
		files   = "https://raw.githubusercontent.com/twisted/twistedmatrix.com-trac-attachments/trunk/"
		docs    = "https://docs.twisted.org/en/stable/"
		review  = "https://github.com/pulls?q=is%3Aopen%20is%3Apr%20archived%3Afalse%20team-review-requested%3Atwisted%2Ftwisted-contributors%20sort%3Aupdated-asc"
	)
	site := ownSite(t)
	for _, tt := range []struct{ old, want string }{
		{"/trac/ticket/1234", github + "/issues/10828"}, // moved to another number
		{"/trac/ticket/9999", github + "/issues/9999"},
		{"/trac/ticket/926/", github + "/issues/10625"},
		{"/trac/ticket/1", github + "/issues/11338"},
		{"/trac/ticket/2", "/tickets/"}, // never moved; issue 2 is something else
		{"/trac/ticket/99999", ""},      // never was
		{"/trac/ticket/5929?replyto=27#comment:28", github + "/issues/5929#note_28"},
		{"/trac/ticket/5929#comment%3A5", github + "/issues/5929#note_5"},
		{"/trac/ticket/5929?format=csv", github + "/issues/5929"},
		{"/trac/ticket/#7827", github + "/issues/7827"},
		{"http://www.twistedmatrix.com:80//trac/ticket/7827).", github + "/issues/7827"},
		{"https://tm.tl/#8224", github + "/issues/8224"},
		{"http://tm.tl/5726", github + "/issues/5726"},
		{"/bugs/issue926", github + "/issues/10625"},
		{"/users/roundup.twistd/twisted/issue627", github + "/issues/10397"},
		{"/trac/query?id=5858&format=csv", github + "/issues/5858"},
		{"/trac/query?status=!closed&keywords=~easy", github + "/issues?q=is:issue+is:open+keywords__easy"},
		{"/trac/query?status=new&status=assigned&component=release+management", github + "/issues?q=is:issue+is:open+label:%22release%20management%22"},
		{"/trac/newticket?type=defect&component=core", github + "/issues/new?labels=bug,core"},
		{"/trac/report", github + "/issues"},
		{"/trac/report/15?asc=1", review},
		{"/trac/report/30", github + "/issues"},
		{"/trac/milestone/Lore%20to%20Sphinx", github + "/issues?q=milestone:%22Lore%20to%20Sphinx%22"},
		{"/trac/roadmap", github + "/milestones"},
		{"/trac/timeline?ticket=on&format=rss", github + "/commits/trunk.atom"},
		{"/trac/search?q=deferred+list&ticket=on", github + "/issues?q=deferred%20list"},

		{"/trac", "/old-trac/"},
		{"/trac/wiki", "/"},
		{"/trac/wiki/TwistedWeb", archive + "/blob/trunk/TwistedWeb.mediawiki"},
		{"/trac/wiki/TwistedWeb/", archive + "/blob/trunk/TwistedWeb.mediawiki"},
		{"/trac/wiki/Plan/Python3#Details", archive + "/blob/trunk/Plan/Python3.mediawiki#Details"},
		{"/trac/wiki/ReviewProcess?version=3", archive + "/commits/trunk/ReviewProcess.mediawiki"},
		{"/trac/wiki/ReviewProcess?action=diff&version=3&old_version=2", archive + "/commits/trunk/ReviewProcess.mediawiki"},
		{"/trac/wiki/ReviewProcess?format=txt", "https://raw.githubusercontent.com/twisted/trac-wiki-archive/trunk/ReviewProcess.mediawiki"},
		{"/trac/wiki/Downloads#Windows", "/downloads/#Windows"},
		{"/trac/wiki/Downloads?version=2", archive + "/commits/trunk/Downloads.mediawiki"},
		{"/trac/wiki/TracLinks", "https://trac.edgewall.org/wiki/TracLinks"},
		{"/trac/wiki/NeverWas", "gone"},
		{"/trac/attachment/ticket/7671/patch.7671-6", files + "ticket/692/692158e380683c0bc6bf9ff15580a7e8e22c95d8/62a12675bdfaaacc74c43851e47b2d08ce32dae5"},
		{"/trac/raw-attachment/ticket/3708/test_amp.py", files + "ticket/b63/b6356eeb8338bf9c15899584bbb23135b40452e9/8c57458bd87c96398ab187bd5109eab104a827eb.py"},
		{"/trac/attachment/wiki/TSF/SponsorLogos/zenoss.2.png?format=raw", files + "wiki/14c/14c982e0326c58ffa93e8e3859096b75fd13e201/4821c7f87080c025e4ee3f3495f211d8697f64c0.png"},
		{"/trac/raw-attachment/wiki/TSF/SponsorLogos/attachment-2aa78894.png", files + "wiki/14c/14c982e0326c58ffa93e8e3859096b75fd13e201/2aa78894f7f0555812363537c5623e5b93a64127.png"},
		{"/trac/attachment/wiki/TSF/SponsorLogos/adytum.jpg", "gone"},
		{"/trac/attachment/wiki/TSF/SponsorLogos/", "gone"},
		{"/trac/attachment/ticket/3708/", github + "/issues/3708"},
		{"/trac/zip-attachment/ticket/3708/", github + "/issues/3708"},
		{"/trac/intertrac/ticket:500", github + "/issues/7290"},
		{"/trac/intertrac/%23500", github + "/issues/7290"},
		{"/trac/chrome/common/trac_banner.png", "gone"},
		{"/trac/about", "/old-trac/"},
		{"/trac/login", "/old-trac/"},
		{"/trac/admin/ticket/delete", "gone"},

		{"/trac/browser/trunk/twisted/internet/task.py?annotate=blame&rev=32000#L178", github + "/blame/trunk/src/twisted/internet/task.py#L178"},
		{"/trac/browser/trunk/doc/core/howto/defer.xhtml", github + "/blob/trunk/docs/core/howto/defer.rst"},
		{"/trac/browser/trunk/NEWS", github + "/blob/trunk/NEWS.rst"},
		{"/trac/browser/trunk/twisted/web2/proxy.py?rev=17455#L1", github + "/blob/twisted-10.2.0/twisted/web2/proxy.py#L1"},
		{"/trac/browser/tags/releases/twisted-8.2.0/LICENSE", github + "/blob/twisted-8.2.0/LICENSE"},
		{"/trac/browser/branches/foo-1234/x.py", "gone"},
		{"/trac/export/32445/trunk/LICENSE", "https://raw.githubusercontent.com/twisted/twisted/trunk/LICENSE"},
		{"/trac/log/trunk/twisted/web?rev=33057", github + "/commits/trunk/src/twisted/web"},
		{"/trac/changeset/28694", "gone"},
		{"/trac/changeset/0123456789abcdef0123456789abcdef01234567/Twisted", github + "/commit/0123456789abcdef0123456789abcdef01234567"},

		{"/documents/current/", docs},
		{"/documents/current/core/howto/defer.html#intro", docs + "core/howto/defer.html#intro"},
		{"/documents/current/web/howto/", docs + "web/howto/index.html"},
		{"/documents/current/core/howto/pclients.html", docs + "core/howto/pb-clients.html"},
		{"/documents/current/core/development/policy/coding-standard.html", docs + "development/coding-standard.html"},
		{"/documents/current/api/twisted.internet.utils.getProcessOutput.html", docs + "api/twisted.internet.utils.html#getProcessOutput"},
		{"/documents/current/web/examples/logging-proxy.py", github + "/blob/trunk/docs/web/examples/logging-proxy.py"},
		{"/documents/11.0.0/api/twisted.web.client.Agent.html", "https://twisted.github.io/documents/11.0.0/api/twisted.web.client.Agent.html"},
		{"/documents/howto/xmlrpc", docs + "web/howto/xmlrpc.html"},
		{"/documents/TwistedDocs/Twisted-0.18.0/twisted/test/", "gone"},
		{"/projects/core/documentation/howto/pclients.html", docs + "core/howto/pb-clients.html"},
		{"/projects/web", archive + "/blob/trunk/TwistedWeb.mediawiki"},
		{"/pipermail/twisted-python/2001-April/000037.html", "https://github.com/twisted/pipermail/blob/trunk/twisted-python/2001-April/000037.html"},
		{"/pipermail/twisted-commits/2002-May/002104.html", "gone"},
		{"/cgi-bin/mailman/listinfo/twisted-python", "https://mail.python.org/mailman3/lists/twisted.python.org/"},
		{"/Releases/Twisted/10.2/Twisted-10.2.0.tar.bz2", "https://pypi.org/project/Twisted/10.2.0/#files"},
		{"/Releases/twisted-16.0.0-md5sums.txt", "https://pypi.org/project/Twisted/16.0.0/#files"},
		{"/~glyph/", "gone"},
		{"/highscores/?time=2014-04-01", github + "/graphs/contributors"},
		{"/foo", ""},
		{"http://docs.twistedmatrix.com/en/stable/core/howto/clients.html", docs + "core/howto/clients.html"},
		{"http://buildbot.twistedmatrix.com/waterfall", "gone"},
		{"http://projects.twistedmatrix.com/words", archive + "/blob/trunk/TwistedWords.mediawiki"},
	} {
		u, ok := oldurls.Parse(tt.old)
		if !ok {
			t.Fatalf("%s is no URL", tt.old)
		}
		a := check.Follow(site, u)
		got := a.At
		switch a.Outcome {
		case check.Gone:
			got = "gone"
		case check.Nothing, check.OtherHost:
			got = ""
		}
		if got != tt.want {
			t.Errorf("%s: %s (%s), want %s", tt.old, got, a.Outcome, tt.want)
		}
	}
}

// neverWas are links found in the wild to what the old site cannot have had.
var neverWas = map[string]bool{
	"http://twistedmatrix.com/.well-known/acme-challenge":     true,
	"http://www.twistedmatrix.com/documents/,4,TwistedMatrix": true,
	"http://www.twistedmatrix.com/documents/r":                true,
}

// Every link that was found in the wild arrives, but for what never was and for
// hosts that still stand elsewhere.
func TestWildLinksArrive(t *testing.T) {
	t.Parallel()
	f, err := os.Open(sharedtest.Path(t, "twisted/wild-links.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	site := ownSite(t)
	n := 0
	err = oldurls.List(f, func(line int, raw string) {
		n++
		u, ok := oldurls.Parse(raw)
		a := check.Follow(site, u)
		standing := u.Host == "labs.twistedmatrix.com" || u.Host == "planet.twistedmatrix.com"
		if !ok || a.HasArrived() == (neverWas[raw] || standing) {
			t.Errorf("line %d: %s: %+v", line, raw, a)
		}
	})
	if err != nil || n != 1012 {
		t.Errorf("%d links, %v", n, err)
	}
}

// Every attachment of a wiki page that the recorded Trac had, and of a ticket that the
// map names, is in the archive under the name that the map leads to.
func TestAttachmentArchive(t *testing.T) {
	t.Parallel()
	inArchive := map[string]bool{}
	f, err := os.Open(sharedtest.Path(t, "twisted/attachment-archive.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		inArchive[lines.Text()] = true
	}
	manifest, err := os.ReadFile(sharedtest.Path(t, "trac-site/manifest.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	site := ownSite(t)
	n := 0
	for _, line := range strings.Split(string(manifest), "\n") {
		old, _, _ := strings.Cut(line, "\t")
		if !strings.HasPrefix(old, "/trac/raw-attachment/") {
			continue
		}
		n++
		to := site.Site.Redirects.Lookup(old).To
		_, path, _ := strings.Cut(to, "/trunk/")
		if !inArchive[path] {
			t.Errorf("%s leads to %s, which the archive does not have", old, to)
		}
	}
	if n != 58 {
		t.Errorf("%d attachments", n)
	}
	n = 0
	for _, s := range site.Site.Redirects.Stubs() { // those of tickets that are known to be linked to
		if strings.HasPrefix(s.Path, "/trac/attachment/ticket/") {
			n++
			if _, path, _ := strings.Cut(s.To, "/trunk/"); !inArchive[path] {
				t.Errorf("%s leads to %s, which the archive does not have", s.Path, s.To)
			}
		}
	}
	if n != 24 {
		t.Errorf("%d attachments of tickets", n)
	}
}

// What the recorded Trac answered is answered.
func TestRecordedURLsArrive(t *testing.T) {
	t.Parallel()
	manifest, err := os.ReadFile(sharedtest.Path(t, "trac-site/manifest.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	site := ownSite(t)
	for _, line := range strings.Split(string(manifest), "\n")[1:] {
		old, rest, _ := strings.Cut(line, "\t")
		if strings.HasPrefix(old, "/trac") && strings.Contains(rest, "\t200\t") && !check.Answers(site, old) {
			t.Errorf("nothing answers %s", old)
		}
	}
}
