// Painter that writes SVG text. Pure: needs no document, so it also runs in tests and in Node.
import {
  type Painter,
  type Path,
  type Raster,
  type Style,
  type TextStyle,
  textSize,
} from "./painter";
import { pngUrl } from "./png";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold them
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[&<>"]/g, (c) => {
    return entities[c] ?? c;
  });
}

function number(v: number): string {
  return String(Math.round(v * 100) / 100);
}

/** Width in em of a character in a typical sans face; an estimate, for layout only. */
function advance(letter: string): number {
  if ("iljtfrI.,:;|!'()[] ".includes(letter)) return 0.32;
  if ("mwMW%@—".includes(letter)) return 0.86;
  if (letter >= "⺀") return 1;
  return letter >= "A" && letter <= "Z" ? 0.66 : 0.56;
}

function attributes(style: Style): string {
  let out = ` fill="${style.fill ? escapeXml(style.fill) : "none"}"`;
  if (style.stroke) {
    out += ` stroke="${escapeXml(style.stroke)}" stroke-width="${number(style.width ?? 1)}"`;
    if (style.dash?.length) out += ` stroke-dasharray="${style.dash.map(number).join(" ")}"`;
  }
  if (style.opacity !== undefined && style.opacity < 1)
    out += ` opacity="${number(style.opacity)}"`;
  return out;
}

const anchors = { left: "start", center: "middle", right: "end" } as const;
const shifts = { top: 0.8, middle: 0.35, bottom: -0.2 } as const;

export class SvgPainter implements Painter {
  private readonly parts: string[] = [];
  private clips = 0;

  line(path: Path, style: Style): void {
    this.path(path, "", { ...style, fill: undefined });
  }

  area(path: Path, style: Style): void {
    this.path(path, "Z", style);
  }

  rect(x: number, y: number, width: number, height: number, style: Style): void {
    const box = `x="${number(x)}" y="${number(y)}" width="${number(Math.max(0, width))}"`;
    this.parts.push(`<rect ${box} height="${number(Math.max(0, height))}"${attributes(style)}/>`);
  }

  circle(x: number, y: number, radius: number, style: Style): void {
    const at = `cx="${number(x)}" cy="${number(y)}" r="${number(Math.max(0, radius))}"`;
    this.parts.push(`<circle ${at}${attributes(style)}/>`);
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const size = style.size ?? textSize;
    let out = `<text x="${number(x)}" y="${number(y)}" dy="${shifts[style.base ?? "middle"]}em"`;
    out += ` font-size="${size}" fill="${escapeXml(style.color)}"`;
    if (style.align && style.align !== "left") out += ` text-anchor="${anchors[style.align]}"`;
    if (style.bold) out += ' font-weight="600"';
    if (style.turn) out += ` transform="rotate(${style.turn} ${number(x)} ${number(y)})"`;
    if (style.halo) {
      out += ` paint-order="stroke" stroke="${escapeXml(style.halo)}" stroke-width="3"`;
      out += ' stroke-linejoin="round"';
    }
    this.parts.push(`${out}>${escapeXml(text)}</text>`);
  }

  image(x: number, y: number, w: number, h: number, raster: Raster, smooth = false): void {
    const box = `x="${number(x)}" y="${number(y)}" width="${number(w)}" height="${number(h)}"`;
    const look = smooth ? "auto" : "pixelated";
    this.parts.push(
      `<image ${box} preserveAspectRatio="none" image-rendering="${look}" href="${pngUrl(raster)}"/>`,
    );
  }

  clip(x: number, y: number, width: number, height: number, body: () => void): void {
    const id = `clip${++this.clips}`;
    this.parts.push(`<clipPath id="${id}">`);
    this.rect(x, y, width, height, {});
    this.parts.push(`</clipPath><g clip-path="url(#${id})">`);
    body();
    this.parts.push("</g>");
  }

  move(x: number, y: number, body: () => void): void {
    this.parts.push(`<g transform="translate(${number(x)} ${number(y)})">`);
    body();
    this.parts.push("</g>");
  }

  measure(text: string, size = textSize, bold = false): number {
    let em = 0;
    for (const letter of text) em += advance(letter);
    return em * size * (bold ? 1.06 : 1);
  }

  /** The finished document. */
  document(width: number, height: number, family: string, title: string, about: string): string {
    const size = `width="${number(width)}" height="${number(height)}"`;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${number(width)} ` +
      `${number(height)}" role="img" font-family="${escapeXml(family)}">` +
      `<title>${escapeXml(title)}</title><desc>${escapeXml(about)}</desc>\n` +
      `${this.parts.join("\n")}\n</svg>\n`
    );
  }

  private path(path: Path, end: string, style: Style): void {
    let d = "";
    let pen = false;
    for (let i = 0; i + 1 < path.length; i += 2) {
      const x = path[i] as number;
      const y = path[i + 1] as number;
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        pen = false;
        continue;
      }
      d += `${pen ? "L" : "M"}${number(x)} ${number(y)}`;
      pen = true;
    }
    if (d) this.parts.push(`<path d="${d}${end}"${attributes(style)} stroke-linejoin="round"/>`);
  }
}
