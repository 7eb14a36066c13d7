// The search page: it reads the index that the site was published with, and asks nobody.
// generator/search.go says what the index holds, generator/words.go what a word is.
(function () {
  "use strict";
  var form = document.querySelector("form.search[data-index]");
  var field = document.getElementById("theme-q");
  var found = document.getElementById("theme-found");
  var results = document.getElementById("theme-results");
  var shownAtMost = 50;
  var index, loading;

  function load() {
    loading = loading || fetch(form.dataset.index).then(function (answer) {
      if (!answer.ok) throw new Error("status " + answer.status);
      return answer.json();
    }).then(function (data) {
      data.sorted = Object.keys(data.words).sort();
      index = data;
    });
    return loading;
  }

  var noSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
  function wordsOf(text) {
    var words = [];
    text = text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/ς/g, "σ");
    (text.match(/[\p{L}\p{Nd}_]+/gu) || []).forEach(function (run) {
      run.split(/([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])/u).forEach(function (word) {
        if (word) words.push(Array.from(word).slice(0, 40).join(""));
      });
    });
    return words;
  }

  // from finds the first word of the index that is not before one.
  function from(word) {
    var low = 0, high = index.sorted.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (index.sorted[middle] < word) low = middle + 1; else high = middle;
    }
    return low;
  }

  // rank gives the pages that hold a word, or one that begins with it, their points: rare
  // words count more, whole words more than beginnings. A letter alone, as of C++, begins nothing.
  function rank(word) {
    var points = new Map();
    for (var i = from(word); i < index.sorted.length && index.sorted[i].startsWith(word); i++) {
      if (word.length === 1 && index.sorted[i] !== word && !noSpaces.test(word)) break;
      var pairs = index.words[index.sorted[i]];
      var rare = Math.log(1 + index.pages.length / (pairs.length / 2));
      var whole = index.sorted[i] === word ? 2 : 1;
      for (var n = 0, page = 0; n < pairs.length; n += 2) {
        page += pairs[n];
        points.set(page, Math.max(points.get(page) || 0, pairs[n + 1] * rare * whole));
      }
    }
    return points;
  }

  function search(text) {
    var words = wordsOf(text);
    if (!words.length) return [];
    var total = null;
    words.forEach(function (word) {
      var points = rank(word);
      if (!total) { total = points; return; }
      total.forEach(function (n, page) {
        if (points.has(page)) total.set(page, n + points.get(page)); else total.delete(page);
      });
    });
    return Array.from(total).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).map(function (hit) { return index.pages[hit[0]]; });
  }

  function show() {
    var text = field.value.trim();
    history.replaceState(null, "", text ? "?q=" + encodeURIComponent(text) : location.pathname);
    if (!text) { found.textContent = ""; results.replaceChildren(); return; }
    load().then(function () {
      if (field.value.trim() !== text) return;
      var hits = search(text);
      found.textContent = hits.length === 0 ? "Nothing found." : hits.length === 1 ? "1 page" : hits.length + " pages" + (hits.length > shownAtMost ? ", the first " + shownAtMost : "");
      results.replaceChildren.apply(results, hits.slice(0, shownAtMost).map(function (page) {
        var item = document.createElement("li"), link = document.createElement("a"), about = document.createElement("p");
        link.href = page[0];
        link.textContent = page[1];
        about.textContent = page[2];
        item.append(link, about);
        return item;
      }));
    }).catch(function (why) {
      loading = null;
      found.textContent = "The index of the search could not be read (" + why.message + ").";
    });
  }

  form.addEventListener("submit", function (e) { e.preventDefault(); show(); });
  field.addEventListener("focus", load, { once: true });
  field.addEventListener("input", show);
  // Arrows walk through the results.
  document.addEventListener("keydown", function (e) {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    var stops = [field].concat(Array.from(results.querySelectorAll("a")));
    var at = stops.indexOf(document.activeElement) + (e.key === "ArrowDown" ? 1 : -1);
    if (stops.indexOf(document.activeElement) < 0 || at < 0 || at >= stops.length) return;
    e.preventDefault();
    stops[at].focus();
  });
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) field.value = asked;
  if (asked) show();
  field.focus();
})();
