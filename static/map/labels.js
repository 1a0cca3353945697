// Names of the partnership map: Japanese governments as a column of callouts, partners beside their dots.
"use strict";

(function (CityMap) {
  const ROW = 1.4; // height of a row of the column, in sizes of its letters
  const COLUMN_FROM_NODES = 86;
  const COLUMN_FROM_NODES_NARROW = 26;
  const ELBOW = 16;
  const CALLOUT_ZOOM = 6.5; // closer than this, the dots in Japan stand far enough apart for ordinary names

  // Rows of a column, ordered so that the lines from column to dots cross as little as may be.
  CityMap.placeColumn = function (nodes, x, rowHeight, bounds) {
    const fitting = Math.max(0, Math.floor((bounds.bottom - bounds.top) / rowHeight));
    const kept = [...nodes].toSorted((a, b) => b.count - a.count).slice(0, fitting);
    if (!kept.length) return [];
    const middle = kept.reduce((sum, node) => sum + node.y, 0) / kept.length;
    const slope = (node) => (node.y - middle) / Math.max(1, x - node.x);
    kept.sort((a, b) => slope(a) - slope(b) || b.x - a.x);
    const height = kept.length * rowHeight;
    const top = Math.max(bounds.top, Math.min(middle - height * 0.42, bounds.bottom - height));
    return kept.map((node, i) => Object.assign(node, { columnX: x, columnY: top + (i + 0.5) * rowHeight }));
  };

  CityMap.Labels = class {
    constructor(map, links, act) {
      this.map = map;
      this.links = links;
      this.names = new CityMap.Names(map, act);
      this.leaders = CityMap.svgElement("svg", { class: "leaders", "aria-hidden": "true" });
      this.names.pane.prepend(this.leaders);
      this.ends = new Set();
      map.on("moveend zoomend resize", () => this.place());
    }

    setLanguage(code, groupName) {
      this.language = code;
      this.names.setLabel(groupName);
    }

    textOf(i) {
      return this.links.data.places[`name_${this.language}`][i];
    }

    columnWidth() {
      const { places } = this.links.data;
      const widths = places.id.map((_, i) => (places.japanese[i] ? this.names.measure(`${this.textOf(i)} 88`, true) : 0));
      return Math.ceil(Math.max(0, ...widths)) + 12;
    }

    // How much room the column asks for to the right of the dots in Japan.
    columnRoom() {
      return this.columnWidth() + (this.names.narrow() ? COLUMN_FROM_NODES_NARROW : COLUMN_FROM_NODES);
    }

    place() {
      if (!this.language) return;
      const bounds = this.usable();
      const nodes = this.shownNodes(bounds);
      const callouts = this.map.getZoom() < CALLOUT_ZOOM ? this.column(nodes, bounds) : [];
      const inColumn = new Set(callouts.map((node) => node.id));
      const rest = nodes.filter((node) => !inColumn.has(node.id) && (!node.japanese || this.map.getZoom() >= CALLOUT_ZOOM || node.important));
      const dots = nodes.map(({ id, x, y, radius }) => ({ id, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
      const columnBoxes = callouts.map((node) => this.columnBox(node));
      const boxes = CityMap.placeNames(rest, [...dots, ...columnBoxes, ...this.obstacles()], bounds);
      this.drawLeaders(callouts);
      this.names.draw([
        ...callouts.map((node, i) => ({ node, box: columnBoxes[i], className: "callout" })),
        ...rest.map((node, i) => ({ node, box: boxes[i], className: "beside" })).filter(({ box }) => box),
      ]);
    }

    shownNodes(bounds) {
      const { places } = this.links.data;
      const origin = this.map.containerPointToLayerPoint([0, 0]);
      const found = [];
      places.id.forEach((id, i) => {
        const count = this.links.counts.get(id);
        if (!count) return;
        const point = this.links.nodePoint(i).subtract(origin);
        if (point.x < bounds.left || point.x > bounds.right || point.y < bounds.top || point.y > bounds.bottom) return;
        const text = this.textOf(i);
        const radius = this.links.nodes[i].getRadius() + 1;
        const node = { id, i, count, text, radius, x: point.x, y: point.y, japanese: places.japanese[i], important: this.ends.has(id) };
        found.push(this.names.sized(node));
      });
      return found.toSorted((a, b) => b.important - a.important || b.count - a.count);
    }

    rowHeight() {
      return Math.round(this.names.fontSize() * ROW);
    }

    column(nodes, bounds) {
      const rowHeight = this.rowHeight();
      const japanese = nodes.filter((node) => node.japanese);
      if (!japanese.length) return [];
      const right = Math.max(...japanese.map((node) => node.x));
      const width = this.columnWidth();
      const from = this.names.narrow() ? COLUMN_FROM_NODES_NARROW : COLUMN_FROM_NODES;
      const x = Math.min(right + from, bounds.right - width);
      if (x < right + ELBOW) return [];
      const above = this.obstacles().filter((box) => box.right > x && box.left < x + width && box.top < bounds.top + rowHeight * 4);
      const top = Math.max(bounds.top, ...above.map((box) => box.bottom));
      return CityMap.placeColumn(japanese, x, rowHeight, { ...bounds, top });
    }

    columnBox(node) {
      const height = this.rowHeight() - 1;
      const width = this.names.measure(`${node.text} ${node.count}`, true) + 8;
      return { id: `column-${node.id}`, left: node.columnX, right: node.columnX + width, top: node.columnY - height / 2, bottom: node.columnY + height / 2 };
    }

    drawLeaders(callouts) {
      const origin = this.map.containerPointToLayerPoint([0, 0]);
      this.leaders.replaceChildren(
        ...callouts.map((node) => {
          const line = CityMap.svgElement("path", {
            d: `M${origin.x + node.columnX - 4} ${origin.y + node.columnY}h${-ELBOW}L${origin.x + node.x} ${origin.y + node.y}`,
          });
          line.dataset.id = node.id;
          return line;
        }),
      );
    }

    // The places in focus: their names stand out and are placed first.
    focus(ends, place) {
      this.ends = ends;
      this.names.focus(ends);
      if (place) this.place();
      [...this.leaders.children].forEach((line) => line.classList.toggle("near", ends.has(line.dataset.id)));
    }
  };
})(window.CityMap);
