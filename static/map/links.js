// Strands (one per pair and fiscal year) and the places they join. Drawn once; a selection only shows and hides.
"use strict";

(function (CityMap) {
  const NODE_RADIUS = { least: 2.6, perRoot: 0.85, greatest: 7 };
  const SPREAD = 6; // pixels between the dots of places that share a point
  const REACH = { mouse: { node: 9, strand: 7 }, touch: { node: 22, strand: 18 } };

  function distanceToSegment(p, a, b) {
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1);
    const t = Math.max(0, Math.min(1, along));
    return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
  }

  // Places that share a point stand side by side instead of on top of each other.
  function offsets(places) {
    const groups = new Map();
    places.id.forEach((id, i) => {
      const key = `${places.lon[i]},${places.lat[i]}`;
      groups.set(key, [...(groups.get(key) || []), i]);
    });
    const found = places.id.map(() => L.point(0, 0));
    groups.forEach((members) => {
      members.forEach((i, n) => {
        found[i] = L.point((n - (members.length - 1) / 2) * 2 * SPREAD, 0);
      });
    });
    return found;
  }

  // A strand comes as a few points of its great circle; drawn through the middles between them, it is round at every zoom.
  const Curved = L.SVG.extend({
    _updatePoly({ _path: path, _parts: parts }) {
      path.setAttribute("d", parts.map(curve).join("") || "M0 0");
    },
  });

  function curve(points) {
    const last = points.length - 1;
    if (last < 2) return `M${points.map(({ x, y }) => `${x} ${y}`).join("L")}`;
    const turns = points.slice(1, last).map(({ x, y }, i) => {
      const next = points[i + 2];
      const end = i + 2 === last ? next : { x: (x + next.x) / 2, y: (y + next.y) / 2 };
      return `Q${x} ${y} ${end.x} ${end.y}`;
    });
    return `M${points[0].x} ${points[0].y}${turns.join("")}`;
  }

  CityMap.Links = class {
    constructor(map, data) {
      this.map = map;
      this.data = data;
      this.newest = Math.max(...data.years);
      this.rows = [];
      this.counts = new Map();
      this.offsets = offsets(data.places);
      this.position = new Map(data.places.id.map((id, i) => [id, i]));
      this.strandPane = this.makePane("strands", 410);
      this.nodePane = this.makePane("nodes", 430);
      this.halos = new Map();
      this.strands = this.drawStrands();
      this.nodes = this.drawNodes();
      this.projected = new Map();
      map.on("zoomend viewreset resize", () => this.projected.clear());
    }

    makePane(name, order) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = order;
      pane.setAttribute("aria-hidden", "true");
      return pane;
    }

    drawStrands() {
      const renderer = new Curved({ pane: "strands", padding: 0.6 });
      const { links } = this.data;
      const order = links.id.map((_, i) => i).toSorted((a, b) => links.fiscal_year[a] - links.fiscal_year[b]);
      const drawn = [];
      const draw = (i, className) =>
        L.polyline(links.line[i].map(([lon, lat]) => [lat, lon]), {
          pane: "strands", renderer, className, interactive: false, smoothFactor: 0.6, stroke: true, fill: false,
        }).addTo(this.map).getElement();
      order.forEach((i) => {
        const year = links.fiscal_year[i];
        const inferred = links.evidence[i] === "C" ? " strand-inferred" : "";
        if (year === this.newest) this.halos.set(i, draw(i, "strand-halo off"));
        drawn[i] = draw(i, `strand fy-${year}${inferred}${year === this.newest ? " strand-newest" : ""} off`);
        drawn[i].dataset.id = links.id[i];
      });
      return drawn;
    }

    drawNodes() {
      const renderer = L.svg({ pane: "nodes", padding: 0.6 });
      const { places } = this.data;
      return places.id.map((id, i) => {
        const kind = `${places.japanese[i] ? "node-japanese" : "node-partner"}${places.proxy[i] ? " node-proxy" : ""}`;
        const node = L.circleMarker([places.lat[i], places.lon[i]], {
          pane: "nodes", renderer, className: `node ${kind} off`, interactive: false, radius: NODE_RADIUS.least,
        }).addTo(this.map);
        const drawn = node.getElement();
        drawn.style.transform = `translate(${this.offsets[i].x}px, ${this.offsets[i].y}px)`;
        drawn.dataset.id = id;
        return node;
      });
    }

    // Shows exactly these rows, and the places they join.
    show(rows) {
      const { links } = this.data;
      const shown = new Set(rows);
      this.rows = rows;
      this.counts = new Map();
      rows.forEach((i) => {
        [links.jp_place_id[i], links.partner_place_id[i]].forEach((id) => this.counts.set(id, (this.counts.get(id) || 0) + 1));
      });
      this.strands.forEach((path, i) => path.classList.toggle("off", !shown.has(i)));
      this.halos.forEach((path, i) => path.classList.toggle("off", !shown.has(i)));
      this.nodes.forEach((node, i) => {
        const count = this.counts.get(this.data.places.id[i]) || 0;
        node.getElement().classList.toggle("off", !count);
        node.setRadius(Math.min(NODE_RADIUS.greatest, NODE_RADIUS.least + NODE_RADIUS.perRoot * Math.sqrt(count)));
      });
    }

    // Brings rows forward and lets all else fade; null takes the difference back.
    focus(rows) {
      const near = rows && new Set(rows);
      const ends = new Set();
      const { links, places } = this.data;
      if (rows) rows.forEach((i) => ends.add(links.jp_place_id[i]).add(links.partner_place_id[i]));
      [this.strandPane, this.nodePane].forEach((pane) => pane.classList.toggle("fading", Boolean(rows)));
      this.strands.forEach((path, i) => path.classList.toggle("near", Boolean(near && near.has(i))));
      this.halos.forEach((path, i) => path.classList.toggle("near", Boolean(near && near.has(i))));
      this.nodes.forEach((node, i) => node.getElement().classList.toggle("near", ends.has(places.id[i])));
      return ends;
    }

    rowsOf(kind, id) {
      const { links } = this.data;
      const belongs = {
        pair: (i) => links.pair[i] === id,
        place: (i) => links.jp_place_id[i] === id || links.partner_place_id[i] === id,
        country: (i) => links.country_iso3[i] === id,
      }[kind];
      return belongs ? this.rows.filter(belongs) : [];
    }

    nodePoint(i) {
      return this.map.latLngToLayerPoint([this.data.places.lat[i], this.data.places.lon[i]]).add(this.offsets[i]);
    }

    path(i) {
      if (!this.projected.has(i)) {
        const line = this.data.links.line[i].map(([lon, lat]) => this.map.latLngToLayerPoint([lat, lon]));
        this.projected.set(i, line);
      }
      return this.projected.get(i);
    }

    // What lies under a point: the nearest place, else the nearest strand, else the country.
    pick(event, touch) {
      const point = event.layerPoint;
      const reach = touch ? REACH.touch : REACH.mouse;
      let best = null;
      let nearest = reach.node;
      this.nodes.forEach((node, i) => {
        if (!this.counts.has(this.data.places.id[i])) return;
        const away = this.nodePoint(i).distanceTo(point) - node.getRadius() / 2;
        if (away < nearest) {
          nearest = away;
          best = { kind: "place", id: this.data.places.id[i] };
        }
      });
      if (best) return best;
      nearest = reach.strand;
      this.rows.forEach((i) => {
        const line = this.path(i);
        for (let k = 1; k < line.length; k += 1) {
          const away = distanceToSegment(point, line[k - 1], line[k]);
          if (away < nearest) {
            nearest = away;
            best = { kind: "pair", id: this.data.links.pair[i], row: i };
          }
        }
      });
      if (best) return best;
      const country = event.originalEvent.target.dataset && event.originalEvent.target.dataset.country;
      return country ? { kind: "country", id: country } : null;
    }
  };
})(window.CityMap);
