(() => {
  "use strict";
  const at = id => document.getElementById(id);
  const { marks: name, classes, images } = JSON.parse(at("map-data").textContent);
  const map = at("map"), svg = map.querySelector("svg"), picture = at("map-picture"), words = at("map-words");
  const marks = [...svg.querySelectorAll("." + name + " > path")];
  if (marks.length !== images.length) return;
  const places = marks.map(mark => { const b = mark.getBBox(); return [b.x + b.width / 2, b.y + b.height / 2]; });
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  for (const [attribute, value] of Object.entries({ r: 9, fill: "none", stroke: "currentColor", "stroke-width": 2.5, visibility: "hidden" }))
    ring.setAttribute(attribute, value);
  svg.append(ring);
  at("map-tools").hidden = false;
  map.setAttribute("role", "application");
  map.setAttribute("aria-describedby", "map-words");

  const shown = i => !marks[i].classList.contains("off");
  const middle = [0, 1].map(k => places.reduce((sum, place) => sum + place[k] / places.length, 0));
  let current = -1;
  const show = i => {
    if (i < 0 || i === current) return;
    current = i;
    const image = images[i], kind = image.s ? "synthetic" : "real";
    ring.setAttribute("cx", places[i][0]);
    ring.setAttribute("cy", places[i][1]);
    ring.setAttribute("visibility", "visible");
    picture.hidden = !image.t;
    if (image.t) picture.src = "data:image/png;base64," + image.t;
    picture.alt = kind + " image of class " + classes[image.c];
    words.textContent = classes[image.c] + ", " + kind + ": " + image.p;
    words.classList.toggle("is-synthetic", image.s === 1);
  };

  const least = cost => {
    let best = -1, lowest = Infinity;
    for (let i = 0; i < marks.length; i++) {
      const c = shown(i) ? cost(i) : Infinity;
      if (c < lowest) [best, lowest] = [i, c];
    }
    return best;
  };

  map.addEventListener("pointermove", event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const distance = i => Math.hypot(places[i][0] - point.x, places[i][1] - point.y);
    const nearest = least(distance);
    if (nearest >= 0 && distance(nearest) < 14) show(nearest);
  });

  const enter = () => show(least(i => Math.hypot(places[i][0] - middle[0], places[i][1] - middle[1])));
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  map.addEventListener("keydown", event => {
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (current < 0 || !shown(current)) return enter();
    const [x, y] = places[current];
    // Ahead, and rather straight than near.
    show(least(i => {
      const dx = places[i][0] - x, dy = places[i][1] - y, ahead = dx * step[0] + dy * step[1];
      return i === current || ahead <= 0 ? Infinity : ahead + 3 * Math.abs(dx * step[1] + dy * step[0]);
    }));
  });

  map.addEventListener("focus", () => { if (current < 0) enter(); });

  const filter = () => {
    const label = at("map-class").value, kind = at("map-kind").value;
    let count = 0;
    images.forEach((image, i) => {
      const on = (label === "" || image.c === +label) && (kind === "" || image.s === +kind);
      marks[i].classList.toggle("off", !on);
      count += on;
    });
    if (current >= 0 && !shown(current)) {
      ring.setAttribute("visibility", "hidden");
      picture.hidden = true;
      current = -1;
    }
    if (current < 0) words.textContent = count + " images shown.";
  };
  at("map-class").addEventListener("change", filter);
  at("map-kind").addEventListener("change", filter);
})();
