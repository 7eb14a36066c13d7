// Forwards old URLs, for stubs and 404.html; see package redirect, whose Lookup is the same
// algorithm.
(function () {
  "use strict";
  var script = document.currentScript;
  var stubMaps = {}; // what stubs' rules make of query and fragment, lists by from
  var hashes = Object.create(null); // SHA-1 by text, as far as known
  var wanted = [];  // texts whose hash is needed, and not yet known

  function decode(s) {
    try { return decodeURIComponent(s); } catch (e) { return s; }
  }
  function decodeParam(s) { return decode(s.replace(/\+/g, " ")); }
  function has(o, k) { return Object.prototype.hasOwnProperty.call(o, k); }
  function onSite(to) { return to.replace(/^\/\/+/, "/"); }
  function escapePath(s) { return s.split("/").map(encodeURIComponent).join("/"); }

  var functions = {
    ext: function (s) { return (/\.[A-Za-z0-9]+$/.exec(s) || [""])[0]; },
    lower: function (s) { return s.replace(/[A-Z]/g, function (c) { return c.toLowerCase(); }); },
    upper: function (s) { return s.replace(/[a-z]/g, function (c) { return c.toUpperCase(); }); },
    query: function (s) { return s; },
    sha1: function (s) {
      if (!has(hashes, s)) wanted.push(s);
      return hashes[s] || "";
    }
  };
  function apply(s, names) {
    return names.reduce(function (s, name) {
      var first = /^first(\d+)$/.exec(name);
      return first ? Array.from(s).slice(0, first[1]).join("") : functions[name](s);
    }, s);
  }
  var placeholder = /\{([a-z][a-z0-9_]*)((?:\|[a-z0-9]+)*)\}/g;
  function expand(target, captures) {
    return onSite(target.replace(placeholder, function (whole, name, pipe, at) {
      if (!has(captures, name)) return whole;
      var names = pipe.split("|").slice(1), s = apply(captures[name], names);
      return /[?#]/.test(target.slice(0, at)) || names.indexOf("query") >= 0 ? encodeURIComponent(s) : escapePath(s);
    }));
  }
  function plain(text, captures) {
    return text.replace(placeholder, function (whole, name, pipe) {
      return !pipe && has(captures, name) ? captures[name] : whole;
    });
  }

  // fill adds to captures what a text with {x} and {x:int} captures of s.
  function fill(captures, text, s) {
    var names = [], last = 0, pattern = "^", capture = /\{([a-z][a-z0-9_]*)(:int)?\}/g, m;
    function quote(s) { return s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }
    while ((m = capture.exec(text))) {
      pattern += quote(text.slice(last, m.index)) + (m[2] ? "([0-9]+)" : "([^\\n]+)");
      names.push(m[1]);
      last = capture.lastIndex;
    }
    if (!(m = new RegExp(pattern + quote(text.slice(last)) + "$").exec(s))) return false;
    names.forEach(function (n, i) { captures[n] = m[i + 1]; });
    return true;
  }
  function trimStrayMarks(s) { return s.replace(/[ \t\r\n.,;:!?'"<>()[\]{}*|\\`]+$/, ""); }
  // mapFragment returns {own}, the fragment on the rule's own target, or {away}, a target in its place.
  function mapFragment(cases, captures, fragment) {
    if (!cases || !fragment) return { own: encodeURI(fragment) };
    var texts = [fragment, trimStrayMarks(fragment)];
    for (var i = 0; i < 2; i++) {
      for (var k = 0; k < cases.length; k++) {
        var full = Object.assign({}, captures);
        if (!fill(full, cases[k][0], texts[i])) continue;
        var to = expand(cases[k][1], full);
        return to.charAt(0) === "#" ? { own: to.slice(1) } : { away: to };
      }
    }
    return { own: "" };
  }
  function matchQuery(key, captures, pairs) {
    var full = Object.assign({}, captures);
    return key.split("&").every(function (param) {
      var at = param.indexOf("="), name = at < 0 ? param : param.slice(0, at);
      var value = at < 0 ? "{" + name + "}" : param.slice(at + 1);
      return pairs.some(function (pair) { return pair[0] === name && fill(full, value, pair[1]); });
    }) && full;
  }
  // complete adds to a target the URL's query, encoded, and fragment, decoded, or what the rule's maps make of them.
  function complete(to, rule, captures, query, fragment) {
    var pairs = query.split("&").map(function (pair) {
      var at = pair.indexOf("=");
      return at < 0 ? [decodeParam(pair), ""] : [decodeParam(pair.slice(0, at)), decodeParam(pair.slice(at + 1))];
    });
    var chosen = query && (rule.query || []).some(function (q) {
      var full = matchQuery(q[0], captures, pairs);
      if (full) to = expand(q[1], full);
      return full;
    });
    var mapped = mapFragment(rule.fragment, captures, fragment);
    if (mapped.away) return mapped.away;
    var hash = to.indexOf("#"), path = hash < 0 ? to : to.slice(0, hash);
    var targetFragment = hash < 0 ? "" : to.slice(hash + 1);
    if (query && !chosen && !rule.query && path.indexOf("?") < 0) path += "?" + query;
    targetFragment = targetFragment || mapped.own;
    return targetFragment ? path + "#" + targetFragment : path;
  }

  function split(path) { return path.replace(/^\/+|\/+$/g, "").split("/"); }
  function match(from, path) {
    var parts = split(path), segments = split(from), captures = {}, shift = 0;
    for (var i = 0; i < segments.length; i++) {
      var m = /^([^{}]*)\{([a-z][a-z0-9_]*)(:int|\.\.\.)?\}([^{}]*)$/.exec(segments[i]), part = parts[i + shift];
      if (i + shift >= parts.length) return null;
      if (!m) {
        if (part !== segments[i]) return null;
        continue;
      }
      if (m[3] === "...") {
        if ((shift = parts.length - segments.length) < 0) return null;
        part = parts.slice(i, i + shift + 1).join("/");
      }
      if (part.length <= m[1].length + m[4].length || !part.startsWith(m[1]) || !part.endsWith(m[4])) return null;
      part = part.slice(m[1].length, part.length - m[4].length);
      if (m[3] === ":int" && !/^[0-9]+$/.test(part)) return null;
      captures[m[2]] = part;
    }
    return parts.length === segments.length + shift ? captures : null;
  }
  function tidy(path) {
    path = path.replace(/[ <>"][^]*/, "").replace(/\*\*/g, "");
    var mended = path.replace(/[/ \t\r\n.,;:!?'"<>()[\]{}*|\\`]+$/, ""), end = path.slice(mended.length);
    if (mended && /^\/|\/$/.test(end)) mended += "/";
    return "/" + mended.replace(/\/\/+/g, "/").replace(/^\//, "");
  }
  // unpack reads the patterns: see Map.Patterns.
  function unpack(rules) {
    var lengths = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", before = ["", "", "", "", ""];
    return rules.map(function (r) {
      var texts = before.map(function (b, i) {
        return r[i] ? (before[i] = b.slice(0, lengths.indexOf(r[i].charAt(0))) + r[i].slice(1)) : "";
      });
      return {
        from: texts[0], to: texts[1], gone: texts[2], since: texts[3], see: texts[4], query: r[5], fragment: r[6]
      };
    });
  }
  // unfiled answers for a stub that has no file: see Map.Unfiled.
  function unfiled(stub, path, query, fragment) {
    if (stub.gone || stub.missing) return stub;
    var rule = has(stubMaps, stub.from) && stubMaps[stub.from][stub.n || 0] || {};
    var captures = Object.assign(match(stub.from || "", path) || {}, stub.row);
    return { to: complete(stub.to, rule, captures, query, decode(fragment)) };
  }
  // lookup answers {to} or {gone, since, see}, or null.
  function lookup(rules, paths, path, query, fragment) {
    path = decode(path);
    var cleaned = path.replace(/\/+$/, "") || "/";
    if (has(paths, cleaned)) return unfiled(paths[cleaned], path, query, fragment);
    for (var i = 0; i < rules.length; i++) {
      var r = rules[i], c = match(r.from, path);
      if (c && r.gone) return { gone: plain(r.gone, c), since: r.since, see: r.see && expand(r.see, c) };
      if (!c) continue;
      var end = /\{([a-z][a-z0-9_]*)\.\.\.\}$/.exec(r.from), to = expand(r.to, c);
      if (end && path.endsWith("/") && r.to.endsWith("{" + end[1] + "}") && !/[?#]/.test(r.to)) to += "/";
      return { to: complete(to, r, c, query, decode(fragment)) };
    }
    var mended = tidy(path);
    return mended === path ? null : { to: complete(escapePath(mended), {}, {}, query, decode(fragment)) };
  }
  // settle asks again until every hash is known, then passes the answer to tell.
  function settle(ask, tell) {
    wanted = [];
    var answer = ask(), texts = wanted;
    if (!texts.length) return tell(answer);
    if (!window.crypto || !crypto.subtle) return tell(null); // no hashes but by https
    Promise.all(texts.map(function (text) {
      return crypto.subtle.digest("SHA-1", new TextEncoder().encode(text)).then(function (sum) {
        hashes[text] = Array.from(new Uint8Array(sum), function (b) {
          return (b + 256).toString(16).slice(1);
        }).join("");
      });
    })).then(function () { settle(ask, tell); });
  }

  var data = script.dataset, base = data.base || "";
  var query = location.search.slice(1), fragment = location.hash.slice(1);
  function below(path) { return path.indexOf(base + "/") === 0 ? path.slice(base.length) : path; }
  function go(to) { location.replace(to.charAt(0) === "/" ? base + onSite(to) : to); }
  function link(url) {
    var a = document.createElement("a");
    a.href = url.charAt(0) === "/" ? base + url : url;
    a.textContent = url.replace(/^https?:\/\//, "").replace(/\/?([?#].*)?$/, "") || url;
    return a;
  }
  // again reports whether this page keeps forwarding: where it leads comes back.
  function again() {
    var key = "old-url:" + location.href, now = Date.now(), times = [];
    try {
      times = JSON.parse(sessionStorage.getItem(key) || "[]").filter(function (t) { return now - t < 10000; });
      sessionStorage.setItem(key, JSON.stringify(times.concat(now)));
    } catch (e) { /* none to keep it in */ }
    return times.length >= 4;
  }
  function tell(answer) {
    if (answer && answer.to && again()) {
      answer = { gone: "This address leads to another, which leads back here.", see: answer.to };
    }
    if (answer && answer.to) go(answer.to);
    if (!answer || !answer.gone) return;
    document.title = "Gone";
    var p = document.createElement("p"), title = document.querySelector("main article h1");
    p.append(answer.gone, answer.since ? " Gone since " + answer.since + "." : "");
    if (answer.see) p.append(" See ", link(answer.see), ".");
    title.textContent = "This page is gone";
    while (title.nextSibling) title.nextSibling.remove();
    title.after(p);
  }
  if ("stub" in data) {
    base = script.getAttribute("src").replace(/\/assets\/[^/]*$/, "");
    var to = below(document.querySelector("meta[http-equiv=refresh]").content.replace("0; url=", ""));
    if ("missing" in data) return go(to);
    var rule = has(stubMaps, data.stub) && stubMaps[data.stub][data.n || 0] || {};
    var path = below(decode(location.pathname)).replace(/\/index\.html$/, "");
    var captures = Object.assign(match(data.stub, path) || {}, JSON.parse(data.row || "{}"));
    settle(function () { return complete(to, rule, captures, query, decode(fragment)); }, go);
  } else if (data.rules) {
    var json = function (id) { return JSON.parse(document.getElementById(id).textContent); };
    var rules = unpack(json(data.rules)), paths = data.paths ? json(data.paths) : {};
    settle(function () { return lookup(rules, paths, below(location.pathname), query, fragment); }, tell);
  }
})();
