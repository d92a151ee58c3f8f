// The essay's figures and sentences, without a browser: their Specs are good, their views fit, and
// sentences say what the numbers are, or nothing.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Average } from "../../../web/element/views/lessons/average";
import { words as de } from "../../../web/element/views/lessons/de";
import { words as en } from "../../../web/element/views/lessons/en";
import { shownPanels } from "../../../web/element/views/registry";
import { questions } from "../../../web/lessons/answers/answers";
import type { Lab } from "../../../web/lessons/answers/lab";
import { readLink } from "../../../web/page/link/link";
import type { NamedMatrix, PointColumn } from "../../../web/shared/core";

const html = readFileSync(join(import.meta.dirname, "../../../index.html"), "utf8");

/** Figures with their attributes and their element's. */
const figures = [
  ...html.matchAll(/<figure class="experiment"([^>]*)>[\s\S]*?<dropout-playground([^>]*)>/g),
].map(([, outer, inner]) => {
  const get = (text: string, name: string) =>
    (new RegExp(`(?<![\\w-])${name}="([^"]*)"`).exec(text)?.[1] ?? "").replaceAll("&amp;", "&");
  return {
    id: get(outer, "id"),
    answer: get(outer, "id").replace("figure-", ""),
    spec: get(inner, "spec"),
    panels: get(inner, "panels"),
  };
});

describe("figures", () => {
  it("are there", () => expect(figures.length).toBeGreaterThanOrEqual(15));

  it.each(figures)("$id runs a good link in views that fit, and has an answer", (figure) => {
    const { errors, notices, arms } = readLink(figure.spec);
    expect([errors, notices]).toEqual([[], []]);
    const wished = figure.panels.split(" ");
    expect([...shownPanels(figure.panels, arms)].sort()).toEqual(wished.sort());
    expect(questions[figure.answer]).toBeTypeOf("function");
  });
});

describe("internal links", () => {
  it("lead somewhere", () => {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });
});

describe("references", () => {
  const items = [...html.matchAll(/<li id="(ref-[^"]+)">([\s\S]*?)<\/li>/g)];

  it("are cited, and each links to its publication", () => {
    expect(items.length).toBeGreaterThan(20);
    for (const [, id, text = ""] of items) {
      expect(html, id).toMatch(new RegExp(`href="#${id}"`));
      expect(text, id).toMatch(/href="https:\/\/[^"]+"/);
    }
  });

  it("link to the arXiv number that they print", () => {
    const printed = items.flatMap(([, , text = ""]) => [
      ...text.matchAll(/href="https:\/\/arxiv\.org\/abs\/([\d.]+)">arXiv:([\d.]+)</g),
    ]);
    expect(printed.length).toBeGreaterThan(15);
    for (const [, address, number] of printed) expect(number).toBe(address);
  });
});

describe("the footer", () => {
  it("names the package's version and licence", () => {
    const { version, license } = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8"),
    );
    const footer = /<footer[\s\S]*<\/footer>/.exec(html)?.[0] ?? "";
    expect(footer).toContain(`version ${version},`);
    expect(footer).toContain(`version = {${version}}`);
    expect(footer).toContain(`${license} licence`);
  });
});

describe("the glossary", () => {
  const terms = [...html.matchAll(/<dt>([\s\S]*?)<\/dt>/g)].map(([, term = ""]) =>
    term.replace(/<[^>]*>/g, "").toLowerCase(),
  );

  it("is in order, without a term twice", () => {
    expect(terms).toEqual([...new Set(terms)].sort());
  });

  it.each(["arm", "ece", "perplexity", "auroc", "nll", "eval mode", "t"])("explains %s", (term) =>
    expect(terms).toContain(term),
  );
});

describe("results in the text", () => {
  const text = html.replace(/<(pre|math|template|head|script)\b[\s\S]*?<\/\1>/g, "");
  const results = [...text.matchAll(/<(p|li|dd)\b[^>]*>([\s\S]*?)<\/\1>/g)]
    .map(([, , inner]) => inner.replaceAll("&nbsp;", " ").replace(/\s+/g, " "))
    .filter((inner) => /\d\.\d+ %/.test(inner.replace(/<[^>]*>/g, "")));

  it("are cited, or say that they were measured", () => {
    expect(results.length).toBeGreaterThan(8);
    const bare = results.filter((one) => !/href="#ref-|measur|\bseeds? \d/i.test(one));
    expect(bare).toEqual([]);
  });
});

const matrixOf = (name: string, rows: number[][], labels: string[] = []): NamedMatrix => ({
  name,
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
  data: Float32Array.from(rows.flat()),
  labels,
});

function lab(
  link: string,
  points: Partial<Record<PointColumn, number>>[],
  matrices: NamedMatrix[] = [],
): Lab {
  return {
    specs: readLink(link).arms,
    last: (arm, column) => points[arm]?.[column] ?? Number.NaN,
    ask: async () => (matrices.length > 0 ? { error: null, matrices } : null),
    ensemble: async () => null,
  };
}

describe("answers", () => {
  it("are empty without numbers", async () => {
    const specs = "model=mlp&p=0.5&b.p=0.3&c.p=0.1&d.p=0.2";
    for (const [name, answer] of Object.entries(questions)) {
      expect([name, await answer(lab(specs, []))]).toEqual([name, ""]);
    }
  });

  it("put the three losses in their order", async () => {
    const points = [{ batchLoss: 2.25, trainLoss: 1.5, validLoss: 2 }];
    expect(await questions.curves(lab("model=text&p=0.6", points))).toBe(
      "Highest stands the training loss with dropout on, 2.25; then the validation loss, 2.00; " +
        "lowest the loss on the same training data in eval mode, 1.50.",
    );
    const late = [{ batchLoss: 1.75, trainLoss: 1.5, validLoss: 2 }];
    expect(await questions.curves(lab("model=text&p=0.6", late))).toMatch(
      /^Highest stands the validation loss, 2\.00; then the training loss with dropout on, 1\.75/,
    );
  });

  it("say a gain as a gain and a loss as a loss", async () => {
    const arms = (without: number, withIt: number) =>
      lab("model=text&p=0&b.p=0.5", [
        { trainAccuracy: 0.99, validAccuracy: without },
        { trainAccuracy: 0.8, validAccuracy: withIt },
      ]);
    expect(await questions.thousand(arms(0.5, 0.52))).toMatch(
      /, dropout gains 2\.0 points .* 28\.0/,
    );
    expect(await questions.thousand(arms(0.52, 0.5))).toMatch(
      /, dropout loses 2\.0 points .* 30\.0/,
    );
  });

  it("measure a band among points, in the hole and beyond", async () => {
    const x = [-3, -2, -1, 0, 1, 2, 3];
    const std = [4, 1, 1, 2, 1, 1, 4];
    const seen = [-2, -1.8, -1.6, -1.4, -1.2, -1, 1, 1.2, 1.4, 1.6, 1.8, 2].map((at) => [at, 0]);
    const matrices = [matrixOf("x", [x]), matrixOf("std", [std]), matrixOf("points", seen)];
    const said = await questions.gap(lab("model=mlp&data=sine&p=0.2&T=50", [], matrices));
    expect(said).toMatch(
      / 1\.00 on average among .*, 2\.00 in the gap .* 4\.00 beyond .* T\s=\s50 .* ± 10\s% .* ± 0\.14/,
    );
  });
});

describe("answers about dense layers", () => {
  it("count the weights that stand in them", async () => {
    const names = ["conv1.weight", "conv1.bias", "hidden1.weight", "out.weight"];
    const table = matrixOf(
      "parameters",
      [
        [9, 10, 0, 0, 0],
        [1, 10, 0, 0, 0],
        [90, 9, 0, 0, 0],
        [9, 10, 0, 0, 0],
      ],
      names,
    );
    const points = [
      { trainAccuracy: 0.9, validAccuracy: 0.8 },
      { trainAccuracy: 0.85, validAccuracy: 0.83 },
    ];
    expect(await questions.dense(lab("model=cnn&p=0&b.p=0.5", points, [table]))).toBe(
      "90\u00a0% of the 1,000 weights stand in dense layers. Dropout there makes the gap 2.0 " +
        "points instead of 10.0; of new pictures 83\u00a0% are right instead of 80\u00a0%.",
    );
  });
});

describe("answers about confidence", () => {
  const labels = ["accuracy", "ece", "confidence"];
  const network = [matrixOf("summary", [[0.8, 0.07, 0.87]], labels)];
  const both = [
    matrixOf(
      "summary",
      [
        [0.83, 0.02, 0.82],
        [0.04, 0.5, 0.55],
      ],
      labels,
    ),
  ];
  const withEnsemble: Lab = {
    ...lab("model=cnn&p=0.3", [], network),
    ensemble: async () => ({ error: null, matrices: both }),
  };

  it("name the ensemble once there is one", async () => {
    const alone = await questions.calibration(lab("model=cnn&p=0.3", [], network));
    expect(alone).toBe(
      "How sure, and how often right: eval mode 87\u00a0% and 80\u00a0%, off by 0.07; 50 passes " +
        "87\u00a0% and 80\u00a0%, off by 0.07.",
    );
    const all = await questions.calibration(withEnsemble);
    expect(all.slice(0, -1)).toContain(alone.slice(0, -1));
    expect(all).toMatch(/; the mean of five networks 82\s% and 83\s%, off by 0\.02\.$/);
  });

  it("take the ensemble's word on turned clothes from the turned ones", async () => {
    expect(await questions.rotated(withEnsemble)).toMatch(
      /as sure as 87\s% with eval mode, 87\s% with 50 passes and 55\s% with the mean of five networks\.$/,
    );
  });
});

describe("the running mean of passes", () => {
  it("approaches the input at the expected rate", () => {
    const average = new Average(Float32Array.of(1, 3));
    for (const pass of [
      [2, 0],
      [0, 6],
    ]) {
      average.add(Float32Array.from(pass));
    }
    expect(average.distances[0]).toBeCloseTo(Math.sqrt((1 + 9) / 2), 6);
    expect(average.distances[1]).toBe(0);
    // One pass: root mean square of x times sqrt(p / (1 - p)).
    expect(average.expected(0.8, 1)).toBeCloseTo(Math.sqrt(5) * 2, 6);
    expect(average.expected(0.8, 16)).toBeCloseTo(Math.sqrt(5) / 2, 6);
  });
});

describe("the words of lessons", () => {
  it("are the same in both languages, and say what they are given", () => {
    expect(Object.keys(de)).toEqual(Object.keys(en));
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect([key, typeof de[key]]).toEqual([key, typeof en[key]]);
      for (const table of [en, de]) {
        const value = table[key] as unknown;
        if (typeof value !== "function") continue;
        const parts = { count: "c1", arithmetic: "a2", geometric: "g3", mc: "m4" };
        const given = ["one", "two", "three", "four", "five"].slice(0, value.length);
        const args = key === "subnetsSaid" ? ["one", parts] : given;
        const lists = ["listed", "forgotSaid"].includes(key) ? [["one", "two"]] : null;
        const pairs = ["missingSaid", "lagSaid"].includes(key) ? ["one", ["two"]] : null;
        const said = String(value(...(lists ?? pairs ?? args)));
        const wanted = key === "subnetsSaid" ? ["one", ...Object.values(parts)] : given;
        for (const word of wanted)
          expect([key, said]).toEqual([key, expect.stringContaining(word)]);
      }
    }
  });
});

describe("answers of sweeps", () => {
  const score = (mean: number, sd = 0.01) => ({ n: 3, mean, sd, se: sd / Math.sqrt(3) });
  const point = (arm: string, value: number, accuracy: number, loss: number, runs = 3) => ({
    ...{ arm, value, runs, lost: 0 },
    train: { accuracy: score(accuracy), loss: score(loss) },
    valid: { accuracy: score(accuracy), loss: score(loss) },
  });
  const found = (
    key: string,
    points: ReturnType<typeof point>[],
    done = 9,
    margins: Record<string, [string, number][]> = {},
  ): Lab => ({
    ...lab("model=mlp", []),
    sweep: { key, points, done, runs: 9, margins },
  });

  it("name the best rate, and how far they have come", async () => {
    const points = [point("A", 0, 0.5, 1), point("A", 0.4, 0.6, 1), point("A", 0.8, 0.3, 1)];
    expect(await questions.rates(found("p", points, 4))).toMatch(
      /^After 4 of 9 runs: best is p = 0\.4, with 60\.0 ± 1\.0\s% .* p = 0\.8 has 30\.0 ± 1\.0/,
    );
    expect(await questions.rates(found("p", points))).toMatch(/^Best is p = 0\.4/);
    expect(await questions.rates(found("p", points.slice(0, 1)))).toBe("");
  });

  it("say lower and higher as it is", async () => {
    const points = [
      ...[point("A", 25, 0.5, 1.3), point("A", 100, 0.5, 0.4), point("A", 400, 0.5, 0.3)],
      ...[point("B", 25, 0.5, 0.6), point("B", 100, 0.5, 0.45)],
    ];
    expect(await questions.gain(found("n", points))).toBe(
      "With dropout, validation loss is 0.70 lower at n = 25, 0.05 higher at 100.",
    );
  });

  it("compare factors once all runs are in, the strongest first", async () => {
    const margins: Record<string, [string, number][]> = {
      arm: [
        ["A", 2.7],
        ["B", 2.5],
      ],
      decay: [
        ["0", 2.6],
        ["0.1", 2.62],
      ],
      sched: [
        ["constant", 2.8],
        ["cosine", 2.4],
      ],
    };
    const points = [point("A", 0, 0.5, 1)];
    expect(await questions.factorial(found("decay", points, 9, margins))).toBe(
      "Validation loss, averaged over all else: a cosine schedule lowers it by 0.40, dropout " +
        "lowers it by 0.20, weight decay of 0.1 raises it by 0.02.",
    );
    expect(await questions.factorial(found("decay", points, 5, margins))).toMatch(/^5 of 9 runs/);
  });

  it("compare kinds where there were most pictures", async () => {
    const points = [point("A", 200, 0.9, 1), point("A", 800, 0.7, 1), point("C", 800, 0.72, 1)];
    expect(await questions.kinds(found("n", points))).toMatch(
      /after 800 .* 70\.0 ± 1\.0\s% without dropout, 72\.0 .* with whole maps\. They lie 2\.0 points/,
    );
  });
});
