// Painter that draws on a 2-D canvas context already scaled to CSS pixels.
import {
  type Painter,
  type Path,
  type Raster,
  type Style,
  type TextStyle,
  textSize,
} from "./painter";

const bitmaps = new WeakMap<Raster, HTMLCanvasElement>();

function bitmap(raster: Raster): HTMLCanvasElement {
  let canvas = bitmaps.get(raster);
  if (!canvas) {
    canvas = document.createElement("canvas");
    canvas.width = raster.width;
    canvas.height = raster.height;
    const image = new ImageData(raster.rgba, raster.width, raster.height);
    canvas.getContext("2d")?.putImageData(image, 0, 0);
    bitmaps.set(raster, canvas);
  }
  return canvas;
}

export class CanvasPainter implements Painter {
  private readonly context: CanvasRenderingContext2D;
  private readonly family: string;
  /** To set the same one again costs as much as to set another. */
  private font = "";

  constructor(context: CanvasRenderingContext2D, family: string) {
    this.context = context;
    this.family = family;
  }

  line(path: Path, style: Style): void {
    this.trace(path);
    this.finish({ ...style, fill: undefined });
  }

  area(path: Path, style: Style): void {
    this.trace(path);
    this.context.closePath();
    this.finish(style);
  }

  rect(x: number, y: number, width: number, height: number, style: Style): void {
    this.context.beginPath();
    this.context.rect(x, y, width, height);
    this.finish(style);
  }

  circle(x: number, y: number, radius: number, style: Style): void {
    this.context.beginPath();
    this.context.arc(x, y, Math.max(0, radius), 0, 2 * Math.PI);
    this.finish(style);
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const c = this.context;
    this.setFont(style.size, style.bold);
    c.save();
    c.textAlign = style.align ?? "left";
    c.textBaseline = style.base ?? "middle";
    c.translate(x, y);
    if (style.turn) c.rotate((style.turn * Math.PI) / 180);
    if (style.halo) {
      c.lineJoin = "round";
      c.lineWidth = 3;
      c.strokeStyle = style.halo;
      c.strokeText(text, 0, 0);
    }
    c.fillStyle = style.color;
    c.fillText(text, 0, 0);
    c.restore();
  }

  image(x: number, y: number, w: number, h: number, raster: Raster, smooth = false): void {
    this.context.imageSmoothingEnabled = smooth;
    this.context.drawImage(bitmap(raster), x, y, w, h);
  }

  clip(x: number, y: number, width: number, height: number, body: () => void): void {
    this.context.save();
    this.context.beginPath();
    this.context.rect(x, y, width, height);
    this.context.clip();
    body();
    this.restore();
  }

  move(x: number, y: number, body: () => void): void {
    this.context.save();
    this.context.translate(x, y);
    body();
    this.restore();
  }

  measure(text: string, size = textSize, bold = false): number {
    this.setFont(size, bold);
    return this.context.measureText(text).width;
  }

  private setFont(size = textSize, bold = false): void {
    const font = `${bold ? "600 " : ""}${size}px ${this.family}`;
    if (font !== this.font) this.context.font = font;
    this.font = font;
  }

  private restore(): void {
    this.context.restore();
    this.font = ""; // whichever it was before
  }

  private trace(path: Path): void {
    const c = this.context;
    c.beginPath();
    let pen = false;
    for (let i = 0; i + 1 < path.length; i += 2) {
      const x = path[i] as number;
      const y = path[i + 1] as number;
      if (!Number.isFinite(x) || !Number.isFinite(y)) pen = false;
      else if (pen) c.lineTo(x, y);
      else {
        c.moveTo(x, y);
        pen = true;
      }
    }
  }

  private finish(style: Style): void {
    const c = this.context;
    c.globalAlpha = style.opacity ?? 1;
    if (style.fill) {
      c.fillStyle = style.fill;
      c.fill();
    }
    if (style.stroke) {
      c.strokeStyle = style.stroke;
      c.lineWidth = style.width ?? 1;
      c.lineJoin = "round";
      c.setLineDash(style.dash ? [...style.dash] : []);
      c.stroke();
    }
    c.globalAlpha = 1;
  }
}
