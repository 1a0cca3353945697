// The layer of countries by fiscal year: at each country its number of installations, with a small histogram of the years.
"use strict";

(function (CityMap) {
  CityMap.layers = CityMap.layers || {};
  const BAR = 3; // pixels a year takes
  const HEIGHT = 24;
  const LEAST = 3.5; // pixels a single installation is seen by
  const ROOM = { left: 40, right: 70 };
  const GAP = 2;
  const TURNS = 120;
  const EDGE = 4; // pixels kept free at the edge of what can be seen
  const TIED_FROM = 14; // pixels from its place from which a mark is tied to it by a line

  // By how much two boxes must part, and along which axis that is the shorter way; null where they lie apart.
  function overlap(a, b) {
    const across = (a.width + b.width) / 2 + GAP - Math.abs(a.x - b.x);
    const down = (a.height + b.height) / 2 + GAP - Math.abs(a.y - b.y);
    if (across <= 0 || down <= 0) return null;
    const axis = across < down ? "x" : "y";
    return { axis, by: Math.min(across, down) * (a[axis] <= b[axis] ? -1 : 1) };
  }

  // Pushes boxes apart until none lies on another, on a fixed one, or beyond the bounds.
  function spread(boxes, fixed, bounds) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      let moved = false;
      boxes.forEach((a, i) => {
        boxes.slice(i + 1).forEach((b) => {
          const found = overlap(a, b);
          if (!found) return;
          moved = true;
          a[found.axis] += found.by / 2;
          b[found.axis] -= found.by / 2;
        });
        fixed.forEach((other) => {
          const found = overlap(a, other);
          if (!found) return;
          moved = true;
          a[found.axis] += found.by;
        });
        a.x = Math.max(bounds.left + a.width / 2, Math.min(bounds.right - a.width / 2, a.x));
        a.y = Math.max(bounds.top + a.height / 2, Math.min(bounds.bottom - a.height / 2, a.y));
      });
      if (!moved) return;
    }
  }

  CityMap.layers.countries = class {
    constructor(stage) {
      this.stage = stage;
      this.data = stage.data;
      this.table = stage.data.installations;
      this.rows = [];
      this.byCountry = new Map();
      this.position = new Map(this.data.countries.id.map((id, i) => [id, i]));
      const pane = stage.map.createPane("dots");
      pane.style.zIndex = 430;
      this.pane = pane;
      this.ties = CityMap.svgElement("svg", { class: "leaders", "aria-hidden": "true" });
      pane.append(this.ties);
      this.marks = new Map();
      stage.map.on("moveend zoomend resize", () => this.place());
    }

    setLanguage(say) {
      const { countries } = this.data;
      const country = new Map(countries.id.map((id, i) => [id, countries[`name_${say.code}`][i]]));
      this.say = { ...say, country: (id) => country.get(id) || "" };
      this.marks.forEach((mark, id) => (mark.firstChild.textContent = this.say.country(id)));
    }

    legend() {
      return [["mark-bars", "legend_histogram"]];
    }

    room() {
      return ROOM;
    }

    show(rows) {
      this.rows = rows;
      this.byCountry = new Map();
      rows.forEach((i) => {
        const country = this.table.country_iso3[i];
        if (!this.byCountry.has(country)) this.byCountry.set(country, []);
        this.byCountry.get(country).push(i);
      });
      this.marks.forEach((mark) => mark.remove());
      const years = new Map([...this.byCountry].map(([country, members]) => [country, this.yearsOf(members)]));
      // One scale for all, so that countries can be compared.
      const most = Math.max(1, ...Array.from(years.values(), (counts) => Math.max(...counts.values())));
      this.marks = new Map([...years].map(([country, counts]) => [country, this.markOf(country, this.byCountry.get(country).length, counts, most)]));
      this.pane.append(...this.marks.values());
    }

    yearsOf(members) {
      const counts = new Map(this.data.years.map((year) => [year, 0]));
      members.forEach((i) => {
        const year = this.table.fiscal_year[i];
        if (year !== null) counts.set(year, counts.get(year) + 1);
      });
      return counts;
    }

    markOf(country, number, counts, most) {
      const width = BAR * counts.size;
      const bars = CityMap.svgElement("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, "aria-hidden": "true" });
      [...counts].forEach(([year, count], n) => {
        const height = count ? LEAST + ((HEIGHT - LEAST) * (count - 1)) / Math.max(1, most - 1) : 1;
        bars.append(CityMap.svgElement("rect", { x: n * BAR, y: HEIGHT - height, width: BAR - 1, height, class: count ? `fy-${year}` : "no-year" }));
      });
      const mark = CityMap.button("country-mark", "", () => this.stage.choose({ kind: "country", id: country }));
      mark.append(CityMap.element("span", "", this.say ? this.say.country(country) : ""), CityMap.element("b", "", CityMap.number(number)), bars);
      mark.dataset.kind = "country";
      mark.dataset.id = country;
      L.DomEvent.disableClickPropagation(mark);
      return mark;
    }

    pointOf(country) {
      const i = this.position.get(country);
      return [this.data.countries.lat[i], this.data.countries.lon[i]];
    }

    markNewest() {}

    focus(rows, placed) {
      const near = new Set((rows || []).map((i) => this.table.country_iso3[i]));
      this.pane.classList.toggle("fading", Boolean(rows));
      this.pane.querySelectorAll(".country-mark").forEach((mark) => mark.classList.toggle("near", near.has(mark.dataset.id)));
      if (placed) this.place();
    }

    place() {
      if (!this.say) return;
      const { map } = this.stage;
      const origin = map.containerPointToLayerPoint([0, 0]);
      const { left, top, right, bottom } = this.stage.usable();
      const fixed = this.stage.obstacles().map((box) => ({
        x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, width: box.right - box.left, height: box.bottom - box.top,
      }));
      const boxes = [...this.marks].flatMap(([id, mark]) => {
        const at = map.latLngToContainerPoint(this.pointOf(id));
        const inSight = at.x > left && at.x < right && at.y > top && at.y < bottom;
        mark.classList.toggle("off", !inSight);
        return inSight ? [{ mark, at, x: at.x, y: at.y, width: mark.offsetWidth, height: mark.offsetHeight }] : [];
      });
      spread(boxes, fixed, { left: left + EDGE, top: top + EDGE, right: right - EDGE, bottom: bottom - EDGE });
      this.ties.replaceChildren();
      boxes.forEach(({ mark, at, x, y, width, height }) => {
        mark.style.transform = `translate(${Math.round(origin.x + x - width / 2)}px, ${Math.round(origin.y + y - height / 2)}px)`;
        if (Math.hypot(x - at.x, y - at.y) < TIED_FROM) return;
        this.ties.append(CityMap.svgElement("path", { d: `M${origin.x + at.x} ${origin.y + at.y}L${origin.x + x} ${origin.y + y}` }));
      });
    }

    rowsOf(kind, id) {
      return kind === "country" ? this.rows.filter((i) => this.table.country_iso3[i] === id) : [];
    }

    pick(event) {
      const { target } = event.originalEvent;
      const mark = target.closest && target.closest("[data-kind]");
      const country = mark ? mark.dataset.id : target.dataset && target.dataset.country;
      return country ? { kind: "country", id: country } : null;
    }

    describe(thing, rows) {
      const word = (key, values) => CityMap.word(this.say.texts[key], values);
      const undated = rows.filter((i) => this.table.fiscal_year[i] === null).length;
      const years = [...this.yearsOf(rows)].filter(([, count]) => count);
      return {
        heading: this.say.country(thing.id),
        lines: [
          rows.length ? word("installations", { n: rows.length }) : word("none_shown"),
          ...years.map(([year, count]) => ({ className: `year-line fy-${year}`, text: `${this.say.year(year)}${this.say.texts.colon}${count}` })),
          undated ? `${word("undated")}${this.say.texts.colon}${undated}` : null,
        ],
      };
    }

    points(rows) {
      return rows.map((i) => this.pointOf(this.table.country_iso3[i]));
    }

    ends(rows) {
      return this.points(rows);
    }

    places() {
      return [...this.byCountry.keys()].map((id) => ({
        name: this.say.country(id), context: "", point: this.pointOf(id), rows: () => this.rowsOf("country", id),
      }));
    }
  };
})(window.CityMap);
