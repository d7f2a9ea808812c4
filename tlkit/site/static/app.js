// Keeps the site on the phone, and says how old a kept page is. Everything works without it.
"use strict";
(function () {
  function when(saved) {
    return new Date(saved).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  }
  function fill(element, saved) {
    if (!element || !saved) return;
    element.textContent = "";
    var text = document.createElement("span");
    text.className = element.classList.contains("notice") ? "wide" : "";
    text.textContent = element.dataset.text.replace("{}", when(saved));
    element.append(text);
    element.hidden = false;
  }
  function askAge(worker) {
    var channel = new MessageChannel();
    channel.port1.onmessage = function (event) {
      fill(document.getElementById("luring"), event.data.saved);
      fill(document.getElementById("salinan"), event.data.catalogue);
    };
    worker.postMessage({ ask: "age", url: location.href }, [channel.port2]);
  }
  function openForPrint() {
    document.querySelectorAll("details.fold:not([open])").forEach(function (fold) { fold.open = true; });
  }
  window.addEventListener("beforeprint", openForPrint);
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  if (navigator.serviceWorker.controller) askAge(navigator.serviceWorker.controller);
  window.addEventListener("load", function () { navigator.serviceWorker.register("/sw.js"); });
})();
