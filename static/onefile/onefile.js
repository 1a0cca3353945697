// The page of the one-file map: unpacks what it holds, and is to the maps what the app's page is to them.
"use strict";

(function (CityMap) {
  const MOST_WORDS = 6;

  async function unpack(written) {
    const bytes = Uint8Array.from(atob(written), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }

  // The search of the file finds pairs by their cases too; a column of its own, as a step's view searches as the app does.
  function tellOfCases({ documents, told }) {
    const cases = new Map();
    Object.values(told).forEach((those) =>
      Object.values(those.case).forEach((one) => {
        const pair = one.pair.slice("pair:".length);
        cases.set(pair, [cases.get(pair), CityMap.fold(CityMap.textsOfCase(one))].join(" "));
      }),
    );
    const { links } = documents.links;
    links.found = links.search.map((text, i) => [text, cases.get(links.pair[i])].join(" "));
  }

  CityMap.OneFile = class {
    constructor(held, opening) {
      this.held = held;
      this.opening = opening;
      tellOfCases(held);
      this.state = { lang: opening.language, layer: opening.layer, sel: opening.selected, fy: [], q: "", step: "", second: "", mode: "" };
      this.build();
      this.stages = new CityMap.Stages(this.maps, held);
      this.panel = new CityMap.Panel(this.side, held, (name) => this.change({ sel: name }));
      this.presenter = new CityMap.Presenter(this);
      this.check = new CityMap.Check(this);
      CityMap.send = (said) => this.answer(said);
      window.addEventListener("hashchange", () => window.location.hash !== this.written && this.read());
      this.read();
    }

    build() {
      const { element, button, ICONS } = CityMap;
      this.head = element("header", "head");
      this.title = element("h1");
      this.layers = element("div", "choices");
      this.layers.setAttribute("role", "group");
      this.search = element("input", "search");
      this.search.type = "search";
      this.search.addEventListener("input", () => this.change({ q: this.search.value, sel: "" }));
      this.language = button("choice", "", () => this.change({ lang: this.words.other() }));
      this.modeButton = button("choice", "", () => this.change({ mode: CityMap.mode() === "dark" ? "light" : "dark" }));
      this.presentButton = button("choice strong", ICONS.play, () => this.check.open());
      this.presentButton.append(element("span"));
      this.aboutButton = button("choice", "", () => this.about.showModal());
      this.about = element("dialog", "about");
      const tools = element("div", "tools");
      tools.append(this.search, this.presentButton, this.aboutButton, this.modeButton, this.language);
      this.head.append(this.title, this.layers, tools);
      this.main = element("main", "main");
      this.maps = element("div", "maps");
      this.side = element("section", "side");
      this.side.tabIndex = 0;
      this.main.append(this.maps, this.side);
      document.body.append(this.head, this.main, this.about);
      if (!this.held.steps.length) this.presentButton.hidden = true;
    }

    // --- the address ----------------------------------------------------------------------------------------------

    read() {
      const said = new URLSearchParams(window.location.hash.slice(1));
      const { documents, told } = this.held;
      const next = { ...this.state };
      if (said.get("lang") in told) next.lang = said.get("lang");
      if (said.get("layer") in documents) next.layer = said.get("layer");
      if (said.has("sel")) next.sel = said.get("sel") in told[next.lang].things ? said.get("sel") : "";
      else if (said.size) next.sel = "";
      const years = said.getAll("fy").map(Number).filter(Number.isInteger);
      if (said.size) next.fy = years.length ? [years[0], years[years.length - 1]] : [];
      if (said.size) next.q = said.get("q") || "";
      if (["light", "dark"].includes(said.get("mode"))) next.mode = said.get("mode");
      // Both languages: as the stage writes it, or as the pages' addresses name the other one; a link to the stage may say it before the #.
      const second = (said.size ? said : new URLSearchParams(window.location.search)).get("second");
      next.second = second === "1" || (second in told && second !== next.lang) ? "1" : "";
      next.step = said.get("step") || "";
      this.state = next;
      this.show();
    }

    // Writes the state as the page's address, which a reader can keep; reading it back draws it.
    write(step) {
      const said = new URLSearchParams();
      Object.entries(this.state).forEach(([name, value]) => [value].flat().forEach((one) => one !== "" && said.append(name, one)));
      const hash = `#${said}`;
      if (hash === window.location.hash) return;
      this.written = hash;
      if (step) window.location.hash = hash;
      else window.location.replace(hash);
    }

    change(changed) {
      const stepped = "step" in changed && changed.step !== this.state.step;
      const layer = changed.sel ? this.layerOf(changed.sel) : this.state.layer;
      this.state = { ...this.state, layer, ...changed };
      this.show();
      this.write(stepped);
    }

    // Each thing is opened on a map that has it.
    layerOf(name) {
      const [kind] = name.split(":");
      const here = this.state.layer;
      // Every map draws the countries.
      if (kind === "country") return here;
      const { kinds } = this.held;
      return [here, ...this.stages.names].find((layer) => kinds[layer].includes(kind)) || here;
    }

    // --- showing --------------------------------------------------------------------------------------------------

    show() {
      const { state } = this;
      this.presenter.turn();
      if (state.mode) CityMap.setMode(state.mode);
      this.words = new CityMap.Words(this.held.texts, state.lang);
      this.panel.setWords(this.words);
      this.wordHead();
      this.showMap(state.layer, this.conditions(state.layer), state.sel);
      if (this.presenter.show()) return;
      this.showSide();
    }

    conditions(layer) {
      const { fy, q } = this.state;
      const words = this.searched(q);
      // Steps may hold rows of weaker evidence, which are theirs alone.
      const found = [{ column: "evidence", kind: "in", values: this.held.levels, missing: false }];
      if (fy.length) found.push({ column: "fiscal_year", kind: "between", values: fy, missing: this.held.undated });
      if (words.length) found.push({ column: this.stages.table(layer).found ? "found" : "search", kind: "contains", values: words, missing: false });
      return found;
    }

    searched(query) {
      return CityMap.fold(query).split(" ").filter(Boolean).slice(0, MOST_WORDS);
    }

    showMap(layer, conditions, name) {
      const stage = this.stages.show(layer);
      this.main.className = `main layer-${layer}`;
      stage.present(Boolean(this.presenter.step));
      const [kind, ...id] = name.split(":");
      const selected = name ? { kind, id: id.join(":") } : null;
      stage.apply({ conditions, selected, undated: this.held.undated, language: this.state.lang, sites: layer === "links" ? this.sites(name) : [] });
      return stage;
    }

    // The installations that came of a pair and have a point.
    sites(name) {
      const { documents, told } = this.held;
      const { things, installation } = told[this.state.lang];
      const document = documents.installations;
      if (!name.startsWith("pair:") || !things[name] || !document) return [];
      const { installations: table, technologies, texts } = document;
      return (things[name].installations || []).flatMap((id) => {
        const i = table.id.indexOf(id);
        if (i < 0 || table.lon[i] === null) return [];
        const { name: called, technology, year_label: year } = installation[id];
        const province = table.location_precision[i] === "province" && texts[this.state.lang].province;
        const { letters, colours } = technologies[table.technology_type[i]];
        const about = [technology, year, province].filter(Boolean);
        return [{ id, name: called, about, lon: table.lon[i], lat: table.lat[i], letters, colours, precision: table.location_precision[i] }];
      });
    }

    showSide() {
      const { state, panel } = this;
      const table = this.stages.table(state.layer);
      const words = this.searched(state.q);
      if (state.sel) panel.detail(state.sel);
      else if (words.length) panel.show(panel.found(words));
      else panel.overview(state.layer, table, CityMap.matching(table, this.conditions(state.layer)));
    }

    wordHead() {
      const { words, held } = this;
      const about = held.about[words.code];
      const dark = CityMap.mode() === "dark";
      document.documentElement.lang = words.code;
      this.title.textContent = words.say("title");
      this.layers.setAttribute("aria-label", words.say("layers"));
      this.layers.replaceChildren(
        ...this.stages.names.map((name) => {
          const made = CityMap.button("choice", "", () => this.change({ layer: name, sel: "" }));
          made.textContent = words.say(`layer_${name}`);
          made.setAttribute("aria-pressed", String(name === this.state.layer));
          return made;
        }),
      );
      this.search.placeholder = words.say("search");
      this.search.setAttribute("aria-label", words.say("search"));
      if (this.search.value !== this.state.q) this.search.value = this.state.q;
      this.language.textContent = CityMap.LANGUAGE_NAMES[words.other()];
      this.language.lang = words.other();
      this.modeButton.textContent = words.say(dark ? "light" : "dark");
      this.presentButton.lastChild.textContent = words.say("present");
      this.aboutButton.textContent = words.say("about");
      this.wordAbout(about);
    }

    wordAbout(about) {
      const { element } = CityMap;
      const { words, opening } = this;
      const list = element("dl", "facts");
      Object.entries(about.selection).forEach(([name, value]) => list.append(element("dt", "", name), element("dd", "", value)));
      const shut = CityMap.button("choice", "", () => this.about.close());
      shut.textContent = words.say("close");
      this.about.setAttribute("aria-label", words.say("about"));
      this.about.replaceChildren(
        element("h2", "", about.title),
        ...Object.values(about.remarks).map((text) => element("p", "", text)),
        element("h3", "", words.say("selection")),
        list,
        element("p", "quiet", words.say("made", { date: opening.made, version: about.version })),
        element("p", "quiet", words.say("licence", { licence: about.licences.join(", ") })),
        element("p", "quiet", words.say("no_network")),
        ...(opening.address ? [element("p", "quiet address", words.say("address", { address: opening.address }))] : []),
        shut,
      );
    }

    // What the visitor does on the map; in a talk, the step alone says what is shown.
    answer(said) {
      if (this.presenter.step) return;
      if (said.years) this.change({ fy: said.years });
      if (said.open) this.change({ layer: "installations", sel: `installation:${said.open}` });
      if (said.selected !== undefined) this.change({ sel: said.selected in this.panel.told.things ? said.selected : "" });
    }
  };

  function read(id) {
    return document.getElementById(id).textContent;
  }

  async function start() {
    const held = await unpack(read("held"));
    const file = new CityMap.OneFile(held, JSON.parse(read("opening")));
    document.documentElement.dataset.state = "ready";
    if (file.opening.check && !file.presenter.step) file.check.open();
  }

  start();
})(window.CityMap);
