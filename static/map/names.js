// Names on the map that never overlap: buttons, one stop for the tab key, arrow keys from name to name.
"use strict";

(function (CityMap) {
  const GAP = 8; // pixels from a dot to its name
  const NARROW = 640;
  const NARROW_SIZE = 11;

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

  CityMap.Names = class {
    constructor(map, act) {
      this.map = map;
      this.act = act;
      this.pane = map.createPane("names");
      this.pane.style.zIndex = 450;
      this.holder = CityMap.element("div", "names");
      this.holder.setAttribute("role", "group");
      this.pane.append(this.holder);
      this.ruler = document.createElement("canvas").getContext("2d");
      this.buttons = new Map();
      this.near = new Set();
      map.on("zoomstart", () => this.pane.classList.add("moving"));
      this.holder.addEventListener("keydown", (event) => this.walk(event));
    }

    setLabel(text) {
      this.holder.setAttribute("aria-label", text);
    }

    narrow() {
      return this.map.getSize().x < NARROW;
    }

    // As the style sheet says; on a narrow map never larger than what leaves room for a map.
    fontSize() {
      const size = parseFloat(getComputedStyle(this.holder).fontSize);
      return this.narrow() ? Math.min(size, NARROW_SIZE) : size;
    }

    measure(text, bold) {
      this.ruler.font = `${bold ? 700 : 600} ${this.fontSize()}px ${getComputedStyle(this.holder).fontFamily}`;
      return this.ruler.measureText(text).width;
    }

    sized(node) {
      return Object.assign(node, { width: this.measure(node.text, false) + 6, height: this.fontSize() + 5 });
    }

    // Places names beside their marks, most important first, clear of marks, obstacles and each other.
    place(nodes, obstacles, bounds) {
      const marks = nodes.map(({ id, x, y, radius }) => ({ id, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
      const boxes = CityMap.placeNames(nodes.map((node) => this.sized(node)), [...marks, ...obstacles], bounds);
      this.draw(nodes.map((node, i) => ({ node, box: boxes[i], className: "beside" })).filter(({ box }) => box));
    }

    draw(placed) {
      const origin = this.map.containerPointToLayerPoint([0, 0]);
      const shown = new Set();
      placed.forEach(({ node, box, className }) => {
        shown.add(node.id);
        const button = this.buttonOf(node.id);
        button.className = `name ${className}${node.japanese ? " name-japanese" : ""}`;
        button.firstChild.textContent = node.text;
        button.lastChild.textContent = className === "callout" ? String(node.count) : "";
        button.style.fontSize = `${this.fontSize()}px`;
        button.style.height = `${box.bottom - box.top}px`;
        button.style.transform = `translate(${Math.round(origin.x + box.left)}px, ${Math.round(origin.y + box.top)}px)`;
      });
      this.buttons.forEach((button, id) => (button.hidden = !shown.has(id)));
      this.markNear();
      const stops = this.stops();
      if (!stops.some((button) => button.tabIndex === 0) && stops.length) stops[0].tabIndex = 0;
      this.pane.classList.remove("moving");
    }

    buttonOf(id) {
      if (!this.buttons.has(id)) {
        const button = CityMap.button("name", "", () => this.act("choose", id));
        button.append(CityMap.element("span", "name-text"), CityMap.element("span", "name-count"));
        button.tabIndex = -1;
        button.dataset.id = id;
        ["mouseenter", "focus"].forEach((kind) => button.addEventListener(kind, () => this.act("hover", id)));
        ["mouseleave", "blur"].forEach((kind) => button.addEventListener(kind, () => this.act("leave", id)));
        // Fingers that zoom may start on a name.
        L.DomEvent.on(button, "mousedown dblclick", L.DomEvent.stopPropagation);
        this.buttons.set(id, button);
        this.holder.append(button);
      }
      return this.buttons.get(id);
    }

    stops() {
      return [...this.holder.children].filter((button) => !button.hidden);
    }

    walk(event) {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const stops = this.stops();
      const here = stops.indexOf(document.activeElement);
      const next = stops[(here + step + stops.length) % stops.length];
      stops.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
      next.focus({ preventScroll: true });
    }

    // What is in focus: its names stand out.
    focus(near) {
      this.near = near;
      this.markNear();
    }

    markNear() {
      this.pane.classList.toggle("fading", this.near.size > 0);
      this.buttons.forEach((button, id) => button.classList.toggle("near", this.near.has(id)));
    }
  };
})(window.CityMap);
