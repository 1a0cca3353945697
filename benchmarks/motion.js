// How smoothly a map moves: milliseconds between the frames the browser draws, while nothing moves, while the map is dragged, and
// while the years play. Evaluated in the document that holds the map.
"use strict";
window.motions = {
  STROKE: 900,
  PAUSE: 300, // what a map does once it is let go belongs to the movement
  REACH: 240,

  // The times between frames for as long as `lasts` says.
  watch(lasts) {
    const times = [];
    let before = null;
    return new Promise((done) => {
      const look = (now) => {
        if (before !== null) times.push(now - before);
        before = now;
        if (lasts(now)) requestAnimationFrame(look);
        else done(times);
      };
      requestAnimationFrame(look);
    });
  },

  still(_, seconds) {
    const until = performance.now() + 1000 * seconds;
    return this.watch((now) => now < until);
  },

  // Strokes to one side and back, each taken hold of and let go, slow at both ends so that nothing glides on.
  async drag(map, seconds) {
    const { left, top, width, height } = map.getBoundingClientRect();
    const y = top + height / 2;
    const tell = (target, type, x) =>
      target.dispatchEvent(new MouseEvent(type, { bubbles: true, button: 0, clientX: left + width / 2 + x, clientY: y }));
    const pane = map.querySelector(".leaflet-map-pane");
    const before = pane.style.transform;
    const begun = performance.now();
    let held = null;
    let moved = false;
    const times = await this.watch((now) => {
      const passed = Math.max(0, now - begun);
      const stroke = Math.floor(passed / (this.STROKE + this.PAUSE));
      const share = Math.min(1, (passed % (this.STROKE + this.PAUSE)) / this.STROKE);
      const over = passed >= 1000 * seconds;
      const reach = (stroke % 2 ? -1 : 1) * this.REACH;
      if (held !== null && (held !== stroke || share === 1 || over)) {
        tell(document, "mouseup", held % 2 ? -this.REACH : this.REACH);
        held = null;
      } else if (share < 1 && !over) {
        if (held === null) tell(map, "mousedown", 0);
        held = stroke;
        tell(document, "mousemove", (reach * (1 - Math.cos(Math.PI * share))) / 2);
        moved = moved || pane.style.transform !== before;
      }
      return !over || held !== null;
    });
    if (!moved) throw new Error("The map does not move when it is dragged.");
    return times;
  },

  // From the press on "play" until the last year stands there; or as long as that may take.
  async play(map, seconds) {
    const bar = map.querySelector(".yearbar");
    bar.querySelector(".play").click();
    if (!bar.classList.contains("playing")) throw new Error("The years do not play.");
    const until = performance.now() + 1000 * seconds;
    const times = await this.watch((now) => now < until && bar.classList.contains("playing"));
    if (bar.classList.contains("playing")) throw new Error(`The years still play after ${seconds} s.`);
    return times;
  },
};
