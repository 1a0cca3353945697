// The layer of the partnership map: strands, the places they join, and their names.
"use strict";

(function (CityMap) {
  CityMap.layers = CityMap.layers || {};

  CityMap.layers.links = class {
    constructor(stage) {
      this.stage = stage;
      this.data = stage.data;
      this.table = stage.data.links;
      this.links = new CityMap.Links(stage.map, stage.data);
      this.labels = new CityMap.Labels(stage.map, this.links, (what, id) => this.onName(what, id));
      this.labels.usable = () => stage.usable();
      this.labels.obstacles = () => stage.obstacles();
    }

    get rows() {
      return this.links.rows;
    }

    setLanguage(say) {
      const { places, countries, themes } = this.data;
      const place = new Map(places.id.map((id, i) => [id, i]));
      const country = new Map(countries.id.map((id, i) => [id, countries[`name_${say.code}`][i]]));
      this.say = {
        ...say,
        place: (id) => places[`name_${say.code}`][place.get(id)],
        japanese: (id) => places.japanese[place.get(id)],
        proxy: (id) => places.proxy[place.get(id)],
        countryOf: (id) => country.get(places.country_iso3[place.get(id)]),
        country: (id) => country.get(id) || "",
        theme: (theme) => themes[theme][say.code],
      };
      this.labels.setLanguage(say.code, say.texts.places);
    }

    legend() {
      return [
        ["mark-japanese", "legend_japanese"],
        ["mark-partner", "legend_partner"],
        ["mark-proxy", "legend_proxy"],
        ["mark-strand", "legend_strand"],
        ["mark-inferred", "legend_inferred"],
      ];
    }

    // Room the names ask for beside the dots of the opening view.
    room() {
      return { left: this.labels.names.narrow() ? 0 : 70, right: this.labels.columnRoom() };
    }

    show(rows) {
      this.links.show(rows);
      this.stage.map.getContainer().dataset.strands = String(rows.length);
    }

    place() {
      this.labels.place();
    }

    focus(rows, placed) {
      this.labels.focus(this.links.focus(rows), placed);
    }

    // While years play, the newest one's strands stand out.
    markNewest(year) {
      this.links.strandPane.classList.toggle("playing", year !== null);
      this.links.strands.forEach((path, i) => path.classList.toggle("fresh", this.table.fiscal_year[i] === year));
    }

    rowsOf(kind, id) {
      return this.links.rowsOf(kind, id);
    }

    pick(event, touch) {
      return this.links.pick(event, touch);
    }

    describe(thing, rows) {
      return CityMap.describeLinks(thing, rows, this.table, this.say);
    }

    points(rows) {
      return rows.flatMap((i) => this.table.line[i].map(([lon, lat]) => [lat, lon]));
    }

    ends(rows) {
      const ids = new Set(rows.flatMap((i) => [this.table.jp_place_id[i], this.table.partner_place_id[i]]));
      return [...ids].map((id) => this.pointOf(this.links.position.get(id)));
    }

    pointOf(i) {
      return [this.data.places.lat[i], this.data.places.lon[i]];
    }

    // All places shown, for those that lie out of sight.
    places() {
      return [...this.links.counts.keys()].map((id) => ({
        name: this.say.place(id),
        context: this.say.countryOf(id),
        point: this.pointOf(this.links.position.get(id)),
        rows: () => this.rowsOf("place", id),
      }));
    }

    onName(what, id) {
      const { stage } = this;
      if (what === "choose") stage.choose({ kind: "place", id });
      else if (what === "leave") stage.hover(null);
      else {
        const origin = stage.map.containerPointToLayerPoint([0, 0]);
        stage.hover({ kind: "place", id }, this.links.nodePoint(this.links.position.get(id)).subtract(origin));
      }
    }
  };
})(window.CityMap);
