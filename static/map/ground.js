// The ground: sea, land, and the partner countries tinted. No border lines. Longitudes run from -30 to 330.
"use strict";

(function (CityMap) {
  CityMap.WEST_EDGE = -30;

  // The map is cut in the Atlantic, so that a line from Japan to Chile crosses the Pacific unbroken.
  CityMap.pacific = function (longitude) {
    return longitude < CityMap.WEST_EDGE ? longitude + 360 : longitude;
  };

  CityMap.drawGround = function (map, ground, partnerCountries) {
    const pane = map.createPane("ground");
    pane.style.zIndex = 200;
    pane.setAttribute("aria-hidden", "true");
    const renderer = L.svg({ pane: "ground", padding: 0.6 });
    const partners = new Set(partnerCountries);
    L.geoJSON(ground, {
      pane: "ground",
      renderer,
      smoothFactor: 1.2,
      style: (feature) => ({
        className: partners.has(feature.id) ? "land land-partner" : "land",
        stroke: true,
        weight: 0.6,
        interactive: false,
      }),
      onEachFeature: (feature, layer) => {
        layer.on("add", () => {
          if (partners.has(feature.id)) layer.getElement().dataset.country = feature.id;
        });
      },
    }).addTo(map);
  };

  CityMap.markCountry = function (country) {
    document.querySelectorAll(".land-partner").forEach((path) => {
      path.classList.toggle("land-marked", path.dataset.country === country);
    });
  };
})(window.CityMap);
