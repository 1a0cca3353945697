// The frame the map lives in: what the page around it says to it, and what it says back.
"use strict";
window.CityMap = window.CityMap || {};

(function (CityMap) {
  let lastRender = null;
  let sequence = 0;
  const unanswered = new Map(); // what was said to the page, by name: the value, and how often the page has answered since
  const themeListeners = [];

  function isDark(colour) {
    const [red, green, blue] = (colour.match(/[\d.]+/g) || [255, 255, 255]).map(Number);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
  }

  // The first message with the page's theme comes before this script is loaded, so the page itself is asked once.
  function modeOfPage() {
    try {
      const app = window.parent.document.querySelector(".stApp");
      if (app && window.parent !== window) return isDark(window.parent.getComputedStyle(app).backgroundColor) ? "dark" : "light";
    } catch {
      // A page of another origin may hold the frame; the visitor's own preference decides then.
    }
    return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  CityMap.mode = function () {
    return document.documentElement.dataset.mode || modeOfPage();
  };

  function setMode(mode) {
    if (document.documentElement.dataset.mode === mode) return;
    document.documentElement.dataset.mode = mode;
    themeListeners.forEach((listener) => listener(mode));
  }

  CityMap.setMode = setMode;

  CityMap.onMode = function (listener) {
    themeListeners.push(listener);
    listener(CityMap.mode());
  };

  CityMap.setLanguage = function (code, title) {
    document.documentElement.lang = code;
    document.title = title;
    if (window.frameElement) window.frameElement.title = title;
  };

  // Of two messages the server may read the last only: what has not been answered yet is said again with it.
  CityMap.send = function (value) {
    sequence += 1;
    Object.entries(value).forEach(([name, said]) => unanswered.set(name, { said, answers: 0 }));
    const all = Object.fromEntries(Array.from(unanswered, ([name, { said }]) => [name, said]));
    if (window.Streamlit) window.Streamlit.setComponentValue({ sequence: `${Date.now()}-${sequence}`, ...all });
  };

  // What the page shows now. A message said while it wrote its first answer is in the second at the latest.
  CityMap.answered = function (shown) {
    unanswered.forEach((entry, name) => {
      entry.answers += 1;
      if (entry.answers > 1 || JSON.stringify(entry.said) === JSON.stringify(shown[name])) unanswered.delete(name);
    });
  };

  // A message that arrives while the scripts are still loading is not acted on by the component: it is said again.
  CityMap.catchUp = function () {
    const known = window.__GLOBAL_DATA__;
    if (lastRender && known && lastRender.detail.args.feature_group !== known.last_feature_group) {
      window.Streamlit.events.dispatchEvent(new CustomEvent("streamlit:render", { detail: lastRender.detail }));
    }
  };

  document.documentElement.classList.add("citymap-frame");
  setMode(modeOfPage());
  if (window.Streamlit) {
    window.Streamlit.events.addEventListener("streamlit:render", (event) => {
      lastRender = event;
      if (event.detail.theme) setMode(event.detail.theme.base === "dark" ? "dark" : "light");
    });
  }
})(window.CityMap);
