// Domino effects drawn: an arrow with its number for each, and the places they join. A selection only shows and hides.
"use strict";

(function (CityMap) {
  const RADIUS = { end: 5.5, via: 4 };
  const REACH = 13;
  const GAP = { start: 8, end: 9 }; // pixels between a place's point and the arrow
  const SIZE = { wide: { arrow: 1, badge: 22 }, narrow: { arrow: 0.7, badge: 18 } };
  const BADGE_AT = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]; // shares of the arrow's length
  const SHORT = 130; // pixels; on a shorter arrow the number stands beside it
  const CLEAR = 9; // pixels of an arrow that names keep clear of
  const ENDS = ["from_place_id", "to_place_id", "via_place_id"];
  const PARTS = ["via", "halo", "shape", "trail", "runner", "reach"];
  const SUCCESSION = 0.7; // seconds from one arrow's movement to the next one's

  CityMap.Spreads = class {
    // `act(what, row)` is called when a number is chosen, or reached and left by keyboard.
    constructor(map, data, act) {
      this.map = map;
      this.data = data;
      this.table = data.dominoes;
      this.rows = [];
      this.counts = new Map();
      this.tracks = new Map();
      this.position = new Map(data.places.id.map((id, i) => [id, i]));
      this.panes = ["arrows", "nodes", "badges"].map((name, i) => this.makePane(name, 410 + 15 * i));
      [this.arrowPane, this.nodePane, this.badgePane] = this.panes;
      this.arrows = this.table.id.map((_, i) => this.drawArrow(i));
      this.nodes = data.places.id.map((id, i) => this.drawNode(id, i));
      this.badges = this.table.id.map((_, i) => this.makeBadge(i, act));
      map.on("zoomstart", () => this.panes.forEach((pane) => pane.classList.add("moving")));
    }

    makePane(name, order) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = order;
      if (name === "badges") pane.setAttribute("role", "group");
      else pane.append(CityMap.svgElement("svg", { class: "drawn", "aria-hidden": "true" }));
      return pane;
    }

    yearClass(i) {
      return this.table.fiscal_year[i] === null ? "" : ` fy-${this.table.fiscal_year[i]}`;
    }

    inferred(i) {
      return this.table.evidence[i] === "C";
    }

    drawArrow(i) {
      const group = CityMap.svgElement("g", { class: `domino${this.yearClass(i)} off`, "data-kind": "domino", "data-id": this.table.id[i] });
      group.style.setProperty("--after", `${i * SUCCESSION}s`);
      const parts = Object.fromEntries(PARTS.map((name) => [name, CityMap.svgElement("path", { class: `domino-${name}` })]));
      group.append(...Object.values(parts));
      [parts.trail, parts.runner].forEach((path) => path.setAttribute("pathLength", "100"));
      this.arrowPane.firstChild.append(group);
      return { group, parts };
    }

    drawNode(id, i) {
      const { places } = this.data;
      const group = CityMap.svgElement("g", { class: "domino-node off", "data-kind": "place", "data-id": id });
      const kind = `${places.japanese[i] ? "node-japanese" : "node-partner"}${places.proxy[i] ? " node-proxy" : ""}`;
      group.append(CityMap.svgElement("circle", { class: "node-reach", r: REACH }), CityMap.svgElement("circle", { class: `node ${kind}`, r: RADIUS.end }));
      this.nodePane.firstChild.append(group);
      return group;
    }

    // A row's number is its place in the table, so that it stays the same whatever is shown.
    makeBadge(i, act) {
      const badge = CityMap.button(`badge${this.yearClass(i)}${this.inferred(i) ? " badge-inferred" : ""}`, "", () => act("choose", i));
      badge.textContent = String(i + 1);
      badge.dataset.kind = "domino";
      badge.dataset.id = this.table.id[i];
      badge.hidden = true;
      badge.addEventListener("focus", () => act("hover", i));
      badge.addEventListener("blur", () => act("leave", i));
      L.DomEvent.disableClickPropagation(badge);
      this.badgePane.append(badge);
      return badge;
    }

    placesOf(i) {
      return ENDS.map((end) => this.table[end][i]).filter(Boolean);
    }

    // Shows exactly these rows, and the places they join.
    show(rows) {
      this.rows = rows;
      const shown = new Set(rows);
      const joined = new Set(rows.flatMap((i) => [this.table.from_place_id[i], this.table.to_place_id[i]]));
      this.counts = new Map();
      rows.forEach((i) => this.placesOf(i).forEach((id) => this.counts.set(id, (this.counts.get(id) || 0) + 1)));
      this.arrows.forEach(({ group }, i) => group.classList.toggle("off", !shown.has(i)));
      this.badges.forEach((badge, i) => (badge.hidden = !shown.has(i)));
      this.nodes.forEach((node, i) => {
        const id = this.data.places.id[i];
        node.classList.toggle("off", !this.counts.has(id));
        node.lastChild.setAttribute("r", joined.has(id) ? RADIUS.end : RADIUS.via);
      });
    }

    // While years play, the newest one's arrows stand out.
    markNewest(year) {
      this.arrowPane.classList.toggle("playing", year !== null);
      this.arrows.forEach(({ group }, i) => group.classList.toggle("fresh", year !== null && this.table.fiscal_year[i] === year));
    }

    // Brings rows forward and lets all else fade; null takes the difference back. Gives the places of these rows.
    focus(rows) {
      const near = new Set(rows);
      const places = new Set((rows || []).flatMap((i) => this.placesOf(i)));
      this.panes.forEach((pane) => pane.classList.toggle("fading", Boolean(rows)));
      this.arrows.forEach(({ group }, i) => group.classList.toggle("near", near.has(i)));
      this.badges.forEach((badge, i) => badge.classList.toggle("near", near.has(i)));
      this.nodes.forEach((node, i) => node.classList.toggle("near", places.has(this.data.places.id[i])));
      return places;
    }

    // --- placing, in pixels of the map's layers ---------------------------------------------------------------------

    project([lon, lat]) {
      return this.map.latLngToLayerPoint([lat, lon]);
    }

    pixel(i) {
      return this.map.latLngToLayerPoint(this.pointOf(i));
    }

    pointOf(i) {
      return [this.data.places.lat[i], this.data.places.lon[i]];
    }

    // Draws what is shown where the map now stands; gives the boxes of the numbers.
    place(narrow) {
      const size = SIZE[narrow ? "narrow" : "wide"];
      this.tracks = new Map(this.rows.map((i) => [i, new CityMap.Track(this.table.line[i].map((point) => this.project(point)))]));
      this.tracks.forEach((track, i) => this.placeArrow(track, i, size.arrow));
      this.nodes.forEach((node, i) => {
        const { x, y } = this.pixel(i);
        node.setAttribute("transform", `translate(${x} ${y})`);
      });
      const boxes = this.placeBadges(size.badge);
      this.panes.forEach((pane) => pane.classList.remove("moving"));
      return boxes;
    }

    placeArrow(track, i, scale) {
      const { outline, middle } = CityMap.arrow(track, { start: GAP.start, end: GAP.end, dashed: this.inferred(i), scale });
      const { via, halo, shape, trail, runner, reach } = this.arrows[i].parts;
      [halo, shape].forEach((path) => path.setAttribute("d", outline));
      [trail, runner, reach].forEach((path) => path.setAttribute("d", middle));
      const passed = this.table.via_line[i].map((point) => this.project(point));
      via.setAttribute("d", passed.length ? `M${passed.map(({ x, y }) => `${x} ${y}`).join("L")}` : "M0 0");
    }

    // Numbers stand on their arrows, each at the first place that is free; on a short arrow, which they would hide, beside it.
    placeBadges(size) {
      const taken = [];
      this.badgePane.style.setProperty("--badge", `${size}px`);
      this.tracks.forEach((track, i) => {
        const away = track.length < SHORT ? size * 0.9 : 0;
        const boxes = BADGE_AT.map((share) => {
          const { x, y, dx, dy } = track.at(track.length * share);
          const [left, top] = [x + dy * away - size / 2, y - dx * away - size / 2];
          return { left, top, right: left + size, bottom: top + size };
        });
        const box = boxes.find((each) => !taken.some((other) => CityMap.overlap(each, other))) || boxes[0];
        taken.push(box);
        this.badges[i].style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
      });
      return taken;
    }

    // What the arrows cover, but for their ends.
    cover() {
      return [...this.tracks.values()].flatMap((track) => CityMap.cover(track, CLEAR, CLEAR * 1.5));
    }

    middle(i) {
      const track = this.tracks.get(i);
      const { x, y } = track.at(track.length / 2);
      return L.point(x, y);
    }
  };
})(window.CityMap);
