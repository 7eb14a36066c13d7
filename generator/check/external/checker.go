package external

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"
)

// Checker asks. The zero value asks with the defaults.
type Checker struct {
	Client  *http.Client
	Cache   *Cache        // may be nil
	PerHost int           // questions to a host that links name, at once; 2
	AtOnce  int           // questions at once; 16
	Tries   int           // of what may pass; 3
	Timeout time.Duration // of one question; 15 s
	Wait    time.Duration // before the second try, then twice as long each time; 1 s
	Agent   string        // the User-Agent
}

// longest is how long a host's Retry-After is obeyed, and largest how much of a page is read
// for its fragments.
const (
	longest = 30 * time.Second
	largest = 4 << 20 // bytes
)

func orElse[T comparable](v, fallback T) T {
	if v == *new(T) {
		return fallback
	}
	return v
}

// Check asks for each URL once. The results are in the order of the URLs; told is called
// with each as it comes, by one goroutine at a time, and may be nil.
func (c *Checker) Check(ctx context.Context, urls []string, told func(Result)) []Result {
	results, asked := make([]Result, len(urls)), make([]bool, len(urls))
	var mu sync.Mutex
	var done sync.WaitGroup
	hosts := map[string]chan struct{}{}
	all := make(chan struct{}, orElse(c.AtOnce, 16))
	for _, u := range urls {
		if host := hostOf(u); hosts[host] == nil {
			hosts[host] = make(chan struct{}, orElse(c.PerHost, 2))
		}
	}
	for i, u := range urls {
		done.Go(func() {
			host := hosts[hostOf(u)]
			host <- struct{}{} // first the host's turn, so that none waits for another
			all <- struct{}{}
			r, known := c.Cache.get(u, time.Now())
			asked[i] = !known
			if !known {
				r = c.ask(ctx, u)
				r.URL, r.Asked = u, time.Now().UTC().Truncate(time.Second)
				if ctx.Err() == nil {
					c.Cache.put(r)
				}
			}
			<-all
			<-host
			mu.Lock()
			defer mu.Unlock()
			results[i] = r
			if told != nil {
				told(r)
			}
		})
	}
	done.Wait()
	return withoutNetwork(results, asked)
}

// withoutNetwork calls hosts that could not be found unknown where none of those that were
// asked answered: then it is the network that is not there.
func withoutNetwork(results []Result, asked []bool) []Result {
	for i, r := range results {
		if asked[i] && r.Status != 0 {
			return results
		}
	}
	for i, r := range results {
		if r.Why == noSuchHost {
			results[i].Verdict, results[i].Why = Unknown, "no host could be found: is there a network?"
		}
	}
	return results
}

func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Host)
	return strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80")
}

// ask tries until there is an answer that will stay.
func (c *Checker) ask(ctx context.Context, raw string) Result {
	wait := orElse(c.Wait, time.Second)
	for try := 1; ; try++ {
		r, again, after := c.once(ctx, raw)
		if !again || try >= orElse(c.Tries, 3) || ctx.Err() != nil {
			return r
		}
		select {
		case <-ctx.Done():
			return r
		case <-time.After(max(wait, min(after, longest))):
		}
		wait *= 2
	}
}

// once asks with HEAD, and with GET where that is refused or a fragment is to be found.
// after is how long the host wishes to be left alone.
func (c *Checker) once(ctx context.Context, raw string) (r Result, again bool, after time.Duration) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return Result{Verdict: Dead, Why: "this is no URL"}, false, 0
	}
	fragment := u.Fragment
	if strings.HasPrefix(fragment, ":~:") || strings.HasPrefix(fragment, "!") || strings.HasPrefix(fragment, "/") {
		fragment = "" // the browser's own, or a script's
	}
	linked := u.Fragment
	u.Fragment, u.RawFragment = "", ""
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		if method == http.MethodHead && fragment != "" {
			continue
		}
		r, after, err = c.request(ctx, method, u, fragment, linked)
		if err == nil && r.Verdict != Fine && r.Verdict != Moved && method == http.MethodHead {
			continue // some hosts know no HEAD
		}
		if err != nil && method == http.MethodHead && r.Verdict != Dead && !isTimeout(err) {
			continue
		}
		break
	}
	if isTimeout(err) && ctx.Err() == nil {
		return r, false, 0 // it had its time
	}
	return r, err != nil && r.Verdict == Unknown || passes(r.Status), after
}

// request asks once. fragment is looked for in the page; linked is that of the link.
func (c *Checker) request(
	ctx context.Context, method string, u *url.URL, fragment, linked string,
) (r Result, after time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, orElse(c.Timeout, 15*time.Second))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return Result{Verdict: Dead, Why: err.Error()}, 0, nil
	}
	req.Header.Set("User-Agent", orElse(c.Agent, "Mozilla/5.0 (compatible; sitegen; checks the links of a site)"))
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	forGood := true
	client := *orElse(c.Client, http.DefaultClient)
	client.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		if s := next.Response.StatusCode; s != http.StatusMovedPermanently && s != http.StatusPermanentRedirect {
			forGood = false
		}
		if len(via) >= 10 {
			return fmt.Errorf("it is redirected more than ten times")
		}
		return nil
	}
	answer, err := client.Do(req)
	if err != nil {
		verdict, why := judgeError(err)
		return Result{Verdict: verdict, Why: why}, 0, err
	}
	defer answer.Body.Close()
	r = Result{Verdict: judge(answer.StatusCode), Status: answer.StatusCode}
	if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil {
		after = time.Duration(seconds) * time.Second
	}
	if r.Verdict != Fine {
		r.Why = http.StatusText(answer.StatusCode)
		return r, after, nil
	}
	if at := answer.Request.URL; at.String() != u.String() && forGood {
		to := *at
		to.Fragment = orElse(to.Fragment, linked)
		r.Verdict, r.To = Moved, to.String()
	}
	isHTML := strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html")
	if fragment != "" && isHTML && !hasFragment(io.LimitReader(answer.Body, largest), fragment) {
		r.Verdict, r.Why = NoFragment, "the page has no #"+fragment
	}
	return r, after, nil
}

// hasFragment reports whether a page has an id or a name; GitHub puts a word before those of a
// README's headings.
func hasFragment(page io.Reader, fragment string) bool {
	z := html.NewTokenizer(page)
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range z.Token().Attr {
				if (a.Key == "id" || a.Key == "name") && (a.Val == fragment || a.Val == "user-content-"+fragment) {
					return true
				}
			}
		}
	}
}
