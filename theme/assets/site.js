// What pages can do besides being read: copy code, and show tabs one at a time. Without
// this script, code is code and tabs stand below one another.
(function () {
  "use strict";

  // Every block of code gets a button that copies it, without line numbers and prompts.
  function textOf(pre) {
    var code = pre.querySelector(".lntd:last-child code, :scope > code") || pre;
    var copy = code.cloneNode(true);
    var session = copy.querySelector(".gp");
    copy.querySelectorAll(".ln, .lnt").forEach(function (n) { n.remove(); });
    if (!session) return copy.textContent;
    copy.querySelectorAll(".go, .gt, .gr").forEach(function (n) { n.remove(); });
    copy.querySelectorAll(".gp").forEach(function (n) { n.remove(); });
    return copy.textContent.replace(/\n{2,}/g, "\n");
  }
  if (navigator.clipboard) {
    document.querySelectorAll("pre.chroma").forEach(function (pre) {
      if (pre.closest(".lntd")) return;
      var button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy this code");
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(textOf(pre)).then(function () {
          button.textContent = "Copied";
          setTimeout(function () { button.textContent = "Copy"; }, 2000);
        });
      });
      var box = document.createElement("div");
      box.className = "code-box";
      pre.replaceWith(box);
      box.append(pre, button);
    });
  }

  // Tabs, as the ARIA Authoring Practices have them: arrows move, a link to what is inside
  // opens its tab.
  document.querySelectorAll(".tabs").forEach(function (tabs) {
    var panels = Array.from(tabs.querySelectorAll(":scope > section"));
    if (panels.length < 2) return;
    var list = document.createElement("div");
    list.className = "tab-list";
    list.setAttribute("role", "tablist");
    if (tabs.hasAttribute("aria-label")) {
      list.setAttribute("aria-label", tabs.getAttribute("aria-label"));
      tabs.removeAttribute("aria-label");
      tabs.removeAttribute("role");
    }
    var buttons = panels.map(function (panel) {
      var name = panel.querySelector(".tab");
      var button = document.createElement("button");
      button.type = "button";
      button.id = name.id;
      button.textContent = name.textContent;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", panel.id);
      name.remove();
      panel.setAttribute("role", "tabpanel");
      panel.tabIndex = 0;
      list.append(button);
      return button;
    });
    function show(chosen, focus) {
      panels.forEach(function (panel, i) {
        panel.hidden = i !== chosen;
        buttons[i].setAttribute("aria-selected", String(i === chosen));
        buttons[i].tabIndex = i === chosen ? 0 : -1;
      });
      if (focus) buttons[chosen].focus();
    }
    buttons.forEach(function (button, i) {
      button.addEventListener("click", function () { show(i); });
      button.addEventListener("keydown", function (e) {
        var to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: buttons.length - 1 }[e.key];
        if (to === undefined) return;
        e.preventDefault();
        show((to + buttons.length) % buttons.length, true);
      });
    });
    function follow() {
      var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      var at = panels.findIndex(function (panel) { return target && panel.contains(target); });
      if (at >= 0) show(at);
    }
    tabs.prepend(list);
    show(0);
    follow();
    addEventListener("hashchange", follow);
  });

  // A slash goes to the search.
  document.addEventListener("keydown", function (e) {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.target.isContentEditable) return;
    var field = document.querySelector("main input[type=search]");
    var link = document.querySelector("a.to-search");
    if (!field && !link) return;
    e.preventDefault();
    if (field) field.focus(); else location.href = link.href;
  });
})();
