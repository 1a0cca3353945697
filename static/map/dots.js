// Installations as dots by technology type, and those known only by country as counted bubbles.
"use strict";

(function (CityMap) {
  const RADIUS = { least: 8, perRoot: 0.045, greatest: 19 };
  const CROWD = 400; // more dots than this are grouped: they cover each other, and each takes the browser time
  const SPREAD = 15; // pixels between dots that share a point
  const SEATS = 37; // places around a point; further dots take the same ones again, so that none stands far from where it is
  const GOLDEN = 2.39996; // radians between neighbours on the spiral of dots that share a point
  const FAR = { zoom: 2.5, full: 5.5, least: 0.8 }; // how far away dots shrink, and to what share of their size
  const BUBBLE = { least: 13, perRoot: 2.3, greatest: 46, away: [-26, -20] };

  // Drawn when it comes into sight: of a crowd, most never do.
  const DotIcon = L.DivIcon.extend({
    createIcon(before) {
      this.options.html ||= this.options.draw();
      return L.DivIcon.prototype.createIcon.call(this, before);
    },
  });

  function spreadOut(table) {
    const seen = new Map();
    return table.id.map((_, i) => {
      if (table.lon[i] === null) return null;
      const key = `${table.lon[i]},${table.lat[i]}`;
      const seat = (seen.get(key) || 0) % SEATS;
      seen.set(key, seat + 1);
      const away = SPREAD * Math.sqrt(seat);
      return [Math.round(away * Math.cos(seat * GOLDEN)), Math.round(away * Math.sin(seat * GOLDEN))];
    });
  }

  function slice(from, to, radius) {
    const at = (share) => [radius + radius * Math.sin(2 * Math.PI * share), radius - radius * Math.cos(2 * Math.PI * share)];
    const [x0, y0] = at(from);
    const [x1, y1] = at(Math.min(to, from + 0.9999));
    return `M${radius} ${radius}L${x0} ${y0}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${x1} ${y1}Z`;
  }

  CityMap.Dots = class {
    // `open(rows)` is called when the group of these rows is chosen.
    constructor(map, data, open) {
      this.map = map;
      this.table = data.installations;
      this.countries = data.countries;
      this.technologies = data.technologies;
      this.rows = [];
      this.offsets = spreadOut(this.table);
      this.markers = new Map();
      const pane = map.createPane("dots");
      pane.style.zIndex = 430;
      this.pane = pane;
      this.plain = L.layerGroup().addTo(map);
      this.crowd = L.markerClusterGroup({
        chunkedLoading: true,
        maxClusterRadius: 46,
        // Seen as close as can be, dots that share a point stand around it, as they do where there is no crowd.
        disableClusteringAtZoom: map.getMaxZoom(),
        spiderfyOnMaxZoom: false,
        zoomToBoundsOnClick: false,
        showCoverageOnHover: false,
        clusterPane: "dots",
        iconCreateFunction: (cluster) => this.clusterIcon(cluster.getChildCount()),
      }).addTo(map);
      this.crowd.on("clusterclick", ({ layer }) => open(layer.getAllChildMarkers().map((marker) => marker.options.row)));
      this.bubbles = L.layerGroup().addTo(map);
      this.bubbleRows = new Map();
      this.position = new Map(this.countries.id.map((id, i) => [id, i]));
      map.on("zoomend", () => this.scale());
      this.scale();
    }

    // Seen from far away, dots are smaller.
    scale() {
      const share = (this.map.getZoom() - FAR.zoom) / (FAR.full - FAR.zoom);
      this.pane.style.setProperty("--scale", String(FAR.least + (1 - FAR.least) * Math.max(0, Math.min(1, share))));
    }

    radiusOf(i) {
      const tonnes = this.table.tonnes[i];
      return tonnes === null ? RADIUS.least : Math.min(RADIUS.greatest, RADIUS.least + RADIUS.perRoot * Math.sqrt(tonnes));
    }

    markerOf(i) {
      if (!this.markers.has(i)) {
        const radius = this.radiusOf(i);
        const [x, y] = this.offsets[i];
        const draw = () => this.dotOf(i, radius);
        const icon = new DotIcon({ className: "dot-holder", draw, iconSize: [2 * radius, 2 * radius], iconAnchor: [radius - x, radius - y] });
        const at = [this.table.lat[i], this.table.lon[i]];
        this.markers.set(i, L.marker(at, { pane: "dots", icon, row: i, keyboard: false, interactive: false }));
      }
      return this.markers.get(i);
    }

    dotOf(i, radius) {
      const code = this.table.technology_type[i];
      const dot = CityMap.element("span", `dot tech-${code} dot-${this.table.location_precision[i]}`, this.technologies[code].letters);
      if (this.table.tonnes[i] === null) dot.classList.add("dot-unmeasured");
      dot.dataset.kind = "installation";
      dot.dataset.id = this.table.id[i];
      dot.dataset.row = String(i);
      dot.style.fontSize = `${Math.max(8.5, radius * 0.78)}px`;
      return dot;
    }

    clusterIcon(count) {
      const size = 30 + Math.min(26, Math.sqrt(count));
      return L.divIcon({ className: "cluster-holder", html: CityMap.element("span", "cluster", CityMap.number(count)), iconSize: [size, size] });
    }

    // Shows exactly these rows: those with a point as dots, the others counted at their country's label.
    show(rows) {
      this.rows = rows;
      const placed = rows.filter((i) => this.table.lon[i] !== null);
      const markers = placed.map((i) => this.markerOf(i));
      this.crowd.clearLayers();
      this.plain.clearLayers();
      if (placed.length > CROWD) this.crowd.addLayers(markers);
      else markers.forEach((marker) => this.plain.addLayer(marker));
      this.bubbleRows = new Map();
      rows.filter((i) => this.table.lon[i] === null).forEach((i) => {
        const country = this.table.country_iso3[i];
        if (!this.bubbleRows.has(country)) this.bubbleRows.set(country, []);
        this.bubbleRows.get(country).push(i);
      });
      this.bubbles.clearLayers();
      this.bubbleRows.forEach((members, country) => this.bubbles.addLayer(this.bubbleOf(country, members)));
    }

    bubbleRadius(count) {
      return Math.min(BUBBLE.greatest, BUBBLE.least + BUBBLE.perRoot * Math.sqrt(count));
    }

    bubbleOf(country, members) {
      const radius = this.bubbleRadius(members.length);
      const counts = new Map();
      members.forEach((i) => counts.set(this.table.technology_type[i], (counts.get(this.table.technology_type[i]) || 0) + 1));
      const ring = CityMap.svgElement("svg", { viewBox: `0 0 ${2 * radius} ${2 * radius}`, "aria-hidden": "true" });
      let from = 0;
      [...counts].toSorted((a, b) => b[1] - a[1]).forEach(([code, count]) => {
        const to = from + count / members.length;
        ring.append(CityMap.svgElement("path", { d: slice(from, to, radius), class: `tech-${code}` }));
        from = to;
      });
      const bubble = CityMap.element("span", "bubble");
      bubble.append(ring, CityMap.element("b", "", CityMap.number(members.length)));
      bubble.dataset.kind = "country";
      bubble.dataset.id = country;
      const i = this.position.get(country);
      const [x, y] = BUBBLE.away;
      const icon = L.divIcon({ className: "bubble-holder", html: bubble, iconSize: [2 * radius, 2 * radius], iconAnchor: [radius - x, radius - y] });
      const at = [this.countries.lat[i], this.countries.lon[i]];
      // What is known closer stands before what is known by country.
      return L.marker(at, { pane: "dots", icon, keyboard: false, interactive: false, zIndexOffset: -1000 });
    }

    // Where a row is drawn, in pixels of the map's container.
    drawnAt(i) {
      if (this.table.lon[i] === null) {
        const country = this.position.get(this.table.country_iso3[i]);
        return this.map.latLngToContainerPoint([this.countries.lat[country], this.countries.lon[country]]).add(BUBBLE.away);
      }
      return this.map.latLngToContainerPoint([this.table.lat[i], this.table.lon[i]]).add(this.offsets[i]);
    }

    // What the dots cover, in pixels of the map's container; a crowd is grouped and leaves names room enough.
    boxes() {
      const placed = this.rows.filter((i) => this.table.lon[i] !== null);
      if (placed.length > CROWD) return [];
      return placed.map((i) => {
        const { x, y } = this.drawnAt(i);
        const radius = this.radiusOf(i) * 0.8;
        return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
      });
    }

    // Brings rows forward and lets all else fade; null takes the difference back.
    focus(rows) {
      // With thousands of dots, going through them for nothing is felt.
      if (!rows && !this.faded) return;
      this.faded = Boolean(rows);
      this.pane.classList.toggle("fading", this.faded);
      const near = new Set(rows);
      const countries = new Set((rows || []).map((i) => this.table.country_iso3[i]));
      this.pane.querySelectorAll(".dot").forEach((dot) => dot.classList.toggle("near", near.has(Number(dot.dataset.row))));
      this.pane.querySelectorAll(".bubble").forEach((bubble) => {
        const members = this.bubbleRows.get(bubble.dataset.id) || [];
        bubble.classList.toggle("near", countries.has(bubble.dataset.id) && members.some((i) => near.has(i)));
      });
    }

    rowsOf(kind, id) {
      const { table } = this;
      const belongs = {
        installation: (i) => table.id[i] === id,
        country: (i) => table.country_iso3[i] === id,
        pair: (i) => `${table.jp_place_id[i]}~${table.partner_place_id[i]}` === id,
        place: (i) => table.jp_place_id[i] === id || table.partner_place_id[i] === id,
      }[kind];
      return belongs ? this.rows.filter(belongs) : [];
    }

    pick(event) {
      const { target } = event.originalEvent;
      const mark = target.closest && target.closest("[data-kind]");
      if (mark) return { kind: mark.dataset.kind, id: mark.dataset.id, row: mark.dataset.row && Number(mark.dataset.row) };
      const country = target.dataset && target.dataset.country;
      return country ? { kind: "country", id: country } : null;
    }
  };
})(window.CityMap);
