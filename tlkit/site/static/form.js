// Helps while questions are answered: conditions, and villages while one types. Nothing is kept on the phone.
"use strict";
(function () {
  document.documentElement.classList.add("scripted");

  // Questions that wait for an answer on the same page; what waits for one that is not asked waits too.
  function judge() {
    document.querySelectorAll("[data-if]").forEach(function (ask) {
      var inputs = document.getElementsByName(ask.dataset.if);
      if (!inputs.length) return;
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
      function option(village) {
        var label = document.createElement("label");
        var radio = document.createElement("input");
        var words = document.createElement("span");
        label.className = "option";
        radio.type = "radio";
        radio.name = box.dataset.name;
        radio.value = village.code;
        words.textContent = village.path;
        label.append(radio, words);
        return label;
      }
      function line(words) {
        var note = document.createElement("p");
        note.className = "hint";
        note.textContent = words;
        found.append(note);
      }
      // What is listed already stays where it is, so that a finger or the focus on it does not lose it.
      function show(list) {
        var held = {};
        var wanted = list.map(function (village) { return village.code; });
        found.querySelectorAll("p").forEach(function (each) { each.remove(); });
        found.querySelectorAll("label").forEach(function (label) {
          var radio = label.querySelector("input");
          if (wanted.includes(radio.value)) held[radio.value] = label;
          else if (!radio.checked) label.remove();
        });
        var next = found.querySelector("label");
        if (next && !Object.values(held).includes(next)) next = next.nextElementSibling;
        list.forEach(function (village) {
          var label = held[village.code] || option(village);
          if (label === next) next = next.nextElementSibling;
          else found.insertBefore(label, next);
        });
        if (!list.length) line(box.dataset.none);
        if (list.length >= Number(box.dataset.most)) line(box.dataset.more);
      }
      function ask() {
        var words = input.value.trim();
        var number = asked += 1;
        if (words.length < 3) return;
        fetch(box.dataset.village + "?q=" + encodeURIComponent(words)).then(function (answer) {
          if (!answer.ok) throw new Error(answer.status);
          return answer.json();
        }).then(function (list) { if (number === asked) show(list); }, function () {});
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
