// Filters the list while one types. Without it the form asks the server, which answers the same.
"use strict";
(function () {
  var form = document.getElementById("saring");
  var count = document.getElementById("jumlah");
  var nothing = document.getElementById("kosong");
  if (!form || !count) return;

  var fillers = new Set(form.dataset.fillers.split(" "));
  var groups = [];
  var ended = [];

  // Words and matching follow tlkit.catalogue.search, which answers for the server.
  function words(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  }
  function telling(all) {
    var kept = all.filter(function (word) { return !fillers.has(word); });
    return kept.length ? kept : all;
  }
  function begins(known, want) {
    return known.some(function (word) { return word.startsWith(want); });
  }
  function matches(row, asked) {
    return asked.every(function (want) { return begins(row.words, want); });
  }
  function covers(name, asked) {
    return name.every(function (word) {
      return asked.some(function (typed) { return word === typed || (typed.length > 2 && word.startsWith(typed)); });
    });
  }
  function row(element, heading) {
    var link = element.querySelector("a");
    var text = [link, element.querySelector("p")].map(function (each) { return each.textContent; });
    return {
      element: element, agency: element.dataset.a, id: link.getAttribute("href").split("/").pop(),
      words: words(text.join(" ") + " " + heading + " " + element.dataset.w)
    };
  }
  function group(section) {
    var heading = section.querySelector("h2 span:nth-of-type(2)").textContent;
    var rows = Array.from(section.querySelectorAll("li"), function (element) { return row(element, heading); });
    return { section: section, sector: section.dataset.s, rows: rows };
  }
  function stone(element) {
    var names = element.dataset.names.split("|").map(function (name) { return telling(words(name)); });
    return { element: element, names: names, instead: element.dataset.instead.split(" ") };
  }
  function read() {
    groups = Array.from(document.querySelectorAll("[data-s]"), group);
    ended = Array.from(document.querySelectorAll(".ended"), stone);
  }
  function announce(shown, filtered) {
    var text = filtered ? (shown === 1 ? count.dataset.one : count.dataset.many) : count.dataset.all;
    count.textContent = text.replace("{}", shown);
  }
  function showEnded(asked) {
    var instead = new Set();
    ended.forEach(function (each) {
      var found = asked.length > 0 && each.names.some(function (name) { return covers(name, asked); });
      each.element.hidden = !found;
      if (found) each.instead.forEach(function (id) { instead.add(id); });
    });
    return instead;
  }
  function filter() {
    var typed = words(form.elements.q.value);
    var asked = telling(typed);
    var sector = form.elements.sektor.value;
    var agency = form.elements.instansi.value;
    var instead = showEnded(asked);
    var shown = 0;
    groups.forEach(function (each) {
      var held = 0;
      each.rows.forEach(function (one) {
        var fits = (!sector || sector === each.sector) && (!agency || agency === one.agency) &&
          (instead.has(one.id) || matches(one, asked));
        one.element.hidden = !fits;
        held += fits;
      });
      each.section.hidden = held === 0;
      each.section.querySelector("h2 small").textContent = held;
      shown += held;
    });
    nothing.hidden = shown > 0 || ended.some(function (each) { return !each.element.hidden; });
    announce(shown, typed.length > 0 || sector !== "" || agency !== "");
  }
  function remember() {
    var asked = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (value) asked.set(name, value); });
    history.replaceState(null, "", asked.toString() ? "?" + asked : location.pathname);
  }
  // A page that the server has filtered fetches the whole list once somebody changes what is asked, so that typing
  // can widen it again: not before, for a list that is put in anew under a finger loses the tap.
  var whole = form.hasAttribute("data-whole") ? Promise.resolve() : null;
  function fetchWhole() {
    return fetch(form.action).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      document.querySelectorAll("[data-s]").forEach(function (section) { section.remove(); });
      page.querySelectorAll("[data-s]").forEach(function (section) { nothing.parentNode.append(document.adoptNode(section)); });
      read();
    });
  }
  function follow() {
    whole = whole || fetchWhole();
    whole.then(function () { filter(); remember(); }, function () { whole = null; /* the form still asks the server */ });
  }
  var waiting;
  form.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(follow, 120);
  });
  form.addEventListener("submit", function (event) {
    if (!whole) return;
    event.preventDefault();
    clearTimeout(waiting);
    follow();
  });
  new URLSearchParams(location.search).forEach(function (value, name) {
    if (form.elements[name]) form.elements[name].value = value;
  });
  read();
  if (whole && location.search) filter();
})();
