// Decimal numbers as text, as the core reads them.

/** A value of a link: "0.5", ".5", "-1e-3". */
export const linkNumber = /^-?(\d+(\.\d+)?|\.\d+)([eE][-+]?\d+)?$/;

/** An end or a step of a sweep's range: "+1" and "1." as well. */
export const rangeNumber = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
