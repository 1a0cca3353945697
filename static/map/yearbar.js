// The years: counts, colours, a brush for a range, and playback. The only control of years on the map page.
"use strict";

(function (CityMap) {
  const STEP_TIME = 1100; // milliseconds a year stays on screen while playing

  CityMap.YearBar = class {
    // `act.range(first, last)` is called once a range is chosen, `act.frame(first, last, newest)` for each step of playback.
    constructor(container, data, act) {
      this.years = data.years;
      this.act = act;
      this.first = this.years[0];
      this.last = this.years[this.years.length - 1];
      this.range = [this.first, this.last];
      this.timer = null;
      this.held = false; // playback stands still while nobody can see it
      this.build(container);
    }

    build(container) {
      const { element, button, ICONS } = CityMap;
      this.panel = element("div", "yearbar");
      this.panel.setAttribute("role", "group");
      this.legend = element("div", "legend");
      this.play = button("round play", ICONS.play, () => (this.timer ? this.pause() : this.start()));
      this.back = button("round", ICONS.back, () => this.step(-1));
      this.forth = button("round", ICONS.forth, () => this.step(1));
      this.controls = element("div", "year-controls");
      this.controls.append(this.play, this.back, this.forth);
      this.track = element("div", "year-track");
      this.columns = this.years.map((year) => {
        const column = element("div", `year fy-${year}`);
        column.dataset.year = year;
        column.append(element("span", "year-count"), element("span", "year-fill"), element("span", "year-name"));
        return column;
      });
      this.thumbs = [0, 1].map((end) => this.makeThumb(end));
      this.track.append(...this.columns, ...this.thumbs);
      this.all = button("all-years", "", () => this.choose(this.first, this.last));
      this.status = element("div", "year-status");
      this.status.setAttribute("aria-live", "polite");
      this.row = element("div", "year-row");
      this.row.append(this.controls, this.track, this.all);
      this.panel.append(this.legend, this.row, this.status);
      container.append(this.panel);
      L.DomEvent.disableClickPropagation(this.panel);
      L.DomEvent.disableScrollPropagation(this.panel);
      this.panel.addEventListener("keydown", (event) => event.stopPropagation());
      this.listenToBrush();
    }

    makeThumb(end) {
      const thumb = CityMap.element("div", `thumb thumb-${end ? "last" : "first"}`);
      thumb.tabIndex = 0;
      thumb.setAttribute("role", "slider");
      thumb.addEventListener("keydown", (event) => this.nudge(event, end));
      return thumb;
    }

    setLanguage(texts, yearName, rangeName) {
      this.texts = texts;
      this.yearName = yearName;
      this.rangeName = rangeName;
      this.panel.setAttribute("aria-label", texts.years);
      CityMap.name(this.back, texts.earlier);
      CityMap.name(this.forth, texts.later);
      this.thumbs.forEach((thumb, end) => thumb.setAttribute("aria-label", end ? texts.last_year : texts.first_year));
      this.all.textContent = texts.all_years;
      this.columns.forEach((column) => {
        const year = Number(column.dataset.year);
        column.lastChild.textContent = String(year);
        column.lastChild.dataset.short = `’${String(year).slice(2)}`;
      });
      this.draw();
    }

    // What the Selection says, and how many links each year has under all other filters.
    update(range, counts) {
      if (!this.timer) this.range = range || [this.first, this.last];
      this.counts = counts;
      this.draw();
    }

    draw() {
      if (!this.texts || !this.counts) return;
      const [from, to] = this.range;
      const most = Math.max(1, ...this.counts.values());
      this.columns.forEach((column) => {
        const year = Number(column.dataset.year);
        const count = this.counts.get(year) || 0;
        column.children[0].textContent = CityMap.number(count);
        column.children[1].style.setProperty("--share", String(count / most));
        column.classList.toggle("outside", year < from || year > to);
        column.title = `${this.yearName(year)}: ${CityMap.word(this.texts.links, { n: count })}`;
      });
      this.thumbs.forEach((thumb, end) => {
        const year = this.range[end];
        const place = (this.years.indexOf(year) + end) / this.years.length;
        thumb.style.left = `${100 * place}%`;
        thumb.setAttribute("aria-valuemin", String(end ? from : this.first));
        thumb.setAttribute("aria-valuemax", String(end ? this.last : to));
        thumb.setAttribute("aria-valuenow", String(year));
        thumb.setAttribute("aria-valuetext", this.yearName(year));
      });
      this.track.style.setProperty("--from", `${(100 * this.years.indexOf(from)) / this.years.length}%`);
      this.track.style.setProperty("--to", `${100 - (100 * (this.years.indexOf(to) + 1)) / this.years.length}%`);
      this.all.disabled = from === this.first && to === this.last;
      this.panel.classList.toggle("playing", Boolean(this.timer));
      this.play.querySelector("path").setAttribute("d", CityMap.ICONS[this.timer ? "pause" : "play"]);
      CityMap.name(this.play, this.timer ? this.texts.pause : this.texts.play);
      this.status.textContent = this.timer
        ? CityMap.word(this.texts.playing, { years: this.rangeName(from, to) })
        : CityMap.word(this.texts.shown_years, { years: this.rangeName(from, to) });
    }

    yearAt(event) {
      const box = this.track.getBoundingClientRect();
      const place = Math.floor(((event.clientX - box.left) / box.width) * this.years.length);
      return this.years[Math.max(0, Math.min(this.years.length - 1, place))];
    }

    listenToBrush() {
      let anchor = null;
      let before = null;
      let moved = false;
      this.track.addEventListener("pointerdown", (event) => {
        if (event.button !== 0) return;
        this.stop();
        before = this.range;
        moved = false;
        const thumb = this.thumbs.indexOf(event.target);
        anchor = thumb >= 0 ? this.range[1 - thumb] : this.yearAt(event);
        this.track.setPointerCapture(event.pointerId);
      });
      this.track.addEventListener("pointermove", (event) => {
        if (anchor === null) return;
        const here = this.yearAt(event);
        moved = moved || here !== anchor;
        this.range = [Math.min(anchor, here), Math.max(anchor, here)];
        this.draw();
        this.act.frame(...this.range, null);
      });
      const finish = (event) => {
        if (anchor === null) return;
        const here = this.yearAt(event);
        const again = !moved && before[0] === here && before[1] === here;
        const chosen = again ? [this.first, this.last] : [Math.min(anchor, here), Math.max(anchor, here)];
        anchor = null;
        this.range = before;
        this.choose(...chosen);
      };
      this.track.addEventListener("pointerup", finish);
      this.track.addEventListener("pointercancel", () => {
        if (anchor === null) return;
        anchor = null;
        this.choose(...before);
      });
    }

    nudge(event, end) {
      const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
      const range = [...this.range];
      if (event.key in moves) range[end] += moves[event.key];
      else if (event.key === "Home") range[end] = end ? range[0] : this.first;
      else if (event.key === "End") range[end] = end ? this.last : range[1];
      else return;
      event.preventDefault();
      if (range[0] < this.first || range[1] > this.last || range[0] > range[1]) return;
      this.choose(...range);
    }

    // Moves the range as it is by a year; from all years, to the first or the last one.
    step(by) {
      const [from, to] = this.range;
      if (from === this.first && to === this.last) {
        const year = by > 0 ? this.first : this.last;
        this.choose(year, year);
      } else if (from + by >= this.first && to + by <= this.last) {
        this.choose(from + by, to + by);
      }
    }

    choose(from, to) {
      this.stop();
      this.range = [from, to];
      this.draw();
      this.act.range(from, to);
    }

    // A range of years is played from its first to its last; a single year gives nothing to play, so all years are.
    start() {
      this.goal = this.range[0] < this.range[1] ? this.range : [this.first, this.last];
      this.range = [this.goal[0], this.goal[0]];
      const advance = () => {
        if (this.held) return;
        const [from, to] = this.range;
        if (to >= this.goal[1]) {
          this.choose(...this.goal);
          return;
        }
        this.range = [from, to + 1];
        this.draw();
        this.act.frame(from, to + 1, to + 1);
      };
      this.timer = window.setInterval(advance, STEP_TIME);
      this.draw();
      this.act.frame(...this.range, this.range[1]);
    }

    pause() {
      this.choose(...this.range);
    }

    stop() {
      if (!this.timer) return;
      window.clearInterval(this.timer);
      this.timer = null;
      this.act.frame(...this.range, null);
      this.draw();
    }
  };
})(window.CityMap);
