// What charts put out: colours and their contrast, CSV, SVG and PNG.
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { english } from "../../../web/charts/figure/strings";
import { mainRows, sample, toCsv } from "../../../web/charts/figure/table";
import { curvesKind } from "../../../web/charts/kinds/curves-kind";
import { contrast, parseColor, ramp, rasterize, viridis } from "../../../web/charts/paint/color";
import { encodePng } from "../../../web/charts/paint/png";
import { escapeXml, SvgPainter } from "../../../web/charts/paint/svg";
import { colorTokens, theme, token, tokensCss } from "./fixtures";

describe("design tokens", () => {
  const ratio = (a: string, b: string, dark: boolean) =>
    contrast(parseColor(token(a, dark)), parseColor(token(b, dark)));

  for (const dark of [false, true]) {
    const name = dark ? "dark" : "light";
    it(`marks have at least 3:1 on the ${name} paper`, () => {
      for (const mark of [
        "arm-a",
        "arm-b",
        "arm-c",
        "arm-d",
        "control",
        "focus",
        "accent",
        "div-neg",
        "div-pos",
      ]) {
        expect(ratio(mark, "paper", dark), mark).toBeGreaterThanOrEqual(3);
      }
    });

    it(`text has at least 4.5:1 on the ${name} paper and surface`, () => {
      const texts = [
        "ink",
        "muted",
        "danger",
        "arm-a-text",
        "arm-b-text",
        "arm-c-text",
        "arm-d-text",
      ];
      for (const text of [...texts, "accent"]) {
        expect(ratio(text, "paper", dark), text).toBeGreaterThanOrEqual(4.5);
        expect(ratio(text, "surface", dark), `${text} on surface`).toBeGreaterThanOrEqual(4.5);
      }
    });

    it(`points have at least 3:1 on the ${name} decision field`, () => {
      expect(ratio("div-neg", "div-neg-soft", dark)).toBeGreaterThanOrEqual(3);
      expect(ratio("div-pos", "div-pos-soft", dark)).toBeGreaterThanOrEqual(3);
    });
  }

  it("arms are the agreed ones on both themes", () => {
    for (const dark of [false, true]) {
      expect(theme(dark).arms).toEqual(["#0072b2", "#d55e00", "#009e73", "#cc79a7"]);
    }
    expect(theme(true).dark).toBe(true);
    expect(theme(false).dark).toBe(false);
  });

  it("all have a system colour where colours are forced", () => {
    const forced = tokensCss.slice(tokensCss.indexOf("forced-colors: active"));
    for (const name of colorTokens) expect(forced, name).toContain(`--${name}:`);
  });
});

describe("colour maps", () => {
  it("contrast is WCAG's", () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 9);
    expect(contrast(parseColor("#0072B2"), parseColor("#fff"))).toBeCloseTo(5.19, 1);
  });

  it("reads the ways a browser writes colours", () => {
    expect(parseColor("rgb(1, 22, 255)")).toEqual([1, 22, 255]);
    expect(parseColor("rgba(1, 2, 3, 0.5)")).toEqual([1, 2, 3]);
    expect(parseColor("color(srgb 1 0.5 0)")).toEqual([255, 127.5, 0]);
  });

  it("runs through its stops, its middle in the middle; viridis ends as published", () => {
    const map = ramp(["#000", "#ffffff", "#000"]);
    expect([...map.slice(0, 3)]).toEqual([0, 0, 0]);
    expect(map[3 * 127]).toBeGreaterThan(250);
    expect([...viridis.slice(0, 3)]).toEqual([68, 1, 84]);
    expect([...viridis.slice(-3)]).toEqual([253, 231, 37]);
  });

  it("clamps, leaves gaps transparent, and flips rows", () => {
    const map = ramp(["#000", "#fff"]);
    const { rgba } = rasterize([-9, 1, Number.NaN, 9], 2, 2, map, [0, 1]);
    expect([rgba[0], rgba[4], rgba[11], rgba[12]]).toEqual([0, 255, 0, 255]);
    const flipped = rasterize([0, 0, 1, 1], 2, 2, map, [0, 1], true).rgba;
    expect([flipped[0], flipped[8]]).toEqual([255, 0]);
  });
});

describe("CSV", () => {
  it("quotes what must be quoted and writes numbers in full with a point", () => {
    const text = toCsv({
      columns: ["name", "a, b"],
      rows: [
        ['say "hi"', 0.1 + 0.2],
        ["two\nlines", Number.NaN],
        [null, -1e-9],
      ],
    });
    const lines = ['name,"a, b"', '"say ""hi""",0.30000000000000004', '"two\nlines",', ",-1e-9"];
    expect(text).toBe(`${lines.join("\r\n")}\r\n`);
  });

  it("does not let a text run as a spreadsheet formula", () => {
    expect(toCsv({ columns: ["x"], rows: [["=1+1"], ["@a"], ["-2"]] })).toBe(
      "x\r\n'=1+1\r\n'@a\r\n'-2\r\n",
    );
  });

  it("samples long tables with first and last row", () => {
    expect(sample(3)).toEqual([0, 1, 2]);
    const rows = sample(1000);
    expect(rows.length).toBe(50);
    expect([rows[0], rows[49]]).toEqual([0, 999]);
    expect(new Set(rows).size).toBe(50);
  });
});

describe("learning curves as a table", () => {
  const n = 500;
  const values = (every: number) => Array.from({ length: n }, (_, i) => (i % every ? null : i / n));
  const arms = [
    { name: "p = 0", dropout: values(1), train: values(50), valid: values(50) },
    { name: "p = 0.5", dropout: values(1), valid: values(50) },
  ];
  const data = { x: Array.from({ length: n }, (_, i) => i / 10), arms };

  it("has a column for each line and shows the rows in which all were measured", () => {
    const table = curvesKind.table(data, english);
    expect(table.columns).toEqual([
      "epoch",
      "p = 0 training, dropout on",
      "p = 0 training",
      "p = 0 validation",
      "p = 0.5 training, dropout on",
      "p = 0.5 validation",
    ]);
    expect(table.rows.length).toBe(n);
    expect(mainRows(table)).toEqual([0, 50, 100, 150, 200, 250, 300, 350, 400, 450]);
    expect(table.rows[50]).toEqual([5, 0.1, 0.1, 0.1, 0.1, 0.1]);
    expect(table.rows[51]).toEqual([5.1, 0.102, null, null, 0.102, null]);
  });

  it("is painted with each line in its dress, and read at the cursor", () => {
    const p = new SvgPainter();
    const size = { width: 700, height: 260 };
    const { cursor } = curvesKind.paint(p, data, size, theme(), english);
    const svg = p.document(700, 260, "sans", "", "");
    const strokes = [...svg.matchAll(/<path[^>]* stroke="(#\w+)" stroke-width="([\d.]+)"([^>]*)/g)];
    const lines = strokes.filter(([, , , rest]) => !rest.includes("opacity"));
    const dress = lines.map(([, color, width, rest]) => [color, width, rest.includes("dash")]);
    expect(dress).toContainEqual(["#0072b2", "1.25", true]);
    expect(dress).toContainEqual(["#0072b2", "1.25", false]);
    expect(dress).toContainEqual(["#0072b2", "2.75", false]);
    expect(dress).toContainEqual(["#d55e00", "2.75", false]);
    const at = cursor?.find(700, 100);
    const text = at && cursor?.at(at[0], at[1])?.text;
    expect(text?.split("\n")).toEqual([
      "epoch 49.9",
      "p = 0 training, dropout on: 0.998",
      "p = 0 training: 0.9",
      "p = 0 validation: 0.9",
      "p = 0.5 training, dropout on: 0.998",
      "p = 0.5 validation: 0.9",
    ]);
  });
});

describe("SVG", () => {
  it("escapes every text and drops what XML cannot hold", () => {
    expect(escapeXml('<b a="1">&\u0000</b>')).toBe("&lt;b a=&quot;1&quot;&gt;&amp;&lt;/b&gt;");
    const p = new SvgPainter();
    p.text(1, 2, "</text><script>", { color: '"red' });
    const out = p.document(10, 10, "sans", "T<", "D&");
    expect(out).not.toContain("<script>");
    expect(out).toContain("<title>T&lt;</title><desc>D&amp;</desc>");
    expect(out).toContain('fill="&quot;red"');
  });

  it("breaks lines at gaps and closes areas", () => {
    const p = new SvgPainter();
    p.line([0, 0, 1, 1, Number.NaN, 0, 2, 2, 3, 3], { stroke: "red" });
    p.area([0, 0, 1, 0, 1, 1], { fill: "red" });
    const out = p.document(1, 1, "", "", "");
    expect(out).toContain('d="M0 0L1 1M2 2L3 3"');
    expect(out).toContain('d="M0 0L1 0L1 1Z"');
  });
});

describe("PNG", () => {
  it("holds the pixels, across several stored blocks", () => {
    const [width, height] = [200, 150];
    const rgba = Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => (i * 7) % 256);
    const bytes = Buffer.from(encodePng({ width, height, rgba }));
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, height]);
    const length = bytes.readUInt32BE(33);
    expect(bytes.subarray(37, 41).toString()).toBe("IDAT");
    const rows = inflateSync(bytes.subarray(41, 41 + length));
    expect(rows.length).toBe(height * (1 + 4 * width));
    const second = rows.subarray(1 + 4 * width + 1, 2 * (1 + 4 * width));
    expect([...second]).toEqual([...rgba.subarray(4 * width, 8 * width)]);
  });
});

describe("strings", () => {
  it("are all there", () => {
    for (const [key, text] of Object.entries(english)) {
      expect(typeof text === "function" ? text(3 as never, 9 as never) : text, key).not.toBe("");
    }
  });
});
