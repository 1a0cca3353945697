// Loads what the map draws once, then applies each Selection the page sends.
"use strict";

(function (CityMap) {
  async function load(address) {
    const answer = await fetch(new URL(address, document.baseURI), { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  const LOOK_AGAIN = 25; // milliseconds
  const LONGEST_WAIT = 5000;

  // The style arrives after the scripts, and the opening view depends on the sizes it gives.
  function styled() {
    const begun = performance.now();
    return new Promise((done) => {
      const look = () => {
        const there = getComputedStyle(document.documentElement).getPropertyValue("--citymap-style");
        if (there || performance.now() - begun > LONGEST_WAIT) done();
        else window.setTimeout(look, LOOK_AGAIN);
      };
      look();
    });
  }

  let stage = null;
  let waiting = null;

  CityMap.start = async function (map, config) {
    const container = map.getContainer();
    container.querySelectorAll(".failure").forEach((box) => box.remove());
    let reached = false;
    try {
      const [data, ground] = await Promise.all([load(config.data), load(config.ground), styled()]);
      reached = true;
      stage = new CityMap.Stage(map, { ...data, layer: config.layer }, ground);
      if (waiting) CityMap.show(waiting);
      if (config.inStep) CityMap.keepInStep(stage);
      container.dataset.state = "ready";
    } catch (error) {
      window.console.error(error);
      container.dataset.state = "failed";
      const box = CityMap.element("div", "failure");
      box.setAttribute("role", "alert");
      Object.entries(config.failure).forEach(([code, { unreachable, broken, again }]) => {
        const line = CityMap.element("p", "", reached ? broken : unreachable);
        line.lang = code;
        box.append(line);
        // What a script left half drawn only goes with the page.
        if (reached) return;
        const retry = CityMap.button("retry", "", () => CityMap.start(map, config));
        retry.textContent = again;
        retry.lang = code;
        box.append(retry);
      });
      container.append(box);
    }
    window.setTimeout(CityMap.catchUp, 0);
  };

  // Takes a Selection as the page wrote it: JSON in base64, so that nothing in it can be read as a script or a template.
  CityMap.show = function (message) {
    waiting = message;
    if (stage) stage.apply(JSON.parse(atob(message)));
  };
})(window.CityMap);
