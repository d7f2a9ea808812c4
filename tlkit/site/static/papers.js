// Each choice of files is sent at once, photos made smaller (photos.js); the page comes back with what was kept.
// `drawn` tells the other scripts that the page came back, `lost` that files did not arrive.
"use strict";
(function () {
  var under = [];
  var turn = Promise.resolve();

  // One after another, so that each page that comes back knows of the files before it.
  function choose(input) {
    var files = Promise.all(Array.from(input.files, smallerPhoto));
    under.push(input.id);
    mark();
    turn = turn.then(function () { return files; }).then(function (ready) {
      return send(input.name, ready);
    }).then(function (html) {
      arrived(input.id);
      replace(html, input.id);
    }).catch(function () {
      arrived(input.id);
      input.value = "";
      document.dispatchEvent(new Event("lost"));
    });
  }
  function send(name, files) {
    var form = document.querySelector("form[data-papers]");
    var data = new FormData(form);
    form.querySelectorAll("input[type=file]").forEach(function (each) { data.delete(each.name); });
    files.forEach(function (file) { data.append(name, file, file.name); });
    data.set("aksi", "unggah");
    return fetch(form.action || location.href, { method: "POST", body: data }).then(function (answer) { return answer.text(); });
  }
  function arrived(id) {
    under.splice(under.indexOf(id), 1);
    mark();
  }
  // Which papers are on their way, said beside each.
  function mark() {
    document.querySelectorAll(".send .busy").forEach(function (note) { note.remove(); });
    under.forEach(function (id) {
      var input = document.getElementById(id);
      if (!input) return;
      var note = document.createElement("span");
      var fold = input.closest("details");
      note.className = "busy";
      note.setAttribute("role", "status");
      note.textContent = input.form.dataset.wait;
      input.closest(".send").append(note);
      if (fold) fold.open = true;
    });
  }
  function replace(html, id) {
    var page = document.getElementById("isi");
    var fresh = new DOMParser().parseFromString(html, "text/html").getElementById("isi");
    var place = window.scrollY;
    var focused = document.activeElement ? document.activeElement.id : "";
    if (!fresh) return location.reload();
    carry(document.querySelector("form[data-papers]"), fresh);
    page.replaceChildren.apply(page, Array.from(fresh.childNodes));
    window.scrollTo(0, place);
    start(page);
    mark();
    var input = document.getElementById(focused) || document.getElementById(id);
    if (input) input.focus({ preventScroll: true });
    page.dispatchEvent(new Event("drawn", { bubbles: true }));
  }
  // What was typed and ticked while the files were on their way stays.
  function carry(form, fresh) {
    var typed = new FormData(form);
    var met = {};
    fresh.querySelectorAll("input:not([type=file], [type=hidden]), select, textarea").forEach(function (field) {
      var values = typed.getAll(field.name);
      if (field.type === "checkbox" || field.type === "radio") {
        if (field.type === "checkbox" || values.includes(field.value)) field.checked = values.includes(field.value);
        return;
      }
      var number = met[field.name] || 0;
      met[field.name] = number + 1;
      if (number < values.length) field.value = values[number];
    });
  }
  function start(root) {
    root.querySelectorAll("form[data-papers] input[type=file]").forEach(function (input) {
      input.addEventListener("change", function () { if (input.files.length) choose(input); });
    });
  }
  document.documentElement.classList.add("scripted");
  start(document);
})();
