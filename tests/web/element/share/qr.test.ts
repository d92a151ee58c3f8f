// QR codes of links, read back by a decoder of other hands, as a camera sees them.
import jsQR from "jsqr";
import { describe, expect, it } from "vitest";
import { qrPath } from "../../../../web/element/share/qr";

const pixels = 3;
const margin = 4;

/** Black on white, some pixels to a module, with the margin that the share panel leaves. */
function picture(text: string): { rgba: Uint8ClampedArray; side: number } {
  const { path, size } = qrPath(text);
  const side = (size + 2 * margin) * pixels;
  const rgba = new Uint8ClampedArray(4 * side * side).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let i = 0; i < pixels * pixels; i++) {
      const column = (Number(x) + margin) * pixels + (i % pixels);
      const row = (Number(y) + margin) * pixels + Math.floor(i / pixels);
      rgba.fill(0, 4 * (row * side + column), 4 * (row * side + column) + 3);
    }
  }
  return { rgba, side };
}

const link = "https://example.org/playground.html#v=1&data=moons&p=0.5&n=200&epochs=30&b.p=0";

describe("a QR code", () => {
  it.each([
    ["a short text", "#v=1"],
    ["a link", link],
    ["a link with drawn points", `${link}&pts=b8.${"gAB_-x".repeat(100)}`],
    ["the longest that is shared as a link", link.padEnd(2000, "0123456789")],
    ["text beyond ASCII", "Übung: p = 0,5 — größer?"],
  ])("of %s is read back", (_, text) => {
    const { rgba, side } = picture(text);
    expect(jsQR(rgba, side, side)?.data).toBe(text);
  });

  it("has dark corners and no margin of its own", () => {
    const { path, size } = qrPath(link);
    for (const [x, y] of [
      [0, 0],
      [size - 1, 0],
      [0, size - 1],
    ]) {
      expect(path).toContain(`M${x} ${y}h`);
    }
    expect((size - 17) % 4).toBe(0);
  });
});
