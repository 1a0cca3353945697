// Names that never overlap: Japanese governments as a column of callouts, partners beside their dots.
"use strict";

(function (CityMap) {
  const GAP = 8; // pixels from a dot to its name
  const ROW = { wide: 18, narrow: 15 };
  const COLUMN_FROM_NODES = 86;
  const COLUMN_FROM_NODES_NARROW = 26;
  const ELBOW = 16;
  const CALLOUT_ZOOM = 6.5; // closer than this, the dots in Japan stand far enough apart for ordinary names
  const NARROW = 640;

  CityMap.overlap = function (a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  };

  function inside(box, bounds) {
    return box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;
  }

  function candidates({ x, y, width, height, radius }) {
    const away = radius + GAP - 3;
    const slant = away * 0.7;
    const box = (left, top) => ({ left, top, right: left + width, bottom: top + height });
    return [
      box(x - away - width, y - height / 2),
      box(x + away, y - height / 2),
      box(x - width / 2, y + away - 1),
      box(x - width / 2, y - away - height + 1),
      box(x - slant - width, y + slant - 4),
      box(x - slant - width, y - slant - height + 4),
      box(x + slant, y + slant - 4),
      box(x + slant, y - slant - height + 4),
      box(x - away - width, y + height * 0.55),
      box(x - away - width, y - height * 1.55),
      box(x + away, y + height * 0.55),
      box(x + away, y - height * 1.55),
    ];
  }

  // Gives each name the first of its places that is free; a name without one is left out. Most important first.
  CityMap.placeNames = function (names, taken, bounds) {
    const boxes = [...taken];
    return names.map((name) => {
      const others = boxes.filter((box) => box.id !== name.id);
      const free = candidates(name).find((box) => inside(box, bounds) && !others.some((other) => CityMap.overlap(box, other)));
      if (free) boxes.push(free);
      return free || null;
    });
  };

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
      this.act = act;
      this.pane = map.createPane("names");
      this.pane.style.zIndex = 450;
      this.leaders = CityMap.svgElement("svg", { class: "leaders", "aria-hidden": "true" });
      this.holder = CityMap.element("div", "names");
      this.holder.setAttribute("role", "group");
      this.pane.append(this.leaders, this.holder);
      this.ruler = document.createElement("canvas").getContext("2d");
      this.buttons = new Map();
      this.ends = new Set();
      map.on("zoomstart", () => this.pane.classList.add("moving"));
      map.on("moveend zoomend resize", () => this.place());
      this.holder.addEventListener("keydown", (event) => this.walk(event));
    }

    setLanguage(code, groupName) {
      this.language = code;
      this.holder.setAttribute("aria-label", groupName);
    }

    narrow() {
      return this.map.getSize().x < NARROW;
    }

    textOf(i) {
      return this.links.data.places[`name_${this.language}`][i];
    }

    fontSize() {
      return this.narrow() ? 11 : 12.5;
    }

    measure(text, bold) {
      this.ruler.font = `${bold ? 700 : 600} ${this.fontSize()}px ${getComputedStyle(this.holder).fontFamily}`;
      return this.ruler.measureText(text).width;
    }

    columnWidth() {
      const { places } = this.links.data;
      const widths = places.id.map((_, i) => (places.japanese[i] ? this.measure(`${this.textOf(i)} 88`, true) : 0));
      return Math.ceil(Math.max(0, ...widths)) + 12;
    }

    // How much room the column asks for to the right of the dots in Japan.
    columnRoom() {
      return this.columnWidth() + (this.narrow() ? COLUMN_FROM_NODES_NARROW : COLUMN_FROM_NODES);
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
      this.draw(callouts, columnBoxes, rest, boxes);
      this.pane.classList.remove("moving");
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
        found.push({
          id, i, count, text, x: point.x, y: point.y, japanese: places.japanese[i], important: this.ends.has(id),
          radius: this.links.nodes[i].getRadius() + 1,
          width: this.measure(text, false) + 6, height: this.fontSize() + 5,
        });
      });
      return found.toSorted((a, b) => b.important - a.important || b.count - a.count);
    }

    column(nodes, bounds) {
      const japanese = nodes.filter((node) => node.japanese);
      if (!japanese.length) return [];
      const right = Math.max(...japanese.map((node) => node.x));
      const width = this.columnWidth();
      const from = this.narrow() ? COLUMN_FROM_NODES_NARROW : COLUMN_FROM_NODES;
      const x = Math.min(right + from, bounds.right - width);
      if (x < right + ELBOW) return [];
      const above = this.obstacles().filter((box) => box.right > x && box.left < x + width && box.top < bounds.top + ROW.wide * 4);
      const top = Math.max(bounds.top, ...above.map((box) => box.bottom));
      return CityMap.placeColumn(japanese, x, this.narrow() ? ROW.narrow : ROW.wide, { ...bounds, top });
    }

    columnBox(node) {
      const height = (this.narrow() ? ROW.narrow : ROW.wide) - 1;
      const width = this.measure(`${node.text} ${node.count}`, true) + 8;
      return { id: `column-${node.id}`, left: node.columnX, right: node.columnX + width, top: node.columnY - height / 2, bottom: node.columnY + height / 2 };
    }

    draw(callouts, columnBoxes, rest, boxes) {
      const origin = this.map.containerPointToLayerPoint([0, 0]);
      const shown = new Set();
      const show = (node, box, className) => {
        shown.add(node.id);
        const button = this.buttonOf(node.id);
        button.className = `name ${className}${node.japanese ? " name-japanese" : ""}`;
        button.firstChild.textContent = node.text;
        button.lastChild.textContent = className === "callout" ? String(node.count) : "";
        button.style.fontSize = `${this.fontSize()}px`;
        button.style.height = `${box.bottom - box.top}px`;
        button.style.transform = `translate(${Math.round(origin.x + box.left)}px, ${Math.round(origin.y + box.top)}px)`;
      };
      callouts.forEach((node, i) => show(node, columnBoxes[i], "callout"));
      rest.forEach((node, i) => boxes[i] && show(node, boxes[i], "beside"));
      this.buttons.forEach((button, id) => (button.hidden = !shown.has(id)));
      this.drawLeaders(callouts, origin);
      this.markEnds();
      const stops = [...this.holder.children].filter((button) => !button.hidden);
      if (!stops.some((button) => button.tabIndex === 0) && stops.length) stops[0].tabIndex = 0;
    }

    drawLeaders(callouts, origin) {
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

    buttonOf(id) {
      if (!this.buttons.has(id)) {
        const button = CityMap.button("name", "", () => this.act("choose", id));
        button.append(CityMap.element("span", "name-text"), CityMap.element("span", "name-count"));
        button.tabIndex = -1;
        button.dataset.id = id;
        ["mouseenter", "focus"].forEach((kind) => button.addEventListener(kind, () => this.act("hover", id)));
        ["mouseleave", "blur"].forEach((kind) => button.addEventListener(kind, () => this.act("leave", id)));
        L.DomEvent.disableClickPropagation(button);
        this.buttons.set(id, button);
        this.holder.append(button);
      }
      return this.buttons.get(id);
    }

    // One stop for the tab key; the arrow keys walk from name to name.
    walk(event) {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const stops = [...this.holder.children].filter((button) => !button.hidden);
      const here = stops.indexOf(document.activeElement);
      const next = stops[(here + step + stops.length) % stops.length];
      stops.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
      next.focus({ preventScroll: true });
    }

    // The places in focus: their names stand out and are placed first.
    focus(ends, place) {
      this.ends = ends;
      if (place) this.place();
      else this.markEnds();
    }

    markEnds() {
      this.pane.classList.toggle("fading", this.ends.size > 0);
      this.buttons.forEach((button, id) => button.classList.toggle("near", this.ends.has(id)));
      [...this.leaders.children].forEach((line) => line.classList.toggle("near", this.ends.has(line.dataset.id)));
    }
  };
})(window.CityMap);
