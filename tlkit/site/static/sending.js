// The connection is tried before a page is left, so that what was typed is never lost.
// What is pressed while files are on their way waits for them in sight, then goes on.
"use strict";
(function () {
  var waiting = null;

  function careful(form) {
    var sure = false, busy = false;
    form.addEventListener("submit", function (event) {
      if (sure) { sure = false; return; }
      event.preventDefault();
      if (busy) return;
      if (form.querySelector(".send .busy")) return wait(form, event.submitter);
      busy = true;
      var pressed = event.submitter;
      var restore = speak(form, pressed);
      function back() {
        busy = false;
        restore();
      }
      reach().then(function () {
        sure = true;
        busy = "once" in form.dataset;
        warn(form, "");
        if (pressed) form.requestSubmit(pressed); else form.requestSubmit();
        setTimeout(back, 8000);
      }, function () { back(); warn(form, form.dataset.offline); });
    });
  }
  // The words of a button while it works; gives what brings its own words back.
  function speak(form, button) {
    if (!button || !form.dataset.wait || button.classList.contains("link")) return function () {};
    var words = Array.from(button.childNodes);
    button.textContent = form.dataset.wait;
    return function () { button.replaceChildren.apply(button, words); };
  }
  function reach() {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, 10000);
    return fetch("/healthz", { cache: "no-store", signal: stop.signal }).then(function (answer) {
      clearTimeout(timer);
      if (!answer.ok) throw new Error();
    });
  }
  function warn(form, words) {
    var place = form.querySelector("#terputus");
    if (!place) return;
    place.textContent = words;
    place.hidden = !words;
    if (words) place.scrollIntoView({ block: "center" });
  }

  function wait(form, pressed) {
    if (waiting) waiting.stop();
    var restore = speak(form, pressed);
    var note = document.createElement("p");
    note.className = "busy";
    note.setAttribute("role", "status");
    form.querySelector("#terputus").before(note);
    note.textContent = form.dataset.papers;
    waiting = {
      name: pressed ? pressed.name : "",
      value: pressed ? pressed.value : "",
      stop: function () { waiting = null; note.remove(); restore(); }
    };
  }
  // The page came back with other buttons: the same one is pressed once nothing is on its way any more.
  function goOn() {
    var form = document.querySelector("form[data-papers]");
    var wrong = document.getElementById("kesalahan");
    var asked = waiting;
    if (!asked) return;
    asked.stop();
    if (!form || wrong) return wrong && wrong.focus();
    var same = Array.from(form.querySelectorAll("button")).filter(function (button) {
      return button.name === asked.name && button.value === asked.value;
    });
    var button = same.find(function (each) { return !each.classList.contains("hidden-text"); }) || same[0];
    if (form.querySelector(".send .busy")) return wait(form, button);
    if (button) form.requestSubmit(button);
  }
  function start(root) {
    root.querySelectorAll("form[data-offline]").forEach(careful);
  }
  start(document);
  document.addEventListener("drawn", function (event) { start(event.target); goOn(); });
  document.addEventListener("lost", function () {
    var form = document.querySelector("form[data-papers]");
    if (waiting) waiting.stop();
    warn(form, form.dataset.offline);
  });
})();
