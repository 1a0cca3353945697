// The shape of an arrow in pixels: it grows from a thin tail to a broad neck and ends in a head, so that its direction is plain.
"use strict";

(function (CityMap) {
  const WIDTH = { tail: 1.4, neck: 5.6 };
  const HEAD = { length: 15, width: 15, notch: 3.5 };
  const STEP = 6; // pixels between the points of an outline
  const DASH = { length: 11, gap: 7 };
  const SHORTEST = 4; // pixels; a shorter shaft is only a head

  function lengths(points) {
    const found = [0];
    for (let i = 1; i < points.length; i += 1) {
      found.push(found[i - 1] + Math.hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y));
    }
    return found;
  }

  // A line of pixels that can be asked for the point at a distance from its start, with the direction there.
  CityMap.Track = class {
    constructor(points) {
      this.points = points;
      this.lengths = lengths(points);
      this.length = this.lengths[this.lengths.length - 1];
    }

    at(distance) {
      const s = Math.max(0, Math.min(this.length, distance));
      let i = 1;
      while (i < this.points.length - 1 && this.lengths[i] < s) i += 1;
      const [a, b] = [this.points[i - 1], this.points[i]];
      const span = this.lengths[i] - this.lengths[i - 1] || 1;
      const t = (s - this.lengths[i - 1]) / span;
      return { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y), dx: (b.x - a.x) / span, dy: (b.y - a.y) / span };
    }

    between(from, to) {
      const steps = Math.max(1, Math.ceil((to - from) / STEP));
      return Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
    }
  };

  function written(points) {
    return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
  }

  function beside(track, s, away) {
    const { x, y, dx, dy } = track.at(s);
    return { x: x - dy * away, y: y + dx * away };
  }

  // Gives the outline of an arrow from `start` pixels after the beginning of a track to `end` pixels before its end, and the line
  // along its middle. `scale` is the share of its full size it is drawn at.
  CityMap.arrow = function (track, { start, end, dashed, scale }) {
    const from = Math.min(start, track.length / 3);
    const tip = Math.max(from + 1, track.length - end);
    const neck = Math.max(from, tip - HEAD.length * scale);
    const half = (s) => scale * (WIDTH.tail + (WIDTH.neck - WIDTH.tail) * ((s - from) / Math.max(1, neck - from))) / 2;
    const piece = (a, b) => {
      const along = track.between(a, b);
      return `${written([...along.map((s) => beside(track, s, half(s))), ...along.toReversed().map((s) => beside(track, s, -half(s)))])}Z`;
    };
    const pieces = [];
    const dash = dashed ? DASH.length * scale : neck - from;
    const step = dashed ? dash + DASH.gap * scale : dash;
    // Dashes are laid from the neck backwards, so that the head never stands alone.
    if (neck - from > SHORTEST) {
      for (let b = neck; b > from; b -= step) pieces.push(piece(Math.max(from, b - dash), b));
    }
    const { x, y, dx, dy } = track.at(neck);
    const point = track.at(tip);
    const across = (scale * HEAD.width) / 2;
    // The head is notched, and points where the arrow is going at its end.
    const back = { x: x - scale * HEAD.notch * dx, y: y - scale * HEAD.notch * dy };
    const head = [
      { x: point.x, y: point.y },
      { x: back.x - dy * across, y: back.y + dx * across },
      { x, y },
      { x: back.x + dy * across, y: back.y - dx * across },
    ];
    return { outline: `${pieces.join("")}${written(head)}Z`, middle: written(track.between(from, tip).map((s) => track.at(s))) };
  };

  // Boxes that cover a track, for names to keep clear of; a stretch at either end is left out.
  CityMap.cover = function (track, size, ends) {
    const boxes = [];
    for (let s = ends; s <= track.length - ends; s += size) {
      const { x, y } = track.at(s);
      boxes.push({ left: x - size / 2, right: x + size / 2, top: y - size / 2, bottom: y + size / 2 });
    }
    return boxes;
  };
})(window.CityMap);
