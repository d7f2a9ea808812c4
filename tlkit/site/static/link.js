// A link to take along: chosen whole when one touches it, copied by a button.
"use strict";
(function () {
  document.querySelectorAll("[data-select]").forEach(function (input) {
    input.addEventListener("focus", function () { input.select(); });
  });
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value).then(function () {
        button.textContent = button.dataset.done;
      });
    });
  });
})();
