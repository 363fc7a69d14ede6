// What has the focus: its place, its name, whether that shows, whether it is in sight.
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== "none"
    || element.matches("main, [tabindex='-1']")
    || [...element.querySelectorAll("*")].some((each) => getComputedStyle(each).stroke !== "none");
  const name = `<${element.localName}${element.id ? "#" + element.id : ""}> ${(element.textContent || element.getAttribute("name") || "").trim().slice(0, 30)}`;
  const index = [...document.querySelectorAll("*")].indexOf(element);
  return { index, name, ring, inView: box.bottom > 0 && box.top < innerHeight && box.width > 0 };
}
