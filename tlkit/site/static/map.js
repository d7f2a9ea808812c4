// Draws the map of places once the page is read and the map is in sight. The list beside it says the same.
"use strict";
(function () {
  var box = document.getElementById("peta");
  if (!box) return;
  var SIDES = ["after", "before", "below", "above"];

  function entry(code) {
    return document.querySelector('[data-code="' + CSS.escape(code) + '"]');
  }
  function load(kind, address) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement(kind === "style" ? "link" : "script");
      element.onload = resolve;
      element.onerror = reject;
      if (kind === "style") { element.rel = "stylesheet"; element.href = address; }
      else element.src = address;
      document.head.append(element);
    });
  }
  function point(feature, place) {
    return L.circleMarker(place, { className: "spot", radius: 9 });
  }
  function light(layer, on) {
    var element = layer.getElement && layer.getElement();
    if (element) element.classList.toggle("lit", on);
  }
  function words(text) {
    var element = document.createElement("span");
    element.textContent = text;
    return element;
  }
  // The same by keyboard and by pointer: a shape lights up from its entry, and opens its page.
  function attach(feature, layer) {
    var properties = feature.properties;
    function open() { if (properties.url) location.href = properties.url; }
    layer.bindTooltip(words(properties.name), { sticky: true });
    layer.on("click", open);
    layer.on("add", function () {
      var shape = layer.getElement();
      if (!shape || !properties.url) return;
      shape.setAttribute("tabindex", "0");
      shape.setAttribute("role", "link");
      shape.setAttribute("aria-label", properties.name);
      shape.addEventListener("keydown", function (event) { if (event.key === "Enter") open(); });
    });
    var row = entry(properties.code);
    if (!row) return;
    ["mouseenter", "focusin"].forEach(function (name) { row.addEventListener(name, function () { light(layer, true); }); });
    ["mouseleave", "focusout"].forEach(function (name) { row.addEventListener(name, function () { light(layer, false); }); });
  }
  // A name stands in its area, or beside its point.
  function nameMark(layer) {
    var isPoint = layer.feature.geometry.type === "Point";
    var label = words(layer.feature.properties.name);
    label.className = isPoint ? SIDES[0] : "";
    var icon = L.divIcon({ className: "name", html: label, iconSize: null });
    var mark = L.marker(isPoint ? layer.getLatLng() : layer.getBounds().getCenter(), { icon: icon, interactive: false, keyboard: false });
    mark.on("add", function () { mark.getElement().dataset.point = isPoint ? "yes" : "no"; });
    return mark;
  }
  function crosses(place, taken, room) {
    return place.left < room.left || place.right > room.right || taken.some(function (other) {
      return place.left < other.right && other.left < place.right && place.top < other.bottom && other.top < place.bottom;
    });
  }
  function place(element) { return element.getBoundingClientRect(); }
  // A name without room tries the other sides of its point, or waits for a closer look; the list has them all.
  function makeRoom() {
    var room = place(box);
    var names = Array.from(box.querySelectorAll(".name span"));
    var places = names.map(place);
    var taken = Array.from(box.querySelectorAll(".spot"), place);
    names.forEach(function (name, number) {
      var here = places[number];
      var isPoint = name.parentNode.dataset.point === "yes";
      for (var side = 0; isPoint && side < SIDES.length && crosses(here, taken, room); side += 1) {
        name.className = SIDES[side];
        here = place(name);
      }
      var crossed = crosses(here, taken, room);
      name.classList.toggle("crossed", crossed);
      if (!crossed) taken.push(here);
    });
  }
  // Each part is a task of its own, so that the page answers in between.
  function draw(data) {
    var map = L.map(box, { zoomControl: false, scrollWheelZoom: false, dragging: !L.Browser.mobile, zoomSnap: 0.25, maxZoom: 18 });
    var layer = L.geoJSON(data, {
      pointToLayer: point,
      style: function (feature) { return feature.geometry.type === "Point" ? {} : { className: "area" }; },
      onEachFeature: attach
    });
    var bounds = layer.getBounds();
    map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
    if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18 }).addTo(map);
    map.fitBounds(bounds, { padding: [28, 20], maxZoom: 14 });
    later(function () { layer.addTo(map); });
    later(function () {
      layer.eachLayer(function (each) { nameMark(each).addTo(map); });
      map.on("zoomend", function () { requestAnimationFrame(makeRoom); });
      requestAnimationFrame(makeRoom);
    });
  }
  function later(task) { setTimeout(task, 0); }
  function start() {
    Promise.all([
      fetch(box.dataset.map).then(function (answer) { return answer.json(); }),
      load("script", box.dataset.leaflet),
      load("style", box.dataset.style)
    ]).then(function (loaded) { later(function () { draw(loaded[0]); }); }, function () { box.closest(".map-side").hidden = true; });
  }
  function whenSeen() {
    if (!("IntersectionObserver" in window)) return start();
    var watch = new IntersectionObserver(function (entries) {
      if (!entries.some(function (each) { return each.isIntersecting; })) return;
      watch.disconnect();
      start();
    }, { rootMargin: "200px" });
    watch.observe(box);
  }
  if (document.readyState === "complete") whenSeen();
  else window.addEventListener("load", whenSeen);
})();
