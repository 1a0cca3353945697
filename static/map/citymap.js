// Loads what the map draws once, then applies each Selection the page sends.
"use strict";

(function (CityMap) {
  async function load(address) {
    const answer = await fetch(new URL(address, document.baseURI), { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  let stage = null;
  let waiting = null;

  CityMap.start = async function (map, config) {
    const container = map.getContainer();
    container.querySelectorAll(".failure").forEach((box) => box.remove());
    try {
      const [data, ground] = await Promise.all([load(config.data), load(config.ground)]);
      stage = new CityMap.Stage(map, { ...data, layer: config.layer }, ground);
      if (waiting) CityMap.show(waiting);
      container.dataset.state = "ready";
    } catch (error) {
      window.console.error(error);
      container.dataset.state = "failed";
      const box = CityMap.element("div", "failure");
      box.setAttribute("role", "alert");
      Object.entries(config.failure).forEach(([code, { text, again }]) => {
        const line = CityMap.element("p", "", text);
        line.lang = code;
        const retry = CityMap.button("retry", "", () => CityMap.start(map, config));
        retry.textContent = again;
        retry.lang = code;
        box.append(line, retry);
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
