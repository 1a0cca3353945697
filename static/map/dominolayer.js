// The layer of domino effects: arrows from where an approach came to where it spread, numbered, with the places they join.
"use strict";

(function (CityMap) {
  CityMap.layers = CityMap.layers || {};
  const ROOM = { wide: { left: 60, right: 70 }, narrow: { left: 94, right: 72 } };
  const RADIUS = 5.5;
  const MARK = 7; // pixels around a place's point that names keep clear of

  function moved(box, by) {
    return { left: box.left - by.x, right: box.right - by.x, top: box.top - by.y, bottom: box.bottom - by.y };
  }

  CityMap.layers.dominoes = class {
    constructor(stage) {
      this.stage = stage;
      this.data = stage.data;
      this.table = stage.data.dominoes;
      this.spreads = new CityMap.Spreads(stage.map, stage.data, (what, row) => this.onNumber(what, row));
      this.names = new CityMap.Names(stage.map, (what, id) => this.onName(what, id));
      stage.map.on("moveend zoomend resize", () => this.place());
    }

    get rows() {
      return this.spreads.rows;
    }

    setLanguage(say) {
      const { places, countries } = this.data;
      const { position, badges, badgePane } = this.spreads;
      const country = new Map(countries.id.map((id, i) => [id, countries[`name_${say.code}`][i]]));
      this.say = {
        ...say,
        place: (id) => places[`name_${say.code}`][position.get(id)],
        country: (id) => country.get(id) || "",
        countryOf: (id) => country.get(places.country_iso3[position.get(id)]) || "",
      };
      this.names.setLabel(say.texts.places);
      badgePane.setAttribute("aria-label", say.texts.dominoes);
      badges.forEach((badge, i) => CityMap.name(badge, CityMap.word(say.texts.numbered, { n: i + 1, route: this.route(i) })));
    }

    legend() {
      return [
        ["mark-arrow", "legend_domino"],
        ["mark-arrow mark-undated", "legend_undated"],
        ["mark-inferred", "legend_in_part"],
        ["mark-via", "legend_via"],
      ];
    }

    room() {
      return ROOM[this.names.narrow() ? "narrow" : "wide"];
    }

    show(rows) {
      this.spreads.show(rows);
      this.stage.map.getContainer().dataset.arrows = String(rows.length);
    }

    markNewest(year) {
      this.spreads.markNewest(year);
    }

    focus(rows, placed) {
      this.names.focus(this.spreads.focus(rows));
      if (placed) this.place();
    }

    place() {
      if (!this.say) return;
      const badges = this.spreads.place(this.names.narrow());
      this.placeNames(badges);
    }

    // Names keep clear of arrows where they can; a place whose name finds no such room is named all the same.
    placeNames(badges) {
      const origin = this.stage.map.containerPointToLayerPoint([0, 0]);
      const bounds = this.stage.usable();
      const { places } = this.data;
      const nodes = places.id
        .map((id, i) => {
          const { x, y } = this.spreads.pixel(i).subtract(origin);
          const count = this.spreads.counts.get(id) || 0;
          return this.names.sized({ id, x, y, count, text: this.say.place(id), radius: RADIUS, japanese: places.japanese[i] });
        })
        .filter(({ count, x, y }) => count && x > bounds.left && x < bounds.right && y > bounds.top && y < bounds.bottom)
        .toSorted((a, b) => b.count - a.count);
      const marks = nodes.map(({ id, x, y }) => ({ id, left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK }));
      const fixed = [...marks, ...badges.map((box) => moved(box, origin)), ...this.stage.obstacles()];
      const first = CityMap.placeNames(nodes, [...fixed, ...this.spreads.cover().map((box) => moved(box, origin))], bounds);
      const rest = nodes.filter((_, i) => !first[i]);
      const second = CityMap.placeNames(rest, [...fixed, ...first.filter(Boolean)], bounds);
      const boxes = nodes.map((node, i) => first[i] || second[rest.indexOf(node)]);
      this.names.draw(nodes.map((node, i) => ({ node, box: boxes[i], className: "beside" })).filter(({ box }) => box));
    }

    rowsOf(kind, id) {
      const lists = (column, i) => this.table[column][i].split(";");
      const belongs = {
        domino: (i) => this.table.id[i] === id,
        place: (i) => this.spreads.placesOf(i).includes(id),
        country: (i) => lists("countries", i).includes(id),
        pair: (i) => {
          const [japanese, partner] = id.split("~");
          return lists("jp_places", i).includes(japanese) && lists("partner_places", i).includes(partner);
        },
      }[kind];
      return belongs ? this.rows.filter(belongs) : [];
    }

    pick(event) {
      const { target } = event.originalEvent;
      const mark = target.closest && target.closest("[data-kind]");
      if (mark) return { kind: mark.dataset.kind, id: mark.dataset.id };
      const country = target.dataset && target.dataset.country;
      return country ? { kind: "country", id: country } : null;
    }

    route(i) {
      const { from_place_id: from, to_place_id: to } = this.table;
      return CityMap.word(this.say.texts.route, { origin: this.say.place(from[i]), target: this.say.place(to[i]) });
    }

    yearOf(i) {
      const year = this.table.fiscal_year[i];
      return year === null ? this.say.texts.undated : this.say.year(year);
    }

    describe(thing, rows) {
      const word = (key, values) => CityMap.word(this.say.texts[key], values);
      if (thing.kind === "domino" && rows.length) {
        const [i] = rows;
        const via = this.table.via_place_id[i];
        return {
          heading: this.route(i),
          lines: [
            { className: this.table.fiscal_year[i] === null ? "" : `year-line${this.spreads.yearClass(i)}`, text: this.yearOf(i) },
            via ? word("by_way_of", { via: this.say.place(via) }) : null,
            this.table[`what_${this.say.code}`][i],
            this.spreads.inferred(i) ? word("in_part") : null,
          ],
        };
      }
      const told = rows.map((i) => `${word("numbered", { n: i + 1, route: this.route(i) })}${this.say.bracket(this.yearOf(i))}`);
      const context = thing.kind === "place" ? this.say.countryOf(thing.id) : "";
      return {
        heading: thing.kind === "place" ? `${this.say.place(thing.id)}${context ? this.say.bracket(context) : ""}` : this.say.country(thing.id),
        lines: rows.length ? [word("touched", { n: rows.length }), ...told] : [word("none_shown")],
      };
    }

    points(rows) {
      return rows.flatMap((i) => [...this.table.line[i], ...this.table.via_line[i]].map(([lon, lat]) => [lat, lon]));
    }

    pointOf(id) {
      return this.spreads.pointOf(this.spreads.position.get(id));
    }

    ends(rows) {
      return rows.flatMap((i) => this.spreads.placesOf(i)).map((id) => this.pointOf(id));
    }

    // All places shown, for those that lie out of sight.
    places() {
      return [...this.spreads.counts.keys()].map((id) => ({
        name: this.say.place(id),
        context: this.say.countryOf(id),
        point: this.pointOf(id),
        rows: () => this.rowsOf("place", id),
      }));
    }

    onNumber(what, row) {
      const thing = { kind: "domino", id: this.table.id[row] };
      if (what === "choose") this.stage.choose(thing);
      else if (what === "leave") this.stage.hover(null);
      else this.stage.hover(thing, this.spreads.middle(row).subtract(this.stage.map.containerPointToLayerPoint([0, 0])));
    }

    onName(what, id) {
      const { stage } = this;
      if (what === "choose") stage.choose({ kind: "place", id });
      else if (what === "leave") stage.hover(null);
      else stage.hover({ kind: "place", id }, stage.map.latLngToContainerPoint(this.pointOf(id)));
    }
  };
})(window.CityMap);
