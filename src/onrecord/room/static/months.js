// A strip of months: each bar is a link of its own; dragging over several chooses all of them.

const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function named(month) {
  const [year, number] = month.split("-");
  return `${NAMES[Number(number) - 1]} ${year}`;
}

function lastDay(month) {
  const [year, number] = month.split("-").map(Number);
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
}

for (const strip of document.querySelectorAll("svg[data-months]")) {
  const bars = [...strip.querySelectorAll("a[data-month]")];
  const words = strip.parentElement.querySelector("[data-chosen]");
  let from = -1;
  let to = -1;

  const at = (event) => {
    const box = strip.getBoundingClientRect();
    return Math.max(0, Math.min(bars.length - 1, Math.floor(((event.clientX - box.left) / box.width) * bars.length)));
  };
  const draw = () => {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    bars.forEach((bar, n) => bar.classList.toggle("chosen", from >= 0 && n >= first && n <= last));
    if (from < 0) words.textContent = "";
    else if (first === last) words.textContent = named(bars[first].dataset.month);
    else words.textContent = `${named(bars[first].dataset.month)} to ${named(bars[last].dataset.month)}`;
  };

  strip.addEventListener("dragstart", (event) => event.preventDefault());
  strip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = to = at(event);
    draw();
  });
  window.addEventListener("pointermove", (event) => {
    if (from < 0) return;
    to = at(event);
    draw();
  });
  window.addEventListener("pointerup", () => {
    if (from < 0) return;
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    from = to = -1;
    if (first === last) {
      draw();
      return; // the link of the bar does it
    }
    const address = new URL(strip.dataset.find, window.location.href);
    address.searchParams.set("since", `${bars[first].dataset.month}-01`);
    address.searchParams.set("until", lastDay(bars[last].dataset.month));
    window.location.assign(address);
  });
}
