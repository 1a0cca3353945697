// The maps of the file: one stage for each layer, made when it is first shown, all of them kept.
"use strict";

(function (CityMap) {
  CityMap.Stages = class {
    constructor(box, held) {
      this.box = box;
      this.held = held;
      this.made = new Map();
    }

    get names() {
      return Object.keys(this.held.documents);
    }

    table(name) {
      return this.held.documents[name][this.held.tables[name]];
    }

    stage(name) {
      if (!this.made.has(name)) {
        const holder = CityMap.element("div", "stage-map");
        this.box.append(holder);
        const map = new L.Map(holder, { ...this.held.options });
        this.made.set(name, { holder, stage: new CityMap.Stage(map, { ...this.held.documents[name], layer: name }, this.held.ground) });
      }
      return this.made.get(name).stage;
    }

    // Shows one map and hides the others, which keep their size, so that nothing has to be drawn again.
    show(name) {
      const stage = this.stage(name);
      this.made.forEach(({ holder }, other) => {
        holder.classList.toggle("away", other !== name);
        holder.inert = other !== name;
      });
      return stage;
    }
  };
})(window.CityMap);
