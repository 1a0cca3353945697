// Building page elements. Text from the tables only ever enters as text.
"use strict";

(function (CityMap) {
  const SVG = "http://www.w3.org/2000/svg";
  const COUNTS = new Set(["n", "all"]);

  CityMap.element = function (name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  CityMap.svgElement = function (name, attributes) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };

  CityMap.button = function (className, icon, act) {
    const made = CityMap.element("button", className);
    made.type = "button";
    if (icon) {
      const drawing = CityMap.svgElement("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
      drawing.append(CityMap.svgElement("path", { d: icon }));
      made.append(drawing);
    }
    made.addEventListener("click", act);
    return made;
  };

  CityMap.name = function (button, text) {
    button.setAttribute("aria-label", text);
    button.title = text;
  };

  // Grouped by thousands, which both languages do alike.
  CityMap.number = (value) => value.toLocaleString("en");

  // Other numbers are years.
  const written = (key, value) => (typeof value === "number" && COUNTS.has(key) ? CityMap.number(value) : String(value));

  // Puts values into a text's {names}; a pair of texts is for one and for any other number {n}.
  CityMap.word = function (text, values) {
    const template = Array.isArray(text) ? text[values.n === 1 ? 0 : 1] : text;
    return template.replace(/\{(\w+)\}/g, (whole, key) => (key in (values || {}) ? written(key, values[key]) : whole));
  };

  // Drawn as strokes on a field of 24 by 24.
  CityMap.ICONS = {
    play: "M8 5 19 12 8 19Z",
    pause: "M8 5V19M16 5V19",
    back: "M15 5 8 12 15 19",
    forth: "M9 5 16 12 9 19",
    plus: "M12 5V19M5 12H19",
    minus: "M5 12H19",
    home: "M4 11 12 4 20 11M6 10V20H18V10",
    world: "M3 12A9 9 0 1 0 21 12A9 9 0 1 0 3 12M3 12H21M12 3C7 8 7 16 12 21M12 3C17 8 17 16 12 21",
    close: "M6 6 18 18M18 6 6 18",
    legend: "M4 6H8M11 6H20M4 12H8M11 12H20M4 18H8M11 18H20",
    right: "M5 12H19M13 6 19 12 13 18",
    down: "M6 9 12 15 18 9",
  };
})(window.CityMap);
