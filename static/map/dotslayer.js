// The layer of the installations' map: dots, bubbles and the names of their countries.
"use strict";

(function (CityMap) {
  CityMap.layers = CityMap.layers || {};
  const MOST_LINES = 6;
  const ROOM = { left: 30, right: 60 };

  CityMap.layers.installations = class {
    constructor(stage) {
      this.stage = stage;
      this.data = stage.data;
      this.table = stage.data.installations;
      this.dots = new CityMap.Dots(stage.map, stage.data, (rows) => stage.fit(rows, stage.map.getMaxZoom()));
      this.names = new CityMap.Names(stage.map, (what, id) => this.onName(what, id));
      stage.map.on("moveend zoomend resize", () => this.place());
      this.colour();
    }

    get rows() {
      return this.dots.rows;
    }

    colour() {
      const rules = Object.entries(this.data.technologies).flatMap(([code, { colours }]) =>
        Object.entries(colours).map(([mode, value]) => `[data-mode="${mode}"] .tech-${code}{--tech:${value}}`),
      );
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules.join(""));
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }

    setLanguage(say) {
      const { countries, technologies } = this.data;
      const country = new Map(countries.id.map((id, i) => [id, countries[`name_${say.code}`][i]]));
      this.say = { ...say, country: (id) => country.get(id) || "", technology: (code) => technologies[code][say.code] };
      this.names.setLabel(say.texts.places);
    }

    legend() {
      return [
        ["mark-dot", "legend_dot"],
        ["mark-unmeasured", "legend_unmeasured"],
        ["mark-province", "legend_province"],
        ["mark-bubble", "legend_bubble"],
      ];
    }

    room() {
      return ROOM;
    }

    show(rows) {
      this.dots.show(rows);
      this.stage.map.getContainer().dataset.dots = String(rows.filter((i) => this.table.lon[i] !== null).length);
    }

    markNewest() {}

    focus(rows, placed) {
      this.dots.focus(rows);
      this.names.focus(new Set((rows || []).map((i) => this.table.country_iso3[i])));
      if (placed) this.place();
    }

    // A country's name stands beside its bubble, or at its label where it has none.
    place() {
      if (!this.say) return;
      const { countries } = this.data;
      const counts = new Map();
      this.rows.forEach((i) => counts.set(this.table.country_iso3[i], (counts.get(this.table.country_iso3[i]) || 0) + 1));
      const bounds = this.stage.usable();
      const shown = [...counts].map(([id, count]) => {
        const i = this.dots.position.get(id);
        const members = this.dots.bubbleRows.get(id);
        const at = this.stage.map.latLngToContainerPoint([countries.lat[i], countries.lon[i]]);
        const point = members ? this.dots.drawnAt(members[0]) : at;
        return { id, count, text: this.say.country(id), x: point.x, y: point.y, radius: members ? this.dots.bubbleRadius(members.length) : 10 };
      });
      const marks = this.dots.boxes().concat(this.stage.obstacles());
      const inView = shown.filter(({ x, y }) => x > bounds.left && x < bounds.right && y > bounds.top && y < bounds.bottom);
      this.names.place(inView.toSorted((a, b) => b.count - a.count), marks, bounds);
    }

    rowsOf(kind, id) {
      return this.dots.rowsOf(kind, id);
    }

    pick(event) {
      return this.dots.pick(event);
    }

    describe(thing, rows) {
      const word = (key, values) => CityMap.word(this.say.texts[key], values);
      if (thing.kind === "installation" && rows.length) {
        const [i] = rows;
        const { fiscal_year: years, tonnes, technology_type: codes } = this.table;
        return {
          heading: this.table[`name_${this.say.code}`][i],
          lines: [
            { className: `tech-line tech-${codes[i]}`, text: this.say.technology(codes[i]) },
            `${this.say.country(this.table.country_iso3[i])}${this.say.texts.comma}${years[i] === null ? word("undated") : this.say.year(years[i])}`,
            tonnes[i] === null ? null : word("tonnes", { n: tonnes[i] }),
            this.table.location_precision[i] === "province" ? word("province") : null,
          ],
        };
      }
      const counts = new Map();
      rows.forEach((i) => counts.set(this.table.technology_type[i], (counts.get(this.table.technology_type[i]) || 0) + 1));
      const ranked = [...counts].toSorted((a, b) => b[1] - a[1]);
      const only = rows.filter((i) => this.table.lon[i] === null).length;
      return {
        heading: this.say.country(thing.id),
        lines: [
          rows.length ? word("installations", { n: rows.length }) : word("none_shown"),
          ...ranked.slice(0, MOST_LINES).map(([code, n]) => ({ className: `tech-line tech-${code}`, text: `${this.say.technology(code)} ${n}` })),
          only ? word("country_only", { n: only }) : null,
        ],
      };
    }

    points(rows) {
      return rows.map((i) => this.pointOf(i));
    }

    ends(rows) {
      return this.points(rows);
    }

    pointOf(i) {
      if (this.table.lon[i] !== null) return [this.table.lat[i], this.table.lon[i]];
      const country = this.dots.position.get(this.table.country_iso3[i]);
      return [this.data.countries.lat[country], this.data.countries.lon[country]];
    }

    // Countries shown, for those that lie out of sight.
    places() {
      const shown = new Set(this.rows.map((i) => this.table.country_iso3[i]));
      return [...shown].map((id) => {
        const i = this.dots.position.get(id);
        return { name: this.say.country(id), context: "", point: [this.data.countries.lat[i], this.data.countries.lon[i]], rows: () => this.rowsOf("country", id) };
      });
    }

    onName(what, id) {
      const { stage } = this;
      if (what === "choose") stage.choose({ kind: "country", id });
      else if (what === "leave") stage.hover(null);
      else {
        const i = this.dots.position.get(id);
        stage.hover({ kind: "country", id }, stage.map.latLngToContainerPoint([this.data.countries.lat[i], this.data.countries.lon[i]]));
      }
    }
  };
})(window.CityMap);
