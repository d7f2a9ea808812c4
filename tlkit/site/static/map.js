// Draws the map of places once the page is read and the map is in sight. The list beside it says the same.
"use strict";
(function () {
  var box = document.getElementById("peta");
  if (!box) return;

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
  // The same by keyboard and by pointer: a shape lights up its entry, and opens its page.
  function attach(feature, layer, crowded) {
    var properties = feature.properties;
    var isPoint = feature.geometry.type === "Point";
    layer.bindTooltip(properties.name, crowded ? { sticky: true } :
      { permanent: true, direction: isPoint ? "auto" : "center", offset: isPoint ? [9, 0] : [0, 0], className: "name", interactive: false });
    function open() { if (properties.url) location.href = properties.url; }
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
  function draw(data) {
    var map = L.map(box, {
      zoomControl: false, scrollWheelZoom: false, dragging: !L.Browser.mobile, zoomSnap: 0.25, maxZoom: 18, keyboard: true
    });
    L.control.zoom({ zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
    map.attributionControl.setPrefix(false);
    if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18 }).addTo(map);
    var narrow = box.clientWidth < 520;
    var crowded = data.features.length > (narrow ? 16 : 40);
    var layer = L.geoJSON(data, {
      pointToLayer: point,
      style: function (feature) { return feature.geometry.type === "Point" ? {} : { className: "area" }; },
      onEachFeature: function (feature, shape) { attach(feature, shape, crowded); }
    });
    // Where there is no room for every name, the later ones wait for a closer look; the list has them all.
    function makeRoom() {
      var taken = [];
      box.querySelectorAll(".leaflet-tooltip.name").forEach(function (name) {
        name.style.visibility = "";
        var place = name.getBoundingClientRect();
        var crossed = taken.some(function (other) {
          return place.left < other.right && other.left < place.right && place.top < other.bottom && other.top < place.bottom;
        });
        if (crossed) name.style.visibility = "hidden";
        else taken.push(place);
      });
    }
    map.on("zoomend", function () { requestAnimationFrame(makeRoom); });
    map.fitBounds(layer.getBounds(), { padding: [14, 14], maxZoom: 14 });
    layer.addTo(map);
    makeRoom();
  }
  function start() {
    Promise.all([
      fetch(box.dataset.map).then(function (answer) { return answer.json(); }),
      load("script", box.dataset.leaflet),
      load("style", box.dataset.style)
    ]).then(function (loaded) { draw(loaded[0]); }, function () { box.closest(".map-side").hidden = true; });
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
