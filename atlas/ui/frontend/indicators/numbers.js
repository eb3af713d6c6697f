// Figures as both languages write them; the rules of `number` and `with_unit` in atlas/language.py.

// Making a format costs a hundred times what using it does.
/** @type {Map<number, Intl.NumberFormat>} */
const formats = new Map();

function format(/** @type {number} */ digits) {
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const made = formats.get(digits) ?? new Intl.NumberFormat("en-US", exactly);
  formats.set(digits, made);
  return made;
}

/**
 * Separators, a true minus, a plus where asked; what rounds to nothing has no sign.
 *
 * @param {number} value
 * @param {number} digits
 */
export function written(value, digits, signed = false) {
  const text = format(digits).format(Math.abs(value));
  if (!/[1-9]/.test(text)) return text;
  return `${value < 0 ? "−" : signed ? "+" : ""}${text}`;
}

/**
 * A written figure with its unit, as one says it.
 *
 * @param {string} text
 * @param {string} unit
 */
export function withUnit(text, unit) {
  if (/^[%‰]/.test(unit)) return text + unit;
  if (unit.includes("=")) return text;
  return /^\d/.test(unit) ? `${text} × ${unit}` : `${text} ${unit}`;
}
