// Places beyond the opening view, named at the edge of the map while they are out of sight: the first as chips, all others in a
// list that opens on demand, so that the map stays free.
"use strict";

(function (CityMap) {
  const CHIPS = { wide: 3, narrow: 1, plain: 8 }; // nobody can open the list of a plain one
  const NARROW = 640; // pixels
  const LIST = "far-list";

  CityMap.Far = class {
    // `go` is told the place a visitor chose.
    constructor(container, go) {
      this.container = container;
      this.go = go;
      this.plain = false; // whether places are only told, as on a stage, where nobody goes to them
      this.box = CityMap.element("div", "far");
      this.box.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !this.open) return;
        event.stopPropagation();
        this.toggle(false);
        this.more.focus();
      });
      container.append(this.box);
    }

    get open() {
      return Boolean(this.list) && !this.list.hidden;
    }

    // Names these places, the ones with most rows first; `say` has the words, `west` tells on which side a place lies.
    show(places, say, west) {
      const narrow = this.container.clientWidth < NARROW;
      const most = narrow ? CHIPS.narrow : CHIPS[this.plain ? "plain" : "wide"];
      const ranked = places.map((place) => ({ ...place, count: place.rows().length })).toSorted((a, b) => b.count - a.count);
      // A list of one would only hide what it names.
      const first = ranked.length <= most + 1 ? ranked : ranked.slice(0, most);
      const chips = first.map((place) => this.chip(place, say, west(place.point)));
      const rest = ranked.slice(first.length);
      this.list = null;
      this.box.replaceChildren(...chips, ...(rest.length ? this.others(rest, say) : []));
    }

    chip(place, say, west) {
      const { name, context } = place;
      const chip = this.mark("chip", CityMap.ICONS.right, () => this.go(place));
      chip.prepend(CityMap.element("span", "", `${name}${context ? say.bracket(context) : ""}`));
      if (!this.plain) CityMap.name(chip, CityMap.word(say.texts.go_to, { place: name }));
      chip.classList.toggle("west", west);
      return chip;
    }

    // A button that acts, or the same as plain text.
    mark(className, icon, act) {
      const button = CityMap.button(className, icon, act);
      if (!this.plain) return button;
      const mark = CityMap.element("p", className);
      mark.append(...button.childNodes);
      return mark;
    }

    others(places, say) {
      const { texts } = say;
      this.more = this.mark("chip more", this.plain ? "" : CityMap.ICONS.down, () => this.toggle(!this.open));
      this.more.prepend(CityMap.element("span", "", CityMap.word(texts.more_far, { n: places.length })));
      if (this.plain) return [this.more];
      CityMap.name(this.more, CityMap.word(texts.more_far_places, { n: places.length }));
      this.more.setAttribute("aria-controls", LIST);
      this.list = CityMap.element("div", "far-list");
      this.list.id = LIST;
      this.list.setAttribute("role", "group");
      this.list.setAttribute("aria-label", CityMap.word(texts.more_far_places, { n: places.length }));
      this.list.append(...places.map((place) => this.entry(place, say)));
      this.toggle(false);
      return [this.more, this.list];
    }

    entry(place, say) {
      const entry = CityMap.button("far-entry", "", () => this.go(place));
      entry.append(
        CityMap.element("span", "", `${place.name}${place.context ? say.bracket(place.context) : ""}`),
        CityMap.element("span", "far-count", String(place.count)),
      );
      entry.setAttribute("aria-label", CityMap.word(say.texts.go_to, { place: place.name }));
      return entry;
    }

    toggle(open) {
      this.list.hidden = !open;
      this.more.setAttribute("aria-expanded", String(open));
    }
  };
})(window.CityMap);
