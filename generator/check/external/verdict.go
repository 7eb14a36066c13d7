package external

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"slices"
	"time"
)

// Verdict is what became of a link.
type Verdict string

// The verdicts.
const (
	Fine       Verdict = "fine"
	Moved      Verdict = "moved"       // for good, and arrives elsewhere
	NoFragment Verdict = "no fragment" // the page is there, the place in it is not
	Dead       Verdict = "dead"        // it is gone, or never was
	Blocked    Verdict = "blocked"     // the host answers people only, or too many asked
	Unknown    Verdict = "unknown"     // no clear answer
)

// Result is a link's verdict.
type Result struct {
	URL     string    `json:"url"`
	Verdict Verdict   `json:"verdict"`
	Status  int       `json:"status,omitempty"` // of HTTP; 0 where there was no answer
	Why     string    `json:"why,omitempty"`
	To      string    `json:"to,omitempty"` // where a moved one leads
	Asked   time.Time `json:"asked"`
}

// judge turns a status into a verdict.
func judge(status int) Verdict {
	switch {
	case status >= 200 && status < 300:
		return Fine
	case status == http.StatusNotFound || status == http.StatusGone:
		return Dead
	case slices.Contains(refusals, status):
		return Blocked
	}
	return Unknown
}

// refusals are what hosts answer that do not talk to programs, or not any more today.
var refusals = []int{
	http.StatusUnauthorized, http.StatusForbidden, http.StatusProxyAuthRequired, http.StatusNotAcceptable,
	http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons, linkedIn,
}

// linkedIn is the status of LinkedIn's own for programs.
const linkedIn = 999

const noSuchHost = "there is no such host"

// judgeError turns what went wrong into a verdict.
func judgeError(err error) (Verdict, string) {
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return Dead, noSuchHost
	}
	if errors.As(err, new(x509.CertificateInvalidError)) || errors.As(err, new(x509.HostnameError)) ||
		errors.As(err, new(x509.UnknownAuthorityError)) {
		return Unknown, "its certificate is not valid: " + err.Error()
	}
	if isTimeout(err) {
		return Unknown, "no answer in time"
	}
	return Unknown, err.Error()
}

func isTimeout(err error) bool {
	n, ok := errors.AsType[net.Error](err)
	return ok && n.Timeout() || errors.Is(err, context.DeadlineExceeded)
}

// passes reports whether an answer may be another one soon.
func passes(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusRequestTimeout ||
		status >= 500 && status != http.StatusNotImplemented && status != linkedIn
}
