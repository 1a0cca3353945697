// What every map of ours has, whatever layer it shows: ground, year bar, corner buttons, card, and the Selection.
//
// A layer says what is on the map: its `table` of rows, how to `show` and `focus` them, what lies under the pointer (`pick`), what
// to say of it (`describe`), which names stand where (`place`), and what lies beyond the opening view (`far`).
"use strict";

(function (CityMap) {
  const CLEAR = { top: 26, left: 24, gap: 14, sites: 26, row: 1.6 }; // pixels; the last in sizes of a letter
  const SEEN_FROM = 16; // pixels from the edge from which a place counts as in sight
  const NARROW = 640; // pixels
  const SUCCESSION = 200; // milliseconds
  const ZOOM = { least: 1, overview: 6, greatest: 9 }; // Folium leaves both to a tile layer, of which there is none

  function isTouch(event) {
    return event.originalEvent.pointerType === "touch";
  }

  function nameOf(thing) {
    return thing ? `${thing.kind}:${thing.id}` : "";
  }

  function alike(rows, before) {
    return Boolean(before) && rows.length === before.length && rows.every((row, i) => row === before[i]);
  }

  CityMap.Stage = class {
    constructor(map, data, ground) {
      this.map = map;
      this.data = data;
      this.chosen = null;
      this.touched = false;
      map.setMinZoom(ZOOM.least).setMaxZoom(ZOOM.greatest);
      this.still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      if (this.still) {
        // Leaflet has an option for this, but reads it before this script runs.
        Object.assign(map, { _zoomAnimated: false });
        map.options.inertia = false;
      }
      const container = map.getContainer();
      container.classList.add(`layer-${data.layer}`);
      CityMap.drawGround(map, ground, data.countries.id);
      this.yearbar = new CityMap.YearBar(container, data, {
        range: (first, last) => this.chooseYears(first, last),
        frame: (first, last, newest) => this.drawYears(first, last, newest),
      });
      this.card = new CityMap.Card(container);
      this.buildCorner(container);
      this.layer = new CityMap.layers[data.layer](this);
      // Told of a movement after the layer, so that its names stand already.
      this.sites = new CityMap.Sites(this);
      this.colour();
      this.listen(container);
    }

    buildCorner(container) {
      const { element, button, ICONS } = CityMap;
      this.corner = element("div", "corner");
      this.cornerButtons = {
        zoom_in: button("square", ICONS.plus, () => this.zoom(1)),
        zoom_out: button("square", ICONS.minus, () => this.zoom(-1)),
        home: button("square", ICONS.home, () => this.goHome(true)),
        everything: button("square", ICONS.world, () => this.goToAll()),
      };
      this.corner.append(...Object.values(this.cornerButtons));
      this.far = new CityMap.Far(container, ({ rows }) => this.fit(rows()));
      this.stageYear = element("div", "stage-year");
      this.stageYear.setAttribute("aria-hidden", "true");
      this.message = element("div", "message");
      this.message.setAttribute("role", "status");
      container.append(this.corner, this.stageYear, this.message);
      [this.corner, this.far.box].forEach((box) => {
        L.DomEvent.disableClickPropagation(box);
        L.DomEvent.disableScrollPropagation(box);
      });
    }

    // Colours come with the data, so that they are defined in one place for map, charts and files.
    colour() {
      const { layer } = this.data;
      const rules = Object.entries(this.data.palette).map(([mode, { ground, years }]) => {
        const variables = Object.entries(ground).map(([name, value]) => `--${name}:${value};`).join("");
        // Each layer has years of its own, and so colours of its own.
        const colours = years.map((value, i) => `[data-mode="${mode}"] .layer-${layer} .fy-${this.data.years[i]}{--year:${value}}`).join("");
        return `[data-mode="${mode}"]{${variables}}${colours}`;
      });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules.join(""));
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }

    listen(container) {
      const { map } = this;
      map.on("mousemove", (event) => {
        // A name tells of itself when the pointer enters and leaves it.
        if (isTouch(event) || event.originalEvent.buttons || event.originalEvent.target.closest(".name, .site")) return;
        this.hover(this.overMap(event) ? this.layer.pick(event, false) : null, event.containerPoint);
      });
      map.on("mouseout", () => this.hover(null));
      map.on("click", (event) => this.overMap(event) && this.click(event, isTouch(event)));
      map.on("dragstart zoomstart", () => this.card.hide());
      this.noticeOwnView(container);
      map.on("moveend", () => this.showFar());
      container.addEventListener("keydown", (event) => event.key === "Escape" && this.choose(null));
      // A wheel turned over the map scrolls the page until the map has been clicked.
      map.scrollWheelZoom.disable();
      map.on("focus click", () => map.scrollWheelZoom.enable());
      map.on("blur mouseout", () => map.scrollWheelZoom.disable());
      if (window.matchMedia("(pointer: coarse)").matches) map.dragging.disable();
      // The bar's size changes once more when its style arrives after the scripts.
      const observer = new ResizeObserver(() => this.resize());
      [container, this.yearbar.panel].forEach((box) => observer.observe(box));
    }

    // A view the visitor has chosen, by whatever means, stays when the window changes.
    noticeOwnView(container) {
      const { map } = this;
      const own = () => (this.touched = true);
      map.on("dragstart dblclick boxzoomstart", own);
      map.on("keydown", (event) => /^Arrow|^[-+=_]$/.test(event.originalEvent.key) && own());
      container.addEventListener("wheel", () => map.scrollWheelZoom.enabled() && own(), { passive: true });
      container.addEventListener("touchmove", (event) => event.touches.length > 1 && own(), { passive: true });
    }

    zoom(steps) {
      this.touched = true;
      this.map.setZoom(this.map.getZoom() + steps * this.map.options.zoomDelta);
    }

    overMap(event) {
      const target = event.originalEvent.target;
      return !(target.closest && target.closest(".yearbar, .corner, .far, .names button, .site, .message"));
    }

    resize() {
      if (!this.wire) return;
      this.map.invalidateSize({ pan: false, animate: false });
      if (this.touched) this.layer.place();
      else this.goHome(false);
    }

    usable() {
      const size = this.map.getSize();
      return { left: 4, top: 4, right: size.x - 4, bottom: size.y - this.yearbar.panel.offsetHeight - 6 };
    }

    obstacles() {
      const frame = this.map.getContainer().getBoundingClientRect();
      return [this.corner, ...this.far.box.children].map((box) => {
        const { left, top, right, bottom } = box.getBoundingClientRect();
        return { left: left - frame.left - 4, top: top - frame.top - 4, right: right - frame.left + 4, bottom: bottom - frame.top + 4 };
      });
    }

    padding(above = 0) {
      const beside = this.hasSites() ? CLEAR.sites : 0;
      const bottom = this.yearbar.panel.offsetHeight + CLEAR.gap + beside;
      const { left, right } = this.layer.room();
      return { paddingTopLeft: [CLEAR.left + left, CLEAR.top + above], paddingBottomRight: [right, bottom + above] };
    }

    // A row of names above and below the outermost places; not every layer has a pane for names.
    rowOfNames() {
      const names = this.map.getPane("names") || this.map.getContainer();
      return parseFloat(getComputedStyle(names).fontSize) * CLEAR.row;
    }

    // The page may ask for another opening view than the one that comes with the data; a narrow window may have its own.
    home() {
      const narrow = this.map.getSize().x < NARROW && this.data.home_narrow;
      return (this.wire && this.wire.home) || narrow || this.data.home;
    }

    goHome(animate) {
      const [[south, west], [north, east]] = this.home();
      this.touched = false;
      this.map.fitBounds([[south, west], [north, east]], { ...this.padding(), animate: animate && !this.still });
      this.layer.place();
    }

    fit(rows, closest = ZOOM.overview) {
      const points = this.layer.points(rows);
      if (!points.length) return;
      this.touched = true;
      this.map.fitBounds(points, { ...this.padding(this.rowOfNames()), maxZoom: closest, animate: this.still ? false : undefined });
    }

    goToAll() {
      this.fit(this.layer.rows);
    }

    // --- what the page says ---------------------------------------------------------------------------------------

    apply(wire) {
      const first = !this.wire;
      const before = this.home();
      const hadSites = this.hasSites();
      const languageChanged = first || this.wire.language !== wire.language;
      this.wire = wire;
      this.sites.show(wire.sites || [], this.data.texts[wire.language]);
      if (languageChanged || hadSites !== this.hasSites()) this.setLanguage(wire.language);
      const years = wire.conditions.find((condition) => condition.column === "fiscal_year");
      this.others = wire.conditions.filter((condition) => condition !== years);
      CityMap.answered({ years: years ? years.values : [], selected: nameOf(wire.selected) });
      if (!this.telling) this.range = years ? years.values : [this.yearbar.first, this.yearbar.last];
      this.yearbar.update(this.range, this.countYears());
      const chosenBefore = nameOf(this.chosen);
      this.chosen = wire.selected;
      const elsewhere = String(before) !== String(this.home());
      if (first || elsewhere) this.goHome(!first);
      if (!this.yearbar.timer) this.drawRows(...this.range);
      if (this.chosen && !elsewhere && chosenBefore !== nameOf(this.chosen)) this.bringIntoView();
    }

    hasSites() {
      return this.sites.sites.length > 0;
    }

    setLanguage(code) {
      this.texts = this.data.texts[code];
      CityMap.setLanguage(code, this.texts.title);
      this.map.getContainer().setAttribute("aria-label", this.texts.title);
      const year = (value) => CityMap.word(this.texts.fiscal_year, { year: value });
      const range = (from, to) => (from === to ? year(from) : CityMap.word(this.texts.fiscal_years, { first: from, last: to }));
      this.yearbar.setLanguage(this.texts, year, range);
      Object.entries(this.cornerButtons).forEach(([key, made]) => CityMap.name(made, this.texts[key]));
      this.say = { code, texts: this.texts, year, bracket: (text) => CityMap.word(this.texts.bracket, { text }) };
      this.layer.setLanguage(this.say);
      this.drawLegend();
    }

    drawLegend() {
      const entry = (mark, key) => {
        const item = CityMap.element("span", "legend-item");
        item.append(CityMap.element("i", `mark ${mark}`), CityMap.element("span", "", this.texts[key]));
        return item;
      };
      this.yearbar.legend.replaceChildren(
        ...[...this.layer.legend(), ...(this.hasSites() ? [["mark-dot", "legend_site"]] : [])].map(([mark, key]) => entry(mark, key)),
        CityMap.element("span", "remark", this.texts.boundaries),
      );
    }

    countYears() {
      const counts = new Map(this.data.years.map((year) => [year, 0]));
      CityMap.matching(this.layer.table, this.others).forEach((i) => {
        const year = this.layer.table.fiscal_year[i];
        if (year !== null) counts.set(year, counts.get(year) + 1);
      });
      return counts;
    }

    drawRows(first, last) {
      // All years means no condition on years: then rows without a known year are shown too.
      const all = first === this.yearbar.first && last === this.yearbar.last;
      const within = { column: "fiscal_year", kind: "between", values: [first, last], missing: this.wire.undated };
      const rows = CityMap.matching(this.layer.table, all ? this.others : [...this.others, within]);
      // Marks drawn anew lose the keyboard's focus, and a press that has begun on them.
      if (!alike(rows, this.rows)) this.layer.show(rows);
      this.rows = rows;
      this.layer.place();
      this.refocus(true);
      this.showFar();
      this.message.textContent = rows.length ? "" : this.texts.none_shown;
      this.map.getContainer().dataset.rows = String(rows.length);
    }

    drawYears(first, last, newest) {
      this.drawRows(first, last);
      this.layer.markNewest(newest);
      this.stageYear.textContent = newest === null ? "" : this.say.year(newest);
    }

    // --- what the visitor does ------------------------------------------------------------------------------------

    chooseYears(first, last) {
      const all = first === this.yearbar.first && last === this.yearbar.last;
      this.drawYears(first, last, null);
      const changed = first !== this.range[0] || last !== this.range[1];
      this.range = [first, last];
      if (changed) this.tellYears(all ? [] : [first, last]);
    }

    // Years chosen in quick succession are told once: the page's answer to the first would take the others back.
    tellYears(years) {
      window.clearTimeout(this.telling);
      this.telling = window.setTimeout(() => {
        this.telling = null;
        CityMap.send({ years });
      }, SUCCESSION);
    }

    click(event, touched) {
      const thing = this.layer.pick(event, touched);
      if (touched) this.hover(null);
      if (thing && thing.kind === "country" && !this.layer.rowsOf("country", thing.id).length) return;
      this.choose(thing && { kind: thing.kind, id: thing.id });
    }

    choose(thing) {
      if (nameOf(thing) === nameOf(this.chosen)) return;
      this.chosen = thing;
      this.card.hide();
      this.refocus(false);
      CityMap.send({ selected: nameOf(thing) });
    }

    hover(thing, point) {
      const name = thing && `${thing.kind}:${thing.id}:${thing.row}`;
      if (thing) {
        const rows = this.layer.rowsOf(thing.kind, thing.id);
        this.card.show(this.layer.describe(thing, rows), point);
      } else this.card.hide();
      if (name === this.hovered) return;
      this.hovered = name;
      this.hoveredThing = thing;
      this.map.getContainer().classList.toggle("pointing", Boolean(thing));
      this.refocus(false);
    }

    refocus(placed) {
      // While years play, what was chosen before must not hide what is new.
      const thing = this.hoveredThing || (this.yearbar.timer ? null : this.chosen);
      const rows = thing ? this.layer.rowsOf(thing.kind, thing.id) : [];
      CityMap.markCountry(thing && thing.kind === "country" ? thing.id : null);
      const chosenIsShown = !this.hoveredThing && rows.length > 0;
      this.layer.focus(rows.length ? rows : null, chosenIsShown || placed);
      this.sites.place();
    }

    // In a talk, what stands around the map tells and is not operated: a step says which years it shows.
    present(presenting) {
      this.yearbar.row.inert = presenting;
      this.far.plain = presenting;
    }

    bringIntoView() {
      const rows = this.layer.rowsOf(this.chosen.kind, this.chosen.id);
      const usable = this.usable();
      const outside = this.layer.ends(rows).some((end) => {
        const point = this.map.latLngToContainerPoint(end);
        return point.x < usable.left || point.x > usable.right || point.y < usable.top || point.y > usable.bottom;
      });
      if (outside) this.fit(rows);
    }

    sees(place) {
      const { left, top, right, bottom } = this.usable();
      const { x, y } = this.map.latLngToContainerPoint(place);
      return x > left + SEEN_FROM && x < right - SEEN_FROM && y > top + SEEN_FROM && y < bottom - SEEN_FROM;
    }

    // Places beyond the opening view are named at the edge while they are out of sight.
    showFar() {
      if (!this.say) return;
      const west = this.map.getBounds().getWest();
      const home = L.latLngBounds(...this.home());
      const far = this.layer.places().filter(({ point }) => !home.contains(point) && !this.sees(point));
      const before = this.far.box.childElementCount;
      this.far.show(far, this.say, (point) => point[1] < west);
      // Names make room for what stands at the edge.
      if (before === this.far.box.childElementCount) return;
      this.layer.place();
      this.sites.place();
    }
  };
})(window.CityMap);
