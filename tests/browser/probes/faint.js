// Text below a contrast of 7:1 with what it stands on, and marks below 4.5:1.
() => {
  const parse = (colour) => {
    const canvas = parse.canvas ??= Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return parse(getComputedStyle(document.documentElement).backgroundColor);
  };
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && element.getClientRects().length > 0 && !element.closest(".unseen, .skip");
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, noscript") || !seen(element)) continue;
    const style = getComputedStyle(element);
    const colour = element.closest("svg") ? style.fill : style.color;
    if (colour === "none") continue;
    const words = ratio(parse(colour), ground(element));
    if (words < 6.995) found.add(`text ${words.toFixed(2)} ${colour}: <${element.localName} class="${element.getAttribute("class") ?? ""}"> ${node.data.trim().slice(0, 30)}`);
    if (style.textDecorationLine.includes("underline") && element.matches("mark, [class*=voice], [class*=as-]")) {
      const line = ratio(parse(style.textDecorationColor), ground(element));
      if (line < 4.495) found.add(`mark ${line.toFixed(2)}: <${element.localName} class="${element.className}">`);
    }
    const inset = /^(rgb\S.*?\)|color\(.*?\)) .*inset$/.exec(style.boxShadow);
    if (inset && element.matches(".mark")) {
      const line = ratio(parse(inset[1]), ground(element));
      if (line < 4.495) found.add(`mark ${line.toFixed(2)}: <${element.localName} class="${element.className}">`);
    }
    if (parseFloat(style.borderBottomWidth) > 0 && element.matches("mark, [class*=as-]")) {
      const line = ratio(parse(style.borderBottomColor), ground(element.parentElement));
      if (line < 4.495) found.add(`mark ${line.toFixed(2)}: <${element.localName} class="${element.className}">`);
    }
  }
  return [...found].slice(0, 12);
}
