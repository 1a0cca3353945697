// Watches a page until it shows what is asked for, frame by frame, and tells when it did. Runs in the page, so that neither
// the wire to the measuring process nor a fixed wait is part of the time.
"use strict";
(() => {
  const reached = {
    // Our map counts its rows where it has drawn them.
    plugin: (wanted) => {
      const frame = document.querySelector("iframe")?.contentDocument;
      return Boolean(frame?.querySelector(`.leaflet-container[data-rows="${wanted.rows}"]`));
    },
    // So does the plain page, in its own document.
    leaflet: (wanted) => Boolean(document.querySelector(`.leaflet-container[data-rows="${wanted.rows}"]`)),
    // Folium's map has a path for each line and each dot.
    element: (wanted) => {
      const frame = document.querySelector("iframe")?.contentDocument;
      return frame?.querySelectorAll("path.leaflet-interactive").length === wanted.shapes;
    },
    none: () => true,
    // The table tells its number of rows, heading included.
    table: (wanted) => {
      const table = document.querySelector('[data-testid="stDataFrame"] table[role="grid"]');
      return Number(table?.getAttribute("aria-rowcount")) === wanted.rows + 1;
    },
    charts: (wanted) => document.querySelectorAll('[data-testid="stVegaLiteChart"] :is(canvas, svg)').length >= wanted.charts,
    end: () => [...document.querySelectorAll("button")].some((button) => button.textContent.includes("Open in other tools")),
  };

  // Seen in one frame, it is on the screen by the next.
  function watch(wanted) {
    const seen = {};
    const around = (w) => !w.table || (reached.table(w) && reached.charts(w) && reached.end());
    const parts = { map: reached[wanted.map], page: (w) => reached[w.map](w) && around(w) };
    return new Promise((resolve) => {
      const look = (now) => {
        for (const [name, holds] of Object.entries(parts)) {
          if (seen[name] === "painting") seen[name] = now;
          else if (seen[name] === undefined && holds(wanted)) seen[name] = "painting";
        }
        if (typeof seen.map === "number" && typeof seen.page === "number") resolve(seen);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  }

  window.benchmark = {
    seen: null,
    begun: 0,
    // Begins to watch; the clock runs from the next click, or from the next choice in a list.
    expect(wanted) {
      const begin = ({ timeStamp }) => {
        this.begun = timeStamp;
        ["click", "change"].forEach((type) => document.removeEventListener(type, begin, true));
      };
      ["click", "change"].forEach((type) => document.addEventListener(type, begin, true));
      this.seen = watch(wanted);
    },
    async times() {
      const { map, page } = await this.seen;
      return { map: (map - this.begun) / 1000, page: (page - this.begun) / 1000 };
    },
  };
  window.benchmark.watch = watch;
})();
