// The map, closer and further: by wheel with Ctrl, drag, buttons and keys; marks keep their size on the screen.

import { onView } from "./views.js";

const CLOSEST = 60;

function ready() {
  const map = document.getElementById("map");
  if (!map) return;
  const world = map.dataset.world.split(" ").map(Number);
  let box = map.getAttribute("viewBox").split(" ").map(Number);

  const show = () => {
    map.setAttribute("viewBox", box.map((each) => each.toFixed(1)).join(" "));
    const scale = box[2] / 1000;
    for (const dot of map.querySelectorAll(".dot")) dot.setAttribute("r", (Number(dot.dataset.r) * scale).toFixed(2));
  };
  const zoom = (by, x = box[0] + box[2] / 2, y = box[1] + box[3] / 2) => {
    const width = Math.min(world[2] * 1.2, Math.max(CLOSEST, box[2] * by));
    const change = width / box[2];
    box = [x - (x - box[0]) * change, y - (y - box[1]) * change, width, box[3] * change];
    show();
  };
  const move = (across, down) => {
    box = [box[0] + across * box[2], box[1] + down * box[3], box[2], box[3]];
    show();
  };

  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      const how = button.dataset.zoom;
      if (how === "in") zoom(1 / 1.5);
      else if (how === "out") zoom(1.5);
      else {
        box = map.dataset[how].split(" ").map(Number);
        show();
      }
    });
  }
  map.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] };
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (steps[event.key]) move(...steps[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(1 / 1.5);
    else if (event.key === "-") zoom(1.5);
    else return;
    event.preventDefault();
  });
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // the page scrolls
    event.preventDefault();
    const around = map.getBoundingClientRect();
    const x = box[0] + ((event.clientX - around.left) / around.width) * box[2];
    const y = box[1] + ((event.clientY - around.top) / around.height) * box[3];
    zoom(event.deltaY > 0 ? 1.25 : 0.8, x, y);
  }, { passive: false });

  let from = null;
  map.addEventListener("pointerdown", (event) => {
    if (event.button === 0) from = { x: event.clientX, y: event.clientY, moved: false };
  });
  map.addEventListener("pointermove", (event) => {
    if (!from || !(event.buttons & 1)) return;
    const across = event.clientX - from.x;
    const down = event.clientY - from.y;
    if (!from.moved && Math.hypot(across, down) < 4) return;
    const around = map.getBoundingClientRect();
    from = { x: event.clientX, y: event.clientY, moved: true };
    move(-across / around.width, -down / around.height);
  });
  map.addEventListener("click", (event) => {
    if (from?.moved) event.preventDefault(); // the end of a drag, not a choice
    from = null;
  }, true);
  map.addEventListener("dragstart", (event) => event.preventDefault());
  show();
}

onView(ready);
