// The layer of countries by fiscal year: at each country its number of installations, with a small histogram of the years.
"use strict";

(function (CityMap) {
  CityMap.layers = CityMap.layers || {};
  const BAR = 4; // pixels a year takes
  const HEIGHT = 26;
  const ROOM = { left: 40, right: 40 };

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
      this.marks = L.layerGroup().addTo(stage.map);
      this.names = new CityMap.Names(stage.map, (what, id) => this.onName(what, id));
      stage.map.on("moveend zoomend resize", () => this.place());
    }

    setLanguage(say) {
      const { countries } = this.data;
      const country = new Map(countries.id.map((id, i) => [id, countries[`name_${say.code}`][i]]));
      this.say = { ...say, country: (id) => country.get(id) || "" };
      this.names.setLabel(say.texts.places);
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
      this.marks.clearLayers();
      this.byCountry.forEach((members, country) => this.marks.addLayer(this.markOf(country, members)));
    }

    yearsOf(members) {
      const counts = new Map(this.data.years.map((year) => [year, 0]));
      members.forEach((i) => {
        const year = this.table.fiscal_year[i];
        if (year !== null) counts.set(year, counts.get(year) + 1);
      });
      return counts;
    }

    markOf(country, members) {
      const counts = this.yearsOf(members);
      const most = Math.max(1, ...counts.values());
      const width = BAR * counts.size;
      const bars = CityMap.svgElement("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, "aria-hidden": "true" });
      [...counts].forEach(([year, count], n) => {
        const height = count ? Math.max(2, (HEIGHT * count) / most) : 1;
        bars.append(CityMap.svgElement("rect", { x: n * BAR, y: HEIGHT - height, width: BAR - 1, height, class: `fy-${year}` }));
      });
      const mark = CityMap.element("span", "country-mark");
      mark.append(CityMap.element("b", "", String(members.length)), bars);
      mark.dataset.kind = "country";
      mark.dataset.id = country;
      const size = [width + 40, HEIGHT + 6];
      const icon = L.divIcon({ className: "country-holder", html: mark, iconSize: size, iconAnchor: [size[0] / 2, size[1] / 2] });
      return L.marker(this.pointOf(country), { pane: "dots", icon, keyboard: false, interactive: false });
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
      this.names.focus(near);
      if (placed) this.place();
    }

    place() {
      if (!this.say) return;
      const bounds = this.stage.usable();
      const shown = [...this.byCountry].map(([id, members]) => {
        const { x, y } = this.stage.map.latLngToContainerPoint(this.pointOf(id));
        return { id, count: members.length, text: this.say.country(id), x, y, radius: HEIGHT * 0.6 };
      });
      const inView = shown.filter(({ x, y }) => x > bounds.left && x < bounds.right && y > bounds.top && y < bounds.bottom);
      this.names.place(inView.toSorted((a, b) => b.count - a.count), this.stage.obstacles(), bounds);
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

    onName(what, id) {
      const { stage } = this;
      if (what === "choose") stage.choose({ kind: "country", id });
      else if (what === "leave") stage.hover(null);
      else stage.hover({ kind: "country", id }, stage.map.latLngToContainerPoint(this.pointOf(id)));
    }
  };
})(window.CityMap);
