// The colours and the font a chart draws with, resolved from the design tokens (shared/tokens.css).
// A canvas cannot use custom properties, so they are read once per theme change.
import { type ColorMap, luminance, parseColor, ramp } from "./color";

export interface Theme {
  paper: string;
  surface: string;
  ink: string;
  muted: string;
  hairline: string;
  control: string;
  accent: string;
  /** Arms A to D, for marks and for small text. */
  arms: readonly string[];
  armText: readonly string[];
  negative: string;
  positive: string;
  diverging: ColorMap;
  /** The same, lighter, for a background behind points. */
  divergingSoft: ColorMap;
  font: string;
  dark: boolean;
}

export const colorTokens = [
  "paper",
  "surface",
  "ink",
  "muted",
  "hairline",
  "control",
  "accent",
  "arm-a",
  "arm-b",
  "arm-c",
  "arm-d",
  "arm-a-text",
  "arm-b-text",
  "arm-c-text",
  "arm-d-text",
  "div-neg",
  "div-neg-soft",
  "div-mid",
  "div-pos-soft",
  "div-pos",
] as const;

/** Builds a theme from a function that gives the colour of a token. */
export function makeTheme(color: (token: string) => string, font: string): Theme {
  const letters = ["a", "b", "c", "d"];
  const signed = ["div-neg", "div-neg-soft", "div-mid", "div-pos-soft", "div-pos"].map(color);
  const paper = color("paper");
  return {
    paper,
    surface: color("surface"),
    ink: color("ink"),
    muted: color("muted"),
    hairline: color("hairline"),
    control: color("control"),
    accent: color("accent"),
    arms: letters.map((arm) => color(`arm-${arm}`)),
    armText: letters.map((arm) => color(`arm-${arm}-text`)),
    negative: signed[0] as string,
    positive: signed[4] as string,
    diverging: ramp(signed),
    divergingSoft: ramp(signed.slice(1, 4)),
    font,
    dark: luminance(parseColor(paper)) < 0.2,
  };
}

/** Reads the tokens as they apply to an element that is in the document. */
export function readTheme(element: HTMLElement): Theme {
  const probe = document.createElement("span");
  probe.style.display = "none";
  probe.style.setProperty("forced-color-adjust", "none");
  // One for each, so that all styles are computed at once.
  const probes = new Map(
    colorTokens.map((token) => {
      const one = document.createElement("span");
      one.style.color = `var(--${token})`;
      probe.append(one);
      return [token as string, one];
    }),
  );
  element.append(probe);
  const theme = makeTheme(
    (token) => getComputedStyle(probes.get(token) as Element).color,
    getComputedStyle(element).fontFamily,
  );
  probe.remove();
  return theme;
}

/** An element that calls back when the colours around it change, by the reader's settings or by
 *  styles of any element around it, and when it comes to another place. */
export function colourWatch(changed: () => void): HTMLElement {
  const watch = document.createElement("span");
  watch.className = "chart-colours";
  for (const event of ["transitionrun", "animationstart"]) {
    watch.addEventListener(event, (it) => {
      it.stopPropagation();
      changed();
    });
  }
  return watch;
}

export function armColor(theme: Theme, arm: number): string {
  return theme.arms[arm % theme.arms.length] ?? theme.ink;
}

export function armText(theme: Theme, arm: number): string {
  return theme.armText[arm % theme.armText.length] ?? theme.ink;
}
