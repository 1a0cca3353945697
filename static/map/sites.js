// Single installations on a map of something else: a case's, beside the strands of its pair. Each is a button that opens it.
"use strict";

(function (CityMap) {
  const RADIUS = 10;
  const CLEAR = 9; // pixels around a place's dot that stay free
  const RINGS = [23, 33, 46, 62];
  const ANGLES = [90, 35, 145, 0, -35, -90, 180, -145]; // degrees, downwards first
  const TIED_FROM = 12;

  function around(x, y, by) {
    return { left: x - by, right: x + by, top: y - by, bottom: y + by };
  }

  function inside(box, bounds) {
    return box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;
  }

  function* places({ x, y }) {
    yield { x, y };
    for (const ring of RINGS) {
      for (const angle of ANGLES) {
        const turn = (angle * Math.PI) / 180;
        yield { x: x + ring * Math.cos(turn), y: y + ring * Math.sin(turn) };
      }
    }
  }

  CityMap.Sites = class {
    constructor(stage) {
      this.stage = stage;
      this.sites = [];
      this.pane = stage.map.createPane("sites");
      this.pane.style.zIndex = 440;
      this.pane.setAttribute("role", "group");
      this.ties = CityMap.svgElement("svg", { class: "leaders", "aria-hidden": "true" });
      stage.map.on("zoomstart", () => this.pane.classList.add("moving"));
      stage.map.on("moveend zoomend resize", () => this.place());
    }

    // Shows exactly these, in the words of the page's language.
    show(sites, texts) {
      const said = JSON.stringify(sites);
      if (said === this.said) return;
      this.said = said;
      this.texts = texts;
      this.sites = sites.map((site) => ({ ...site, button: this.buttonOf(site) }));
      this.pane.setAttribute("aria-label", texts.sites);
      this.pane.replaceChildren(this.ties, ...this.sites.map(({ button }) => button));
      this.stage.map.getContainer().dataset.sites = String(sites.length);
    }

    buttonOf(site) {
      const button = CityMap.button(`site dot dot-${site.precision}`, "", () => CityMap.send({ open: site.id }));
      button.textContent = site.letters;
      button.dataset.id = site.id;
      Object.entries(site.colours).forEach(([mode, colour]) => button.style.setProperty(`--tech-${mode}`, colour));
      button.setAttribute("aria-label", CityMap.word(this.texts.open_site, { name: site.name }));
      ["mouseenter", "focus"].forEach((what) => button.addEventListener(what, () => this.tell(site, button)));
      ["mouseleave", "blur"].forEach((what) => button.addEventListener(what, () => this.stage.card.hide()));
      L.DomEvent.disableClickPropagation(button);
      return button;
    }

    tell(site, button) {
      const { stage } = this;
      const frame = stage.map.getContainer().getBoundingClientRect();
      const { left, top, width, height } = button.getBoundingClientRect();
      stage.hover(null);
      stage.card.show({ heading: site.name, lines: site.about }, L.point(left - frame.left + width / 2, top - frame.top + height / 2));
    }

    // Sets each where it covers no place, no name and no other, tied to its point. Names are placed before: they have fewer ways.
    place() {
      const { map } = this.stage;
      if (!this.sites.length) return;
      const dots = this.nodes().map(({ x, y }) => around(x, y, CLEAR));
      const others = [...this.names(), ...this.stage.obstacles()];
      const origin = map.containerPointToLayerPoint([0, 0]);
      const bounds = this.stage.usable();
      this.ties.replaceChildren();
      this.sites.forEach(({ lon, lat, button }) => {
        const home = map.latLngToContainerPoint([lat, lon]);
        const spots = [...places(home)];
        const seen = inside(around(home.x, home.y, 0), bounds);
        const free = (taken) => (at) => {
          const box = around(at.x, at.y, RADIUS);
          return (inside(box, bounds) || !seen) && !taken.some((other) => CityMap.overlap(box, other));
        };
        // Where there is no room beside the names, over them rather than over a place or each other.
        const { x, y } = spots.find(free([...dots, ...others])) || spots.find(free(dots)) || spots[0];
        const box = around(x, y, RADIUS);
        dots.push(box);
        button.style.transform = `translate(${Math.round(origin.x + box.left)}px, ${Math.round(origin.y + box.top)}px)`;
        if (Math.hypot(x - home.x, y - home.y) >= TIED_FROM) {
          this.ties.append(CityMap.svgElement("path", { d: `M${origin.x + home.x} ${origin.y + home.y}L${origin.x + x} ${origin.y + y}` }));
        }
      });
      this.pane.classList.remove("moving");
    }

    // The names that are shown, in pixels of the map's container.
    names() {
      const frame = this.stage.map.getContainer().getBoundingClientRect();
      return [...this.stage.map.getPane("names").querySelectorAll(".name")].flatMap((name) => {
        const { left, top, right, bottom, width } = name.getBoundingClientRect();
        return width ? [{ left: left - frame.left, top: top - frame.top, right: right - frame.left, bottom: bottom - frame.top }] : [];
      });
    }

    // The places' dots that are drawn, where the layer has any.
    nodes() {
      const { layer, map } = this.stage;
      if (!layer || !layer.links) return [];
      const { position, counts } = layer.links;
      const origin = map.containerPointToLayerPoint([0, 0]);
      return [...counts.keys()].map((id) => layer.links.nodePoint(position.get(id)).subtract(origin));
    }
  };
})(window.CityMap);
