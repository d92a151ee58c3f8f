// A theme read from the token stylesheet without a browser, for the tests of the charts.
import { readFileSync } from "node:fs";
import { colorTokens, makeTheme, type Theme } from "../../../web/charts/paint/theme";

export const tokensCss = readFileSync(
  new URL("../../../web/shared/tokens.css", import.meta.url),
  "utf8",
);

/** A token's value on the light or the dark paper, outside forced colours. */
export function token(name: string, dark: boolean): string {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(tokensCss)?.[1];
  if (!value) throw new Error(`No token --${name} in tokens.css.`);
  const pair = /light-dark\(([^,]+), ([^)]+)\)/.exec(value);
  return (pair ? pair[dark ? 2 : 1] : value).trim();
}

export function theme(dark = false): Theme {
  return makeTheme((name) => token(name, dark), "sans-serif");
}

export { colorTokens };
