// QR codes against digests of a reference encoder's, and one by hand for its fixed parts.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { qrCode, qrPath } from "../../../../web/element/share/qr";

/** Text of a length, and the code's digest by the npm package qrcode 1.5 (level L, byte mode). */
const reference: [number, number, string][] = [
  [1, 21, "ba40868d32ba1800"],
  [17, 21, "d3257585e7e3f249"],
  [18, 25, "3a6a25ee1cd22f5a"],
  [78, 33, "1365382286a07176"],
  [134, 41, "a6302ac308b802f3"],
  [154, 45, "f2de53ff16bf4e21"],
  [230, 53, "550033213c4db0b5"],
  [271, 57, "43feaa5adebe5900"],
  [425, 69, "f9949fd43aa43a9e"],
  [718, 89, "f8b0e2435e226fb9"],
  [900, 101, "0454894e73833fd0"],
  [1273, 117, "7f69c682484e0ab4"],
  [1990, 149, "4b5d4ef946599d19"],
  [2953, 177, "c4c87538a13cd913"],
];
const letters = "abcdefghijklmnopqrstuvwxyz#&=.0123456789";
const textOf = (length: number) =>
  Array.from({ length }, (_, i) => letters[(i * 7919 + length * 31 + ((i * i) % 13)) % 40]).join(
    "",
  );

describe("a QR code", () => {
  it.each(reference)(
    "of %i characters has side %i and is the reference's",
    (length, side, digest) => {
      const code = qrCode(textOf(length)) as boolean[][];
      expect(code).toHaveLength(side);
      const bits = code.map((row) => row.map(Number).join("")).join("\n");
      expect(createHash("sha256").update(bits).digest("hex").slice(0, 16)).toBe(digest);
    },
  );

  it("is none for more than 2953 bytes", () => {
    expect(qrCode("a".repeat(2953))).toHaveLength(177);
    expect(qrCode("a".repeat(2954))).toBeNull();
    expect(qrCode("é".repeat(1477))).toBeNull();
  });

  it("has its three corners, and a path of its dark modules", () => {
    const code = qrCode("#v=1&p=0.5") as boolean[][];
    const corner = (x: number, y: number) =>
      code.slice(y, y + 7).map((row) =>
        row
          .slice(x, x + 7)
          .map((one) => (one ? "#" : "."))
          .join(""),
      );
    const finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"];
    for (const [x, y] of [
      [0, 0],
      [14, 0],
      [0, 14],
    ] as const)
      expect(corner(x, y)).toEqual(finder);
    expect(
      qrPath([
        [true, false],
        [false, true],
      ]),
    ).toBe("M0 0h1v1h-1zM1 1h1v1h-1z");
  });
});
