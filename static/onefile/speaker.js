// The speaker's own window: notes, what comes next, and the time since the talk began.
"use strict";

(function (CityMap) {
  const SECOND = 1000;
  const STYLE =
    "body{margin:0;padding:28px;font:22px/1.5 system-ui,sans-serif;background:#101820;color:#f2f4f6}" +
    "h1{font-size:30px;margin:0 0 8px}p{margin:0 0 16px;white-space:pre-wrap}.notes{font-size:28px}.quiet{color:#a9b4bf;font-size:18px}" +
    "aside{position:sticky;top:0;float:right;margin:0 0 8px 24px;display:flex;flex-direction:column;align-items:flex-end;gap:4px}" +
    "time{font-size:30px;line-height:1.2;font-variant-numeric:tabular-nums}" +
    "button{padding:3px 10px;border:1px solid #a9b4bf;border-radius:8px;background:#101820;color:inherit;font:16px/1.4 system-ui,sans-serif;cursor:pointer}";

  function clock(milliseconds) {
    const seconds = Math.floor(milliseconds / SECOND);
    return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
  }

  CityMap.Speaker = class {
    constructor() {
      this.begun = null;
      this.window = null;
    }

    // The talk begins now: the clock counts from here.
    begin() {
      this.begun = Date.now();
      this.tick();
    }

    // Opens the window, or gives false where the browser does not allow it.
    open(keyed) {
      this.window = window.open("", "speaker", "width=960,height=640");
      if (!this.window) return false;
      const page = this.window.document;
      page.head.replaceChildren();
      page.body.replaceChildren();
      const style = page.createElement("style");
      style.textContent = STYLE;
      page.head.append(style);
      this.window.addEventListener("keydown", keyed);
      this.time = page.createElement("time");
      this.restart = Object.assign(page.createElement("button"), { type: "button" });
      this.restart.addEventListener("click", () => this.begin());
      // With the focus, it would take the next press of space or Enter from the talk.
      this.restart.addEventListener("mousedown", (event) => event.preventDefault());
      this.ticking = this.ticking || window.setInterval(() => this.tick(), SECOND);
      return true;
    }

    get opened() {
      return Boolean(this.window && !this.window.closed);
    }

    tick() {
      if (!this.opened) {
        window.clearInterval(this.ticking);
        this.ticking = null;
      } else this.time.textContent = clock(this.begun === null ? 0 : Date.now() - this.begun);
    }

    // Shows a step: what stands on the stage, what to say, what follows.
    show({ title, code, progress, heading, notes, next, restart }) {
      if (!this.opened) return;
      const page = this.window.document;
      page.title = title;
      page.documentElement.lang = code;
      const line = (name, className, text) => Object.assign(page.createElement(name), { className, textContent: text });
      this.restart.textContent = restart;
      const watch = page.createElement("aside");
      watch.append(this.time, this.restart);
      page.body.replaceChildren(
        watch,
        line("p", "quiet", progress),
        line("h1", "", heading),
        line("p", "notes", notes),
        line("p", "quiet", next),
      );
      this.tick();
    }
  };
})(window.CityMap);
