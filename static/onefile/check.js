// Before a talk: is everything here, and may the network be unplugged?
"use strict";

(function (CityMap) {
  const SIZE = 24;
  // How rows are drawn, on whichever map; the ground is there without any.
  const MARKS = ".strand:not(.off), .dot, .bubble, .cluster, .domino:not(.off)";
  // What a clicker sends, and whoever begins a talk presses; the button in focus takes space and Enter by itself.
  const FORTH = new Set(["PageDown", "ArrowRight", "ArrowDown"]);

  function drawn(letter) {
    const board = document.createElement("canvas");
    board.width = SIZE;
    board.height = SIZE;
    const pen = board.getContext("2d");
    pen.font = `${SIZE - 4}px ${getComputedStyle(document.body).fontFamily}`;
    pen.fillText(letter, 0, SIZE - 4);
    return board.toDataURL();
  }

  // Letters without a font are all drawn as the same box.
  function hasJapanese() {
    return drawn("市") !== drawn("県") && drawn("あ") !== drawn("ん");
  }

  CityMap.Check = class {
    constructor(file) {
      this.file = file;
      this.box = CityMap.element("dialog", "about check");
      document.body.append(this.box);
      this.box.addEventListener("keydown", (event) => {
        if (!FORTH.has(event.key)) return;
        event.preventDefault();
        event.stopPropagation();
        this.begin();
      });
    }

    begin() {
      this.box.close();
      this.file.presenter.open();
    }

    // Draws every map and looks up every step, so that what is found here holds on the stage.
    findings() {
      const { file } = this;
      const { stages, presenter, held } = file;
      const { steps } = presenter;
      const all = steps.length + held.steps_left_out;
      const told = steps.filter(({ show, conditions }) => !held.documents[show] || CityMap.matching(stages.table(show), conditions).length > 0);
      const filled = stages.names.filter((name) => stages.table(name).id.length);
      const maps = filled.filter((name) => file.showMap(name, [], "").map.getContainer().querySelector(MARKS));
      const requests = performance.getEntriesByType("resource").filter(({ name }) => /^https?:/.test(name)).length;
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      return [
        { key: "check_steps", values: { n: told.length, all }, well: told.length === all },
        { key: "check_maps", values: { n: maps.length, all: filled.length }, well: maps.length === filled.length },
        { key: "check_letters", state: hasJapanese() ? "letters_there" : "letters_missing", well: hasJapanese() },
        { key: "check_network", values: { n: requests }, well: requests === 0 },
        { key: "check_screen", values: { width: window.innerWidth, height: window.innerHeight }, state: document.fullscreenEnabled ? "screen_there" : "screen_missing", well: true },
        { key: "check_motion", state: still ? "motion_missing" : "motion_there", well: true },
      ];
    }

    open() {
      const { words } = this.file;
      const found = this.findings();
      this.file.show();
      const well = found.every((finding) => finding.well);
      const list = CityMap.element("ul");
      found.forEach(({ key, values, state, well: good }) => {
        const text = words.say(key, { ...values, state: state ? words.say(state) : "" });
        list.append(CityMap.element("li", good ? "well" : "amiss", text));
      });
      const begin = CityMap.button("choice strong", CityMap.ICONS.play, () => this.begin());
      begin.append(CityMap.element("span", "", words.say("begin")));
      const shut = CityMap.button("choice", "", () => this.box.close());
      shut.textContent = words.say("close");
      const choices = CityMap.element("p", "choices");
      choices.append(begin, shut);
      this.box.setAttribute("aria-label", words.say("check"));
      this.box.dataset.well = String(well);
      this.box.replaceChildren(
        CityMap.element("h2", "", words.say("check")),
        list,
        CityMap.element("p", well ? "verdict" : "verdict amiss", words.say(well ? "all_well" : "not_well")),
        CityMap.element("p", "quiet", words.say("keys")),
        choices,
      );
      this.box.showModal();
      begin.focus();
    }
  };
})(window.CityMap);
