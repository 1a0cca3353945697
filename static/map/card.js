// The small card that tells what lies under the pointer.
"use strict";

(function (CityMap) {
  const AWAY = 14;

  CityMap.Card = class {
    constructor(container) {
      this.box = CityMap.element("div", "card");
      this.box.hidden = true;
      this.box.setAttribute("role", "status");
      container.append(this.box);
      this.container = container;
    }

    // Shows a heading and lines near a point of the container; a line may carry a colour class for its year.
    show({ heading, lines }, point) {
      this.box.replaceChildren(
        CityMap.element("strong", "", heading),
        ...lines.filter(Boolean).map((line) => CityMap.element("span", line.className || "", line.text || line)),
      );
      this.box.hidden = false;
      const { offsetWidth: width, offsetHeight: height } = this.box;
      const { clientWidth, clientHeight } = this.container;
      const left = point.x + AWAY + width < clientWidth ? point.x + AWAY : point.x - AWAY - width;
      const top = point.y + AWAY + height < clientHeight ? point.y + AWAY : point.y - AWAY - height;
      this.box.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
    }

    hide() {
      this.box.hidden = true;
    }
  };

  function yearsOf(rows, links) {
    return [...new Set(rows.map((i) => links.fiscal_year[i]))].toSorted((a, b) => a - b);
  }

  // Consecutive years are written as one range: 2015–2017, 2020.
  CityMap.ranges = function (years) {
    const runs = [];
    years.forEach((year) => {
      const run = runs[runs.length - 1];
      if (run && run[1] === year - 1) run[1] = year;
      else runs.push([year, year]);
    });
    return runs;
  };

  CityMap.describeLinks = function (thing, rows, links, say) {
    const years = yearsOf(rows, links);
    const spans = CityMap.ranges(years).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
    const count = (column) => new Set(rows.map((i) => links[column][i])).size;
    const word = (key, values) => CityMap.word(say.texts[key], values);
    if (thing.kind === "pair") {
      const [jp, partner] = thing.id.split("~");
      const lines = [word("worked_in", { years: spans, n: years.length })];
      if (thing.row !== undefined) {
        const themes = links.themes[thing.row].split(";").map((code) => say.theme(code)).join(say.texts.comma);
        const year = links.fiscal_year[thing.row];
        lines.push({ className: `year-line fy-${year}`, text: `${say.year(year)}${say.texts.colon}${themes}` });
        if (links.evidence[thing.row] === "C") lines.push(word("inferred"));
      }
      return { heading: `${say.place(jp)} – ${say.place(partner)}`, lines };
    }
    if (thing.kind === "place") {
      const japanese = say.japanese(thing.id);
      const others = count(japanese ? "partner_place_id" : "jp_place_id");
      return {
        heading: japanese ? say.place(thing.id) : `${say.place(thing.id)}${say.bracket(say.countryOf(thing.id))}`,
        lines: [
          word(japanese ? "with_partners" : "with_governments", { n: others }),
          word("worked_in", { years: spans, n: years.length }),
          say.proxy(thing.id) ? word("proxy") : null,
        ],
      };
    }
    return {
      heading: say.country(thing.id),
      lines: rows.length
        ? [word("partner_places", { n: count("partner_place_id") }), word("with_governments", { n: count("jp_place_id") }), word("links", { n: rows.length })]
        : [word("none_shown")],
    };
  };
})(window.CityMap);
