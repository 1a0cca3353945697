// A plain page with Leaflet and nothing else: rows fetched once, a line or a circle each, filtered in the browser.
//
// As a good plain page would, it draws on a canvas (an SVG path a row is slow from some thousand rows on), makes each shape once,
// and has one tooltip for all of them.
"use strict";

(async () => {
  const COLOURS = ["#14344f", "#14547f", "#1f7a8c", "#4a8f5b", "#b58900", "#cb6b16", "#b3122b"];
  const container = document.getElementById("map");
  const country = document.getElementById("country");
  const inferred = document.getElementById("inferred");

  const map = L.map(container, { preferCanvas: true }).setView([18, 108], 4);
  const rows = await (await fetch(container.dataset.address)).json();
  const shapes = L.geoJSON(rows, {
    pointToLayer: (_, point) => L.circleMarker(point, { radius: 5 }),
    style: ({ geometry, properties }) => (geometry.type === "Point" ? {} : { weight: 2, color: COLOURS[properties.year % COLOURS.length] }),
  }).getLayers();
  const shown = L.featureGroup().bindTooltip(({ feature }) => feature.properties.name).addTo(map);

  const names = new Set(rows.features.map(({ properties }) => properties.country));
  country.append(...[...names].toSorted().map((name) => new Option(name, name)));

  function show() {
    const chosen = shapes.filter(({ feature: { properties } }) => {
      return (!country.value || properties.country === country.value) && (inferred.checked || properties.evidence !== "C");
    });
    shown.clearLayers();
    chosen.forEach((shape) => shown.addLayer(shape));
    container.dataset.rows = String(chosen.length);
  }

  country.addEventListener("change", show);
  inferred.addEventListener("change", show);
  show();
})();
