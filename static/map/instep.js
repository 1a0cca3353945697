// Two maps of one page that show the same view: the one the visitor moves leads, the other follows.
//
// Only the map under the visitor's hands tells where it is, and what it is told it never tells on: so nothing runs in circles.
"use strict";

(function (CityMap) {
  const HANDS = ["pointerdown", "wheel", "keydown", "touchstart"];
  const DIGITS = 9;

  // A channel reaches every page of this app that is open: the maps of one page agree on a name of their own.
  function nameOfPage() {
    try {
      const { dataset } = window.parent.document.documentElement;
      dataset.mapsInStep = dataset.mapsInStep || String(Math.random());
      return `citymap-${dataset.mapsInStep}`;
    } catch {
      return null; // A page of another origin holds the frame: there is nobody to agree with.
    }
  }

  function named({ lat, lng }, zoom) {
    return [lat, lng, zoom].map((number) => number.toFixed(DIGITS)).join(" ");
  }

  CityMap.keepInStep = function (stage) {
    const name = nameOfPage();
    if (!name || !window.BroadcastChannel) return;
    const { map } = stage;
    const channel = new BroadcastChannel(name);
    // A channel, unlike a window, knows no origin to send to: it has that of the page.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    const say = (message) => channel.postMessage(message);
    let leads = false;
    let last = "";

    function tell(center, zoom, animate) {
      const view = named(center, zoom);
      if (!leads || view === last) return;
      last = view;
      say({ lat: center.lat, lng: center.lng, zoom, animate });
    }

    function follow({ lat, lng, zoom, animate }) {
      leads = false;
      const view = named({ lat, lng }, zoom);
      if (view === last) return;
      last = view;
      // From now on this view is the visitor's: a change of the window's size leaves it.
      stage.touched = true;
      stage.card.hide();
      map.setView([lat, lng], zoom, { animate: animate && !stage.still });
      map.getContainer().dataset.followed = view;
    }

    HANDS.forEach((kind) => window.addEventListener(kind, () => (leads = true), { capture: true, passive: true }));
    map.on("zoomanim", ({ center, zoom }) => tell(center, zoom, true));
    map.on("move moveend", () => tell(map.getCenter(), map.getZoom(), false));
    channel.addEventListener("message", ({ data }) => {
      if (!data.asks) follow(data);
      else if (stage.touched) say({ ...map.getCenter(), zoom: map.getZoom(), animate: false });
    });
    // A frame that was loaded later takes up where the other one is.
    say({ asks: true });
  };
})(window.CityMap);
