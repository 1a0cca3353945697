// The words around the maps, in the language chosen; text that is searched is folded as geo/search_text.py folds it.
"use strict";

(function (CityMap) {
  CityMap.LANGUAGE_NAMES = { ja: "日本語", en: "English" };
  const LATIN_MARKS = /[\u0300-\u036f]/g;
  const KATAKANA = /[\u30a1-\u30f6]/g;
  const PUNCTUATION = /[・･/,、。()「」\-–—'’"]/g;

  CityMap.fold = function (text) {
    const plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(LATIN_MARKS, "").normalize("NFKC");
    const hiragana = plain.replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
    return hiragana.replace(PUNCTUATION, " ").split(/\s+/).filter(Boolean).join(" ");
  };

  CityMap.Words = class {
    constructor(texts, code) {
      this.texts = texts;
      this.code = code;
    }

    say(key, values) {
      return CityMap.word(this.texts[this.code][key], values);
    }

    other() {
      return this.code === "ja" ? "en" : "ja";
    }
  };

  CityMap.link = function (name, address) {
    const made = CityMap.element("a", "", name);
    // Only an address of the web is one a reader may follow.
    if (/^https?:\/\//.test(address)) made.href = address;
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    return made;
  };
})(window.CityMap);
