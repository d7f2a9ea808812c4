// Helps while a form is filled in: conditions, village search, uploads, a lost connection. Nothing is kept on the phone.
"use strict";
(function () {
  document.documentElement.classList.add("scripted");
  var LONGEST = 2000;

  // Questions that wait for an answer on the same page.
  function conditions(root) {
    root.querySelectorAll("[data-if]").forEach(function (ask) {
      var inputs = root.querySelectorAll('[name="' + CSS.escape(ask.dataset.if) + '"]');
      if (!inputs.length) return;
      function judge() {
        var met = Array.from(inputs).some(function (input) {
          return input.value === ask.dataset.is && (input.type !== "radio" && input.type !== "checkbox" || input.checked);
        });
        ask.hidden = !met;
      }
      inputs.forEach(function (input) { input.addEventListener("change", judge); });
      judge();
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
      function ask() {
        var words = input.value.trim();
        var number = asked += 1;
        if (words.length < 3) return;
        fetch(box.dataset.village + "?q=" + encodeURIComponent(words)).then(function (answer) {
          return answer.ok ? answer.json() : [];
        }).then(function (list) {
          if (number !== asked || !list.length) return;
          var kept = found.querySelector("input:checked");
          var chosen = kept ? kept.value : "";
          var old = kept ? kept.closest("label") : null;
          found.textContent = "";
          if (old && !list.some(function (each) { return each.code === chosen; })) found.append(old);
          list.forEach(function (village) { found.append(option(village, chosen)); });
        }, function () {});
      }
      var timer;
      input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 350); });
      input.addEventListener("keydown", function (event) {
        if (event.key === "Enter") { event.preventDefault(); clearTimeout(timer); ask(); }
      });
    });
  }

  // The connection is tried before the page is left, so that what was typed is never lost.
  function careful(form) {
    var sure = false, busy = false;
    form.addEventListener("submit", function (event) {
      if (sure) { sure = false; return; }
      event.preventDefault();
      // An upload that ends draws the form anew: what is pressed meanwhile would be lost.
      if (busy || form.querySelector(".send .busy")) return;
      busy = true;
      var pressed = event.submitter;
      var words = pressed ? pressed.textContent : "";
      if (pressed && form.dataset.wait && !pressed.classList.contains("link")) pressed.textContent = form.dataset.wait;
      function back() {
        busy = false;
        if (pressed && words) pressed.textContent = words;
      }
      reach().then(function () {
        sure = true;
        busy = "once" in form.dataset;
        warn(form, false);
        if (pressed) form.requestSubmit(pressed); else form.requestSubmit();
        setTimeout(back, 8000);
      }, function () { back(); warn(form, true); });
    });
  }
  function reach() {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, 10000);
    return fetch("/healthz", { cache: "no-store", signal: stop.signal }).then(function (answer) {
      clearTimeout(timer);
      if (!answer.ok) throw new Error();
    });
  }
  function warn(form, on) {
    var place = form.querySelector("#terputus");
    if (!place) return;
    place.textContent = on ? form.dataset.offline : "";
    place.hidden = !on;
    if (on) place.scrollIntoView({ block: "center" });
  }

  // A photo of a phone has more pixels than a paper needs.
  function shrink(file) {
    if (!/^image\/(jpeg|png)$/.test(file.type) || !window.createImageBitmap) return Promise.resolve(file);
    return createImageBitmap(file).then(function (image) {
      var scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
      if (scale === 1 && file.size < 1000000) return file;
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) {
        canvas.toBlob(function (blob) {
          done(blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file);
        }, "image/jpeg", 0.82);
      });
    }).catch(function () { return file; });
  }
  // Each choice of files is sent at once; the page comes back with what was kept.
  function papers(form) {
    form.querySelectorAll("input[type=file]").forEach(function (input) {
      input.addEventListener("change", function () {
        if (!input.files.length) return;
        var send = input.closest(".send");
        var note = document.createElement("span");
        note.className = "busy";
        note.setAttribute("role", "status");
        note.textContent = form.dataset.wait;
        send.append(note);
        Promise.all(Array.from(input.files, shrink)).then(function (files) {
          var data = new FormData(form);
          form.querySelectorAll("input[type=file]").forEach(function (each) { data.delete(each.name); });
          files.forEach(function (file) { data.append(input.name, file, file.name); });
          data.set("aksi", "unggah");
          return fetch(form.action || location.href, { method: "POST", body: data });
        }).then(function (answer) { return answer.text(); }).then(function (html) {
          replace(html, input.id);
        }).catch(function () { note.remove(); input.value = ""; warn(form, true); });
      });
    });
  }
  function replace(html, id) {
    var fresh = new DOMParser().parseFromString(html, "text/html").getElementById("isi");
    var place = window.scrollY;
    if (!fresh) return location.reload();
    document.getElementById("isi").replaceChildren.apply(document.getElementById("isi"), Array.from(fresh.childNodes));
    window.scrollTo(0, place);
    start(document.getElementById("isi"));
    var input = document.getElementById(id);
    if (input) input.focus({ preventScroll: true });
  }

  // Where one stands, for the one who applies from the place itself.
  function standing(input) {
    if (!navigator.geolocation || !window.isSecureContext) return;
    var button = document.createElement("button");
    var note = document.createElement("p");
    button.type = "button";
    button.className = "button quiet here";
    button.textContent = input.dataset.here;
    note.className = "hint";
    note.setAttribute("role", "status");
    button.addEventListener("click", function () {
      note.textContent = "";
      navigator.geolocation.getCurrentPosition(function (found) {
        input.value = found.coords.latitude.toFixed(6) + ", " + found.coords.longitude.toFixed(6);
        input.dispatchEvent(new Event("change"));
      }, function () { note.textContent = input.dataset.nowhere; }, { enableHighAccuracy: true, timeout: 15000 });
    });
    input.parentNode.append(button, note);
  }
  // A point: pressed on a map instead of typed.
  function maps(root) {
    root.querySelectorAll("[data-point]").forEach(function (input) {
      standing(input);
      var box = document.createElement("div");
      box.className = "map pick";
      input.parentNode.append(box);
      var seen = new IntersectionObserver(function (entries) {
        if (!entries.some(function (each) { return each.isIntersecting; })) return;
        seen.disconnect();
        load(input.dataset).then(function () { pick(input, box); }, function () { box.remove(); });
      });
      seen.observe(box);
    });
  }
  function load(named) {
    var style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = named.style;
    document.head.append(style);
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.onload = done;
      script.onerror = failed;
      script.src = named.leaflet;
      document.head.append(script);
    });
  }
  // A name that would lie on another waits for a closer look.
  function makeRoom(box) {
    var taken = [];
    box.querySelectorAll(".leaflet-tooltip").forEach(function (name) {
      name.style.visibility = "";
      var here = name.getBoundingClientRect();
      var crossed = taken.some(function (other) {
        return here.left < other.right && other.left < here.right && here.top < other.bottom && other.top < here.bottom;
      });
      name.style.visibility = crossed ? "hidden" : "";
      if (!crossed) taken.push(here);
    });
  }
  function pick(input, box) {
    var map = L.map(box, { scrollWheelZoom: false, maxZoom: 19 });
    var mark = L.circleMarker([0, 0], { className: "spot", radius: 10 });
    // Without tiles there is nothing to see from nearby.
    var near = input.dataset.tiles ? 16 : 14;
    map.attributionControl.setPrefix(false);
    if (input.dataset.tiles) L.tileLayer(input.dataset.tiles, { maxZoom: 19 }).addTo(map);
    function typed() {
      var pair = input.value.split(/[,;]\s+|;|\s+/).map(function (each) { return parseFloat(each.replace(",", ".")); });
      return pair.length === 2 && pair.every(isFinite) ? pair : null;
    }
    function show(place) { mark.setLatLng(place).addTo(map); }
    map.on("click", function (event) {
      show(event.latlng);
      input.value = event.latlng.lat.toFixed(6) + ", " + event.latlng.lng.toFixed(6);
    });
    input.addEventListener("change", function () {
      var place = typed();
      if (place) { show(place); map.setView(place, near); }
    });
    fetch(input.dataset.areas).then(function (answer) { return answer.json(); }).then(function (areas) {
      var layer = L.geoJSON(areas, {
        interactive: false,
        pointToLayer: function (feature, place) { return L.circleMarker(place, { radius: 3, interactive: false }); },
        onEachFeature: function (feature, shape) {
          var name = document.createElement("span");
          name.textContent = feature.properties.name;
          shape.bindTooltip(name, { permanent: true, direction: feature.geometry.type === "Point" ? "right" : "center" });
        },
        style: function () { return { className: "area", interactive: false }; }
      });
      var place = typed();
      map.fitBounds(layer.getBounds());
      layer.addTo(map);
      map.on("zoomend", function () { requestAnimationFrame(function () { makeRoom(box); }); });
      makeRoom(box);
      if (place) { show(place); map.setView(place, near); }
    }, function () { box.remove(); });
  }

  function copying(root) {
    root.querySelectorAll("[data-select]").forEach(function (input) {
      input.addEventListener("focus", function () { input.select(); });
    });
    root.querySelectorAll("[data-copy]").forEach(function (button) {
      if (!navigator.clipboard) return;
      button.hidden = false;
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value).then(function () {
          button.textContent = button.dataset.done;
        });
      });
    });
  }
  function start(root) {
    conditions(root);
    villages(root);
    copying(root);
    root.querySelectorAll("form[data-offline]").forEach(careful);
    root.querySelectorAll("form[data-papers]").forEach(papers);
    if ("IntersectionObserver" in window) maps(root);
  }
  start(document);
  var wrong = document.getElementById("kesalahan");
  if (wrong) wrong.focus();
})();
