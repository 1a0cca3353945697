// What stands beside the map: the overview of the rows shown, the detail of what is selected, what a search has found.
"use strict";

(function (CityMap) {
  const MOST = 8;
  const MOST_FOUND = 40;
  const LEVEL_OF_DOUBT = "C";

  function heading(text) {
    return CityMap.element("h3", "", text);
  }

  function lines(texts, className) {
    return texts.filter(Boolean).map((text) => CityMap.element("p", className || "", text));
  }

  // Marks what is not in the reader's language, so that readers' aids pronounce it rightly.
  function spoken(element, code) {
    if (code) element.lang = code;
    return element;
  }

  function ranked(table, rows, column) {
    const counts = new Map();
    rows.forEach((i) => counts.set(table[column][i], (counts.get(table[column][i]) || 0) + 1));
    return [...counts].toSorted((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0])));
  }

  CityMap.textsOfCase = ({ title, what, outcome }) => [title, what, outcome].filter(Boolean).join(" ");

  CityMap.Panel = class {
    // `open(name)` opens the detail of `kind:id`, or closes it for an empty name.
    constructor(box, held, open) {
      this.box = box;
      this.held = held;
      this.open = open;
    }

    setWords(words) {
      this.words = words;
      this.told = this.held.told[words.code];
    }

    show(...parts) {
      this.box.replaceChildren(...parts.flat().filter(Boolean));
      this.box.scrollTop = 0;
    }

    row(name, text, note) {
      const made = CityMap.button("row", "", () => this.open(name));
      made.append(CityMap.element("span", "", text), CityMap.element("small", "", note || ""));
      return made;
    }

    nameOf(name) {
      return (this.told.things[name] || { heading: name }).heading;
    }

    // --- overview -------------------------------------------------------------------------------------------------

    overview(layer, table, rows) {
      const about = this.held.about[this.words.code];
      // Each layer's overview is the method of its name.
      this.show(...this[layer](table, rows), ...lines([about.remarks[layer]], "quiet"));
    }

    figures(entries) {
      const box = CityMap.element("dl", "figures");
      entries.forEach(([label, value, note]) => {
        const cell = CityMap.element("div");
        cell.append(CityMap.element("dt", "", label), CityMap.element("dd", "", CityMap.number(value)));
        if (note) cell.append(CityMap.element("dd", "note", note));
        box.append(cell);
      });
      return box;
    }

    links(table, rows) {
      const { words } = this;
      const distinct = (column) => new Set(rows.map((i) => table[column][i])).size;
      const years = new Map();
      rows.forEach((i) => years.set(table.pair[i], (years.get(table.pair[i]) || new Set()).add(table.fiscal_year[i])));
      const longest = [...years].toSorted((a, b) => b[1].size - a[1].size || a[0].localeCompare(b[0]));
      return [
        this.figures([
          [words.say("countries"), distinct("country_iso3")],
          [words.say("partner_places"), distinct("partner_place_id")],
          [words.say("japanese_governments"), distinct("jp_place_id")],
          [words.say("links"), rows.length],
        ]),
        CityMap.element("p", "quiet", words.say("choose")),
        heading(words.say("longest")),
        ...longest.slice(0, MOST).map(([pair, set]) => this.row(`pair:${pair}`, this.nameOf(`pair:${pair}`), words.say("n_years", { n: set.size }))),
        heading(words.say("by_country")),
        ...ranked(table, rows, "country_iso3").map(([id, n]) => this.row(`country:${id}`, this.nameOf(`country:${id}`), words.say("n_links", { n }))),
      ];
    }

    dominoes(table, rows) {
      return [
        CityMap.element("p", "quiet", this.words.say("choose_domino")),
        heading(this.words.say("layer_dominoes")),
        ...rows.map((i) => this.row(`domino:${table.id[i]}`, this.nameOf(`domino:${table.id[i]}`), table.fiscal_year[i] === null ? "" : String(table.fiscal_year[i]))),
      ];
    }

    installations(table, rows) {
      const { words } = this;
      const undated = rows.filter((i) => table.fiscal_year[i] === null).length;
      const measured = rows.filter((i) => table.tonnes[i] !== null);
      const { technologies } = this.held.documents.installations;
      const tonnes = measured.reduce((sum, i) => sum + table.tonnes[i], 0);
      return [
        this.figures([
          [words.say("installations_figure"), rows.length],
          [words.say("countries"), new Set(rows.map((i) => table.country_iso3[i])).size],
          [words.say("tonnes_figure"), tonnes, words.say("from_rows", { rows: CityMap.number(measured.length), all: CityMap.number(rows.length) })],
        ]),
        CityMap.element("p", "quiet", words.say("choose")),
        undated ? CityMap.element("p", "quiet", words.say("undated", { n: undated })) : null,
        heading(words.say("by_technology")),
        ...ranked(table, rows, "technology_type").map(([code, n]) => {
          const line = CityMap.element("p", `tech tech-${code}`);
          line.append(CityMap.element("span", "", technologies[code][words.code]), CityMap.element("small", "", CityMap.number(n)));
          return line;
        }),
        heading(words.say("by_country")),
        ...ranked(table, rows, "country_iso3").map(([id, n]) => this.row(`country:${id}`, this.nameOf(`country:${id}`), words.say("n_installations", { n }))),
      ];
    }

    // --- detail ---------------------------------------------------------------------------------------------------

    detail(name) {
      const { words } = this;
      const told = this.told.things[name];
      if (!told) return this.show(this.back());
      const results = [
        ...(told.installations || []).map((id) => this.installation(this.told.installation[id])),
        ...(told.cases || []).map((id) => this.story(this.told.case[id])),
        ...(told.dominoes || []).map((id) => this.domino(this.told.domino[id])),
      ];
      return this.show(
        this.back(),
        CityMap.element("p", "quiet", told.kind_name),
        CityMap.element("h2", "", told.heading),
        ...lines(told.sentences || []),
        ...lines(told.hidden || [], "quiet"),
        told.timeline && this.timeline(told.timeline),
        told.facts && this.facts(told.facts),
        results.length ? heading(words.say("what_came")) : null,
        ...results,
        told.projects ? heading(words.say("year_by_year")) : null,
        ...(told.projects || []).map((id) => this.project(this.told.project[id])),
        told.related ? heading(words.say("linked_with")) : null,
        ...(told.related || []).map((row) => this.row(row.sel, row.name, row.note)),
        told.sources && this.sources(told.sources),
        ...lines(told.remarks || [], "quiet"),
      );
    }

    back() {
      return CityMap.button("row back", CityMap.ICONS.back, () => this.open("")).appendChild(
        CityMap.element("span", "", this.words.say("back")),
      ).parentNode;
    }

    timeline(years) {
      const box = CityMap.element("div", "timeline");
      box.setAttribute("role", "img");
      const active = years.filter(({ evidence }) => evidence);
      box.setAttribute("aria-label", this.words.say("years_together", { years: active.map(({ label }) => label).join(", ") }));
      years.forEach(({ year, label, evidence, links }) => {
        const cell = CityMap.element("span", `fy-${year}${evidence ? (evidence === LEVEL_OF_DOUBT ? " inferred" : " filled") : ""}`);
        cell.title = `${label}: ${links}`;
        cell.append(CityMap.element("b", "", `’${String(year).slice(2)}`));
        box.append(cell);
      });
      return box;
    }

    facts(facts) {
      const box = CityMap.element("dl", "facts");
      facts.forEach(({ label, value }) => box.append(CityMap.element("dt", "", label), CityMap.element("dd", "", value)));
      return box;
    }

    block(parts, sources) {
      const box = CityMap.element("article");
      box.append(...parts.filter(Boolean), this.links_to(sources || []));
      return box;
    }

    links_to(ids) {
      const line = CityMap.element("p", "quiet links");
      line.append(
        ...ids.map((id) => {
          const { publisher, publisher_language: ofPublisher, title, title_language: ofTitle, url } = this.told.source[id];
          return spoken(CityMap.link(publisher || title, url), publisher ? ofPublisher : ofTitle);
        }),
      );
      return line;
    }

    project(row) {
      return this.block(
        [
          CityMap.element("b", "", row.year_label),
          ...lines([row.title || row.summary]),
          ...lines([[row.title_note, (row.themes || []).join(", "), row.lead].filter(Boolean).join(" · ")], "quiet"),
          ...lines([`${row.evidence}: ${row.evidence_name}${row.evidence_note ? ` – ${row.evidence_note}` : ""}`], "quiet"),
        ],
        row.sources,
      );
    }

    installation(row) {
      const opened = this.told.things[row.sel] ? this.row(row.sel, row.name, "") : CityMap.element("b", "", row.name);
      return this.block(
        [opened, ...lines([[row.year_label, row.technology, row.name_note].filter(Boolean).join(" · ")], "quiet"), ...lines([row.tie_note, row.remark])],
        row.sources,
      );
    }

    story(row) {
      return this.block([CityMap.element("b", "", row.title), ...lines([`${row.kind_name} · ${row.years_label || ""}`], "quiet"), ...lines([row.what, row.outcome])], row.sources);
    }

    domino(row) {
      return this.block([CityMap.element("b", "", row.route), ...lines([[row.year_label, row.evidence_name].filter(Boolean).join(" · ")], "quiet"), ...lines([row.what])], row.sources);
    }

    sources(ids) {
      const box = CityMap.element("details");
      box.append(CityMap.element("summary", "", this.words.say("n_sources", { n: ids.length })));
      ids.forEach((id) => {
        const source = this.told.source[id];
        const line = CityMap.element("p");
        const { publisher, publisher_language: ofPublisher, title, title_language: ofTitle } = source;
        const about = CityMap.element("small");
        about.append(" ", spoken(CityMap.element("span", "", publisher || ""), ofPublisher));
        about.append([publisher && "", source.kind, source.language].filter((part) => part !== undefined).join(" · "));
        line.append(spoken(CityMap.link(title || publisher, source.url), title ? ofTitle : ofPublisher), about);
        box.append(line);
      });
      return box;
    }

    // --- search ---------------------------------------------------------------------------------------------------

    // All that can be opened whose texts hold every word in either language: what is called so, then cases and projects, which
    // open what tells of them.
    found(words) {
      const { told } = this;
      const other = this.held.told[this.words.other()];
      const holding = (kind, text) =>
        Object.entries(told[kind]).filter(([id, one]) => {
          const folded = CityMap.fold(`${text(one)} ${other[kind][id] ? text(other[kind][id]) : ""}`);
          return words.every((word) => folded.includes(word));
        });
      const tellers = this.tellers();
      const rows = [
        ...holding("things", (one) => one.heading).map(([name, { heading: text, kind_name: kind }]) => [name, text, kind]),
        ...holding("case", CityMap.textsOfCase).map(([id, { title }]) => [tellers.get(id), title, this.words.say("case")]),
        ...holding("project", ({ title, summary }) => `${title || ""} ${summary || ""}`).map(([, one]) => [one.pair, one.title || one.summary, one.year_label]),
      ];
      const more = rows.length - MOST_FOUND;
      return [
        heading(this.words.say("results")),
        ...rows.slice(0, MOST_FOUND).map((row) => this.row(...row)),
        more > 0 ? CityMap.element("p", "quiet", this.words.say("n_more", { n: more })) : null,
        rows.length ? null : CityMap.element("p", "quiet", this.words.say("nothing_found")),
      ];
    }

    // Which detail tells of each case: its pair's, as these come first, or that of a place where the file has no link of the pair.
    tellers() {
      const tellers = new Map();
      Object.entries(this.told.things).forEach(([name, { cases }]) => (cases || []).forEach((id) => tellers.has(id) || tellers.set(id, name)));
      return tellers;
    }
  };
})(window.CityMap);
