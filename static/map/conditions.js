// The browser's reading of the conditions that geo/conditions.py defines, over tables whose columns are arrays.
"use strict";

(function (CityMap) {
  const KINDS = {
    in: (value, wanted) => wanted.includes(value),
    any: (value, wanted) => value.split(";").some((code) => wanted.includes(code)),
    between: (value, [first, last], missing) => (value === null ? missing : first <= value && value <= last),
    contains: (value, wanted) => wanted.every((word) => value.includes(word)),
  };

  // Gives the positions of the rows that satisfy every condition.
  CityMap.matching = function (table, conditions) {
    const tests = conditions.map(({ column, kind, values, missing }) => {
      const cells = table[column];
      const passes = KINDS[kind];
      return (row) => passes(cells[row], values, missing);
    });
    const rows = [];
    for (let row = 0; row < table.id.length; row += 1) {
      if (tests.every((test) => test(row))) rows.push(row);
    }
    return rows;
  };
})(window.CityMap);
