// A point on the map: pressed instead of typed, or taken from where one stands.
"use strict";
(function () {
  var leaflet;

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
        leaflet = leaflet || load(input.dataset);
        leaflet.then(function () { pick(input, box); }, function () { box.remove(); });
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
  // A name that would lie on another, or be cut by the edge, waits for a closer look.
  function makeRoom(box) {
    var taken = [];
    var room = box.getBoundingClientRect();
    box.querySelectorAll(".leaflet-tooltip").forEach(function (name) {
      name.style.visibility = "";
      var here = name.getBoundingClientRect();
      var crossed = here.left < room.left || here.right > room.right || taken.some(function (other) {
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
          var isPoint = feature.geometry.type === "Point";
          shape.bindTooltip(name, { permanent: true, direction: isPoint ? "right" : "center", offset: [isPoint ? 8 : 0, 0] });
        },
        style: function () { return { className: "area", interactive: false }; }
      });
      var place = typed();
      map.fitBounds(layer.getBounds());
      layer.addTo(map);
      map.on("moveend", function () { requestAnimationFrame(function () { makeRoom(box); }); });
      makeRoom(box);
      if (place) { show(place); map.setView(place, near); }
    }, function () { box.remove(); });
  }

  if (!("IntersectionObserver" in window)) return;
  maps(document);
  document.addEventListener("drawn", function (event) { maps(event.target); });
})();
