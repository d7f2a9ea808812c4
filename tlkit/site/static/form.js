// Helps while questions are answered: conditions, and villages while one types. Nothing is kept on the phone.
"use strict";
(function () {
  document.documentElement.classList.add("scripted");

  // Questions that wait for an answer on the same page; what waits for one that is not asked waits too.
  function judge() {
    document.querySelectorAll("[data-if]").forEach(function (ask) {
      var inputs = document.getElementsByName(ask.dataset.if);
      ask.hidden = !Array.from(inputs).some(function (input) {
        var chosen = input.type !== "radio" && input.type !== "checkbox" || input.checked;
        return chosen && input.value === ask.dataset.is && !input.closest("[data-if][hidden]");
      });
    });
  }

  // Villages while one types; the button does the same without a script.
  function villages(root) {
    root.querySelectorAll("[data-village]").forEach(function (box) {
      var input = box.querySelector("input[type=search]");
      var found = box.querySelector(".found");
      var asked = 0;
      function option(village, chosen) {
        var label = document.createElement("label");
        var radio = document.createElement("input");
        var words = document.createElement("span");
        label.className = "option";
        radio.type = "radio";
        radio.name = box.dataset.name;
        radio.value = village.code;
        radio.checked = village.code === chosen;
        words.textContent = village.path;
        label.append(radio, words);
        return label;
      }
      function line(words) {
        var said = document.createElement("p");
        said.className = "hint";
        said.textContent = words;
        return said;
      }
      function ask() {
        var words = input.value.trim();
        var number = asked += 1;
        if (words.length < 3) return;
        fetch(box.dataset.village + "?q=" + encodeURIComponent(words)).then(function (answer) {
          return answer.ok ? answer.json() : null;
        }).then(function (list) {
          if (number !== asked || !list) return;
          var kept = found.querySelector("input:checked");
          var chosen = kept ? kept.value : "";
          var old = kept ? kept.closest("label") : null;
          found.textContent = "";
          if (old && !list.some(function (each) { return each.code === chosen; })) found.append(old);
          list.forEach(function (village) { found.append(option(village, chosen)); });
          if (!list.length) found.append(line(box.dataset.none));
          if (list.length >= Number(box.dataset.most)) found.append(line(box.dataset.more));
        }, function () {});
      }
      var timer;
      input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 350); });
      input.addEventListener("keydown", function (event) {
        if (event.key === "Enter") { event.preventDefault(); clearTimeout(timer); ask(); }
      });
    });
  }

  function start(root) {
    judge();
    villages(root);
  }
  start(document);
  document.addEventListener("change", judge);
  document.addEventListener("drawn", function (event) { start(event.target); });
  var wrong = document.getElementById("kesalahan");
  if (wrong) wrong.focus();
})();
