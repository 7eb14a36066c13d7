// Forwards old URLs. A stub runs it behind its refresh, 404.html with the site's
// patterns in data-rules; see package redirect, whose Lookup does the
// same in Go.
(function () {
  "use strict";
  var script = document.currentScript;

  function decode(s) {
    try { return decodeURIComponent(s); } catch (e) { return s; }
  }
  function escapePath(s) {
    return s.split("/").map(encodeURIComponent).join("/");
  }
  function expand(target, captures) {
    return target.replace(/\{([a-z][a-z0-9_]*)\}/g, function (whole, name, at) {
      if (!(name in captures)) return whole;
      if (target.slice(0, at).indexOf("?") >= 0) return encodeURIComponent(captures[name]);
      return escapePath(target.charAt(at - 1) === "/" ? captures[name].replace(/^\/+/, "") : captures[name]);
    });
  }
  function mapFragment(rules, fragment) {
    if (!rules || !fragment) return fragment;
    var keys = Object.keys(rules).sort();
    for (var i = 0; i < keys.length; i++) {
      var names = [], pattern = "^", last = 0, capture = /\{([a-z][a-z0-9_]*)(:int)?\}/g, m;
      var quote = function (s) { return s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); };
      while ((m = capture.exec(keys[i]))) {
        pattern += quote(keys[i].slice(last, m.index)) + (m[2] ? "([0-9]+)" : "(.+)");
        names.push(m[1]);
        last = capture.lastIndex;
      }
      if ((m = new RegExp(pattern + quote(keys[i].slice(last)) + "$").exec(fragment))) {
        var captures = {};
        names.forEach(function (n, k) { captures[n] = m[k + 1]; });
        return expand(rules[keys[i]], captures);
      }
    }
    return "";
  }
  function arrive(to, queries, fragments, query, fragment) {
    var chosen = false;
    query.split("&").some(function (pair) {
      var at = pair.indexOf("="), key = at < 0 ? pair : pair.slice(0, at);
      if (!queries || at < 0 || at + 1 === pair.length || !Object.prototype.hasOwnProperty.call(queries, key)) return false;
      var captures = {};
      captures[key] = decode(pair.slice(at + 1).replace(/\+/g, " "));
      to = expand(queries[key], captures);
      return (chosen = true);
    });
    var hash = to.indexOf("#"), target = hash < 0 ? to : to.slice(0, hash), own = hash < 0 ? "" : to.slice(hash + 1);
    if (query && !chosen && target.indexOf("?") < 0) target += "?" + query;
    var mapped = mapFragment(fragments, fragment);
    if (mapped && !own) own = fragments ? mapped : encodeURI(mapped);
    return own ? target + "#" + own : target;
  }
  function match(from, path) {
    var parts = path.replace(/^\/+|\/+$/g, "").split("/"), segments = from.replace(/^\/+|\/+$/g, "").split("/"), captures = {};
    for (var i = 0; i < segments.length; i++) {
      var m = /^\{([a-z][a-z0-9_]*)(:int|\.\.\.)?\}$/.exec(segments[i]);
      if (m && m[2] === "...") {
        if (i >= parts.length || !parts[i]) return null;
        captures[m[1]] = parts.slice(i).join("/");
        return captures;
      }
      if (i >= parts.length) return null;
      if (!m ? parts[i] !== segments[i] : m[2] ? !/^[0-9]+$/.test(parts[i]) : !parts[i]) return null;
      if (m) captures[m[1]] = parts[i];
    }
    return parts.length === segments.length ? captures : null;
  }
  // lookup answers {to} or {gone}, or null.
  function lookup(rules, path, query, fragment) {
    path = decode(path);
    fragment = decode(fragment);
    for (var i = 0; i < rules.length; i++) {
      var r = rules[i], captures = match(r.from, path);
      if (!captures) continue;
      if (r.gone) return { gone: r.gone };
      if (r.missing) return { to: expand(r.missing, captures) };
      var queries = {};
      Object.keys(r.query || {}).forEach(function (k) { queries[k] = expand(r.query[k], captures); });
      return { to: arrive(expand(r.to, captures), queries, r.fragment, query, fragment) };
    }
    return null;
  }

  var resolver = { lookup: lookup, arrive: arrive };
  if (typeof window.sitegenTest === "function") return window.sitegenTest(resolver);

  var data = script.dataset, base = data.base || "";
  var query = location.search.slice(1), fragment = location.hash.slice(1);
  function go(to) {
    location.replace(to.charAt(0) === "/" ? base + to : to);
  }
  if ("stub" in data) {
    var to = document.querySelector("meta[http-equiv=refresh]").content.replace("0; url=", "");
    location.replace(arrive(to, data.query && JSON.parse(data.query), data.fragment && JSON.parse(data.fragment), query, decode(fragment)));
  } else if (data.rules) {
    var path = location.pathname;
    if (path.indexOf(base + "/") === 0) path = path.slice(base.length);
    var answer = lookup(JSON.parse(data.rules), path, query, fragment);
    if (answer && answer.to) go(answer.to);
    if (answer && answer.gone) {
      document.title = "Gone";
      var p = document.createElement("p"), title = document.querySelector("main article h1");
      p.textContent = answer.gone;
      title.textContent = "This page is gone";
      while (title.nextSibling) title.nextSibling.remove();
      title.after(p);
    }
  }
})();
