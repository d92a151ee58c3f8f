// An experiment as a small JSON file: for what is too long for a link. Read as strictly as one.
import { longestLink } from "../link/link";
import { version } from "./replay";

/** Above this, chat programs and mail cut links. */
export const comfortable = 2000;

export function writeFile(link: string): string {
  return `${JSON.stringify({ format: "dropout-playground", v: 1, version, link }, null, 2)}\n`;
}

/** The link in a file's text, or null where there is none. */
export function readFile(text: string): string | null {
  if (text.length > 2 * longestLink) return null;
  try {
    const { format, v, link } = JSON.parse(text) ?? {};
    const ours = format === "dropout-playground" && v === 1;
    return ours && typeof link === "string" && link.startsWith("#v=") ? link : null;
  } catch {
    return null;
  }
}
