// The stage of a talk: one step at a time, by keyboard, clicker or touch; the steps come with the file.
"use strict";

(function (CityMap) {
  const PACE = { least: 4, start: 12, greatest: 60, by: 2 }; // seconds a step
  const SWIPE = 50; // pixels
  const SOURCES_ON_A_STEP = 4;
  const SMALLEST = 0.5;
  const NARROW = "(max-width: 760px)";

  // A step is found by its id: a second one of the same would lead back to the first.
  function unlike(steps) {
    const seen = new Set();
    return steps.map((step, i) => {
      const id = seen.has(step.id) ? `${step.id}-${i + 1}` : step.id;
      seen.add(id);
      return { ...step, id };
    });
  }

  CityMap.Presenter = class {
    constructor(file) {
      this.file = file;
      this.steps = unlike(file.held.steps);
      this.speaker = new CityMap.Speaker();
      this.pace = PACE.start;
      this.shown = undefined;
      this.build();
      this.listen();
    }

    build() {
      const { element, button, ICONS } = CityMap;
      this.caption = element("section", "caption");
      this.caption.setAttribute("aria-live", "polite");
      this.bar = element("nav", "steps");
      this.progress = element("div", "progress");
      this.progress.append(element("i"));
      this.controls = {
        previous: button("square", ICONS.back, () => this.go(-1)),
        next: button("square", ICONS.forth, () => this.go(1)),
        jump: button("square", ICONS.legend, () => this.list.showModal()),
        auto: button("square", ICONS.play, () => this.toggleAuto()),
        notes: button("square", "M5 4H19V15H13L9 19V15H5Z", () => this.openNotes()),
        full_screen: button("square", "M4 9V4H9M15 4H20V9M20 15V20H15M9 20H4V15", () => this.fullScreen()),
        leave: button("square", ICONS.close, () => this.leave()),
      };
      this.where = element("span", "where");
      this.bar.append(this.controls.previous, this.where, this.controls.next, ...Object.values(this.controls).slice(2));
      this.black = element("div", "black");
      this.black.hidden = true;
      this.list = element("dialog", "about jump");
      document.body.append(this.progress, this.bar, this.black, this.list);
      this.file.main.append(this.caption);
    }

    get step() {
      return this.steps.find(({ id }) => id === this.file.state.step);
    }

    get position() {
      return this.steps.indexOf(this.step);
    }

    get atEnd() {
      return this.position === this.steps.length - 1;
    }

    open() {
      if (!this.steps.length) return;
      this.speaker.begin();
      this.file.change({ step: this.steps[0].id, sel: "", q: "", fy: [] });
    }

    // A screen that goes dark ends a talk; where the browser cannot keep it on, the device's own settings decide.
    keepAwake() {
      if (this.awake || !navigator.wakeLock || document.hidden) return;
      this.awake = true;
      const asleep = () => (this.awake = false);
      navigator.wakeLock.request("screen").then((lock) => lock.addEventListener("release", asleep), asleep);
    }

    leave() {
      this.file.change({ step: "" });
    }

    goTo(position) {
      const step = this.steps[Math.max(0, Math.min(this.steps.length - 1, position))];
      if (step && step !== this.step) this.file.change({ step: step.id });
    }

    go(by) {
      this.blacken(false);
      this.goTo(this.position + by);
    }

    // Nothing moves on behind a black screen; once it is lifted, the step has its whole time.
    blacken(black) {
      this.black.hidden = !black;
      this.holdPlaying();
      if (this.timer) this.startAuto();
    }

    // --- showing --------------------------------------------------------------------------------------------------

    // Ends what belongs to the step shown last, if the address names another one or none.
    turn() {
      if (this.step === this.shown) return;
      this.stopPlaying();
      if (!this.step) {
        this.stopAuto();
        this.blacken(false);
      } else if (this.timer) this.startAuto();
    }

    // Draws the step that the address names; false where there is none.
    show() {
      const { step } = this;
      const again = step === this.shown;
      const root = document.documentElement;
      this.shown = step;
      root.classList.toggle("presenting", Boolean(step));
      if (!step) return false;
      const mapped = Boolean(this.file.held.documents[step.show]);
      root.classList.toggle("worded", !mapped);
      this.wordControls();
      this.drawCaption(step);
      if (mapped) this.drawMap(step, again);
      if (this.speaker.begun === null) this.speaker.begin();
      this.tellSpeaker();
      this.keepAwake();
      return true;
    }

    drawMap(step, again) {
      const stage = this.file.showMap(step.show, step.conditions, step.selected);
      if (again) return;
      this.stage = stage;
      // The map has just been given its place on the stage.
      window.requestAnimationFrame(() => {
        if (step !== this.step) return;
        stage.map.invalidateSize({ pan: false, animate: false });
        this.look(stage);
        if (step.play && !stage.still) {
          stage.touched = false;
          this.holdPlaying();
          stage.yearbar.start();
        }
      });
    }

    // A step about one thing looks at that thing; one about a part of the rows at these; all else at the opening view.
    look(stage) {
      const rows = stage.chosen ? stage.layer.rowsOf(stage.chosen.kind, stage.chosen.id) : [];
      if (rows.length) stage.fit(rows);
      else stage.goHome(true);
    }

    // The years are the step's own: nobody chose those that the playback had reached, so they are told to nobody.
    stopPlaying() {
      if (this.stage) this.stage.yearbar.stop();
    }

    holdPlaying() {
      if (this.stage) this.stage.yearbar.held = !this.black.hidden;
    }

    drawCaption(step) {
      const { element } = CityMap;
      const { state, words } = this.file;
      const codes = state.second ? [words.code, words.other()] : [words.code];
      const parts = codes.map((code, i) => {
        const box = element("div", i ? "second" : "first");
        box.lang = code;
        box.append(element("h2", "", step.heading[code]), ...step.text[code].map((text) => element("p", "", text)));
        if (step.figures[code].length) box.append(this.figures(step.figures[code]));
        return box;
      });
      const most = step.show === "sources" ? step.sources.length : SOURCES_ON_A_STEP;
      const sources = element("p", "quiet links");
      sources.append(...step.sources.slice(0, most).map(({ name, address }) => CityMap.link(name[words.code], address)));
      this.caption.classList.toggle("both", codes.length > 1);
      this.caption.replaceChildren(...parts, sources);
      this.caption.scrollTop = 0;
      this.fitCaption();
    }

    // Nobody in a room can scroll: words that do not fit are written smaller, down to what can still be read.
    fitCaption() {
      const { caption } = this;
      caption.style.fontSize = "";
      if (window.matchMedia(NARROW).matches) return;
      const size = parseFloat(getComputedStyle(caption).fontSize);
      for (let share = 1; caption.scrollHeight > caption.clientHeight && share > SMALLEST; share -= 0.04) {
        caption.style.fontSize = `${size * share}px`;
      }
    }

    figures(figures) {
      const box = CityMap.element("dl", "totals");
      figures.forEach(([label, value, ...notes]) => {
        const cell = CityMap.element("div");
        cell.append(CityMap.element("dt", "", label), CityMap.element("dd", "", value), ...notes.map((note) => CityMap.element("dd", "note", note)));
        box.append(cell);
      });
      return box;
    }

    wordControls() {
      const { words } = this.file;
      const n = this.position + 1;
      this.progress.firstChild.style.width = `${(100 * n) / this.steps.length}%`;
      this.where.textContent = `${n} / ${this.steps.length}`;
      this.where.title = words.say("step_of", { n, all: this.steps.length });
      Object.entries(this.controls).forEach(([key, made]) => CityMap.name(made, words.say(key === "auto" && this.timer ? "stop_auto" : key)));
      this.controls.auto.querySelector("path").setAttribute("d", CityMap.ICONS[this.timer ? "pause" : "play"]);
      this.controls.previous.disabled = n === 1;
      this.controls.next.disabled = this.atEnd;
      this.controls.auto.disabled = this.atEnd;
      this.list.setAttribute("aria-label", words.say("jump"));
      this.list.replaceChildren(
        CityMap.element("h2", "", words.say("jump")),
        ...this.steps.map((step, i) => {
          const made = CityMap.button("row", "", () => {
            this.list.close();
            this.goTo(i);
          });
          made.append(CityMap.element("span", "", `${i + 1}. ${step.heading[words.code]}`));
          made.setAttribute("aria-current", i === this.position ? "step" : "false");
          return made;
        }),
        this.paceControl(),
        CityMap.element("p", "quiet", words.say("keys")),
      );
    }

    paceControl() {
      const { words } = this.file;
      const box = CityMap.element("p", "pace");
      const told = CityMap.element("span", "", words.say("seconds", { n: this.pace }));
      const change = (by) => () => {
        this.pace = Math.max(PACE.least, Math.min(PACE.greatest, this.pace + by));
        told.textContent = words.say("seconds", { n: this.pace });
        if (this.timer) this.startAuto();
      };
      const faster = CityMap.button("square", CityMap.ICONS.minus, change(-PACE.by));
      const slower = CityMap.button("square", CityMap.ICONS.plus, change(PACE.by));
      CityMap.name(faster, words.say("faster"));
      CityMap.name(slower, words.say("slower"));
      box.append(faster, told, slower);
      return box;
    }

    tellSpeaker() {
      const { words, held } = this.file;
      const { step } = this;
      const next = this.steps[this.position + 1];
      this.speaker.show({
        title: `${words.say("notes")} – ${held.about[words.code].title}`,
        code: words.code,
        progress: words.say("step_of", { n: this.position + 1, all: this.steps.length }),
        heading: step.heading[words.code],
        notes: step.notes[words.code] || words.say("no_notes"),
        next: next ? words.say("next_is", { heading: next.heading[words.code] }) : "",
        restart: words.say("restart_clock"),
      });
    }

    // --- by keyboard, touch, or by itself -------------------------------------------------------------------------

    listen() {
      const keyed = (event) => this.keyed(event);
      // Before the map sees the arrows, which would move it.
      document.addEventListener("keydown", keyed, true);
      // The browser lets the screen go dark again whenever the window was out of sight.
      document.addEventListener("visibilitychange", () => this.step && this.keepAwake());
      window.addEventListener("resize", () => this.step && this.fitCaption());
      let start = null;
      this.caption.addEventListener("touchstart", (event) => (start = event.touches[0].clientX), { passive: true });
      this.caption.addEventListener("touchend", (event) => {
        const moved = event.changedTouches[0].clientX - start;
        if (Math.abs(moved) > SWIPE) this.go(moved < 0 ? 1 : -1);
      });
      this.black.addEventListener("click", () => this.blacken(false));
    }

    keyed(event) {
      if (!this.step || event.ctrlKey || event.metaKey || event.altKey || this.list.open || this.file.about.open) return;
      const { state } = this.file;
      const acts = {
        ArrowRight: () => this.go(1), ArrowDown: () => this.go(1), PageDown: () => this.go(1), " ": () => this.go(1), Enter: () => this.go(1),
        ArrowLeft: () => this.go(-1), ArrowUp: () => this.go(-1), PageUp: () => this.go(-1), Backspace: () => this.go(-1),
        Home: () => this.goTo(0), End: () => this.goTo(this.steps.length - 1),
        b: () => this.blacken(this.black.hidden), ".": () => this.blacken(this.black.hidden),
        r: () => this.stage && this.stage.goHome(true),
        j: () => this.list.showModal(), n: () => this.openNotes(), a: () => this.toggleAuto(), f: () => this.fullScreen(),
        l: () => this.file.change({ lang: this.file.words.other() }),
        s: () => this.file.change({ second: state.second ? "" : "1" }),
        d: () => this.file.change({ mode: CityMap.mode() === "dark" ? "light" : "dark" }),
        Escape: () => this.leave(),
      };
      // A button that has the focus is pressed by space and enter, as everywhere.
      const pressed = [" ", "Enter"].includes(event.key) && event.target.closest && event.target.closest("button, a, summary");
      const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act || pressed) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    }

    toggleAuto() {
      if (this.timer) this.stopAuto();
      else this.startAuto();
      this.wordControls();
    }

    // Each step has the same time, however it was reached; the last one stays, as no talk begins again by itself.
    startAuto() {
      this.stopAuto();
      if (this.atEnd) return;
      this.timer = window.setInterval(() => {
        // Years that still play are not cut off.
        const playing = this.stage && this.stage.yearbar.timer;
        if (this.black.hidden && !playing) this.go(1);
      }, this.pace * 1000);
    }

    stopAuto() {
      window.clearInterval(this.timer);
      this.timer = null;
    }

    openNotes() {
      if (this.speaker.open((event) => this.keyed(event))) this.tellSpeaker();
    }

    fullScreen() {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
    }
  };
})(window.CityMap);
