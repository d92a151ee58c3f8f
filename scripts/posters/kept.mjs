// Runs of figures as text: what was measured, and what was answered to which question, so that a
// figure's sentence can be rewritten without training. NaN, and arrays of
// floats, survive.

/** A question's name, of an arm or of a member's link. */
export const askedAs = (of, { points, ...question }) =>
  JSON.stringify([of, question, points ? [...points].reduce((sum, x) => sum + x, 0) : 0]);

const replace = (_, value) =>
  value instanceof Float32Array
    ? { floats: Array.from(value, (x) => (Number.isNaN(x) ? null : x)) }
    : typeof value === "number" && Number.isNaN(value)
      ? { floats: null }
      : value;
const revive = (_, value) => {
  if (value === null || typeof value !== "object" || !("floats" in value)) return value;
  return value.floats === null
    ? Number.NaN
    : Float32Array.from(value.floats, (x) => x ?? Number.NaN);
};

export const pack = (runs) => JSON.stringify(runs, replace);
export const unpack = (text) => JSON.parse(text, revive);
