// Offsets at the border: the record counts code points, JavaScript counts UTF-16 units.
//
//   toUnits("a🙂b", 2)  ->  3        toPoints("a🙂b", 3)  ->  2

/** Return how many UTF-16 units the first `points` code points of a text take. */
export function toUnits(text, points) {
  let units = 0;
  for (let n = 0; n < points && units < text.length; n += 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

/** Return how many code points the first `units` UTF-16 units of a text are. */
export function toPoints(text, units) {
  let points = 0;
  for (let n = 0; n < Math.min(units, text.length); points += 1) {
    n += text.codePointAt(n) > 0xffff ? 2 : 1;
  }
  return points;
}
