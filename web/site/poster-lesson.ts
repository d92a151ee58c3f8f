// Posters of figures whose views ask the networks questions, drawn from the answers of the
// poster's run. Figures that are not named here show their inputs, or curves.
import { barsKind } from "../charts/kinds/bars";
import { networkKind } from "../charts/kinds/network";
import { reliabilityKind } from "../charts/kinds/reliability";
import { type ScatterData, scatterKind } from "../charts/kinds/scatter";
import { axesOf } from "../element/views/field/axes";
import { words as fieldWords } from "../element/views/field/en";
import { words } from "../element/views/lessons/en";
import { words as networkWords } from "../element/views/network/en";
import { diagramOf, layerPlans, networkQuestions } from "../element/views/network/network-shape";
import { readLink } from "../page/link/link";
import { column, type Mode, matrix } from "../shared/core";
import { queries } from "../shared/generated/questions";
import { type Ask, type Drawing, drawing, plane } from "./drawing";

const percents = (values: readonly number[]) => values.map((share) => 100 * share);

interface Figure {
  link: string;
  names: readonly string[];
  ask: Ask;
}

type Draw = (figure: Figure) => Drawing[];

const scatter = (title: string, data: ScatterData) => drawing(title, scatterKind, data, 280);

/** All arms' answers as one line each. */
const lines = (
  { names, ask }: Figure,
  question: Parameters<Ask>[1],
  name: string,
  spread: (sd: number, share: number) => number,
) =>
  names.flatMap((arm, i) => {
    const found = matrix(ask(i, question), name);
    if (!found) return [];
    const shares = column(found, 1);
    const around = column(found, 2).map((sd, k) => 100 * spread(sd, shares[k] ?? 0));
    return [{ name: arm, arm: i, x: column(found, 0), y: percents(shares), spread: around }];
  });

function network({ link, ask }: Figure, mode: Mode, title: string): Drawing[] {
  const spec = readLink(link).arms[0];
  if (!spec) return [];
  const plans = layerPlans(spec, networkWords);
  const answers = networkQuestions(plans, mode, 0, 0).map((question) => ask(0, question));
  const diagram = diagramOf(plans, answers, mode, new Map(), "value");
  return diagram ? [drawing(title, networkKind, { ...diagram.data, limit: 16 }, 280)] : [];
}

const masks: Draw = (figure) => {
  const peek = queries.peek({ count: 1, index: 0 });
  const site = "hidden1.drop";
  const before = figure.ask(0, { ...peek, text: `${site}.before`, mode: "eval" });
  const x = Array.from(matrix(before, `${site}.before`)?.data ?? []);
  const passes = Array.from({ length: 100 }, (_, draw) => {
    const after = figure.ask(0, { ...peek, text: `${site}.after`, mode: "train", draw });
    return Array.from(matrix(after, `${site}.after`)?.data ?? []);
  });
  const mean = x.map((_, i) => passes.reduce((sum, pass) => sum + (pass[i] ?? 0), 0) / 100);
  const series = [
    { name: "x", arm: 0, values: x, hollow: true },
    { name: words.averageMean("100"), arm: 0, values: mean },
  ];
  const rows = x.map((_, i) => words.unit(i + 1));
  return [
    ...network(figure, "eval", "Eval mode: all units"),
    ...network(figure, "train", "Train mode: one pass"),
    drawing("Output of each unit", barsKind, { rows, series, max: 1.5 }, 240),
  ];
};

const twice: Draw = ({ ask }) => {
  const field = (mode: Mode, draw: number) => ask(0, queries.field({ mode, count: 40, draw }));
  return [
    ...plane(field("train", 0), "Train mode, asked once", "mean"),
    ...plane(field("train", 1), "Train mode, asked again", "mean"),
    ...plane(field("eval", 0), "Eval mode, each time", "mean"),
  ];
};

const forgotten: Draw = ({ link, names, ask }) => {
  const question = queries.mode3({ count: 600, samples: 20 });
  const all = names.map((_, arm) => matrix(ask(arm, question), "modes")?.data ?? []);
  const x = readLink(link).arms.map(({ p }) => p);
  const at = (column: number) => percents(all.map((modes) => modes[column] ?? Number.NaN));
  const series = [
    { name: words.inEval, arm: 0, x, y: at(0) },
    { name: words.leftOn, arm: 1, x, y: at(4), spread: at(6) },
  ];
  return [scatter(words.forgotTitle, { series, xLabel: "p", yLabel: words.accuracy })];
};

const ridge: Draw = ({ ask }) => {
  const weights = matrix(ask(0, queries.ridge()), "weights");
  if (!weights) return [];
  const { cols, data, labels } = weights;
  const series = [words.ridgeTrained, words.ridgeClosed, words.leastSquares].map((name, arm) => ({
    name,
    arm,
    x: Array.from({ length: cols }, (_, i) => i + 0.12 * (arm - 1)),
    y: data.slice(arm * cols, (arm + 1) * cols),
    line: false,
  }));
  const marks = [{ y: 0, label: "" }];
  const axes = { names: labels, xLabel: words.feature, yLabel: words.weight };
  return [scatter(words.ridgeTitle, { series, marks, ...axes })];
};

const subnets: Draw = ({ names, ask }) =>
  names.flatMap((_, arm) => {
    const question = queries.enumerate({ count: 16, samples: 50 });
    const answer = ask(arm, question);
    const exact = matrix(answer, "eval");
    if (!exact) return [];
    const first = (name: string) =>
      Array.from(matrix(answer, name)?.data.slice(0, exact.cols) ?? []);
    const series = [
      { name: words.inEval, arm: 0, values: first("eval") },
      { name: words.geometric, arm: 1, values: first("geometric") },
      { name: words.arithmetic, arm: 2, values: first("arithmetic") },
    ];
    const rows = Array.from({ length: exact.cols }, (_, i) => `class ${i}`);
    const title = arm === 0 ? "One hidden layer, example 0" : "Two hidden layers, example 0";
    return [drawing(title, barsKind, { rows, series, max: 1 }, 110)];
  });

const weights: Draw = (figure) => {
  const question = queries.missing({ samples: 20 });
  const series = lines(figure, question, "missing", (sd) => sd).map((line) => ({
    ...line,
    x: percents(line.x),
  }));
  const axes = { xLabel: `${words.missingShare}, %`, yLabel: words.accuracy };
  return [scatter(words.missingTitle, { series, ...axes })];
};

const maps: Draw = ({ ask }) => {
  const found = matrix(ask(0, queries.leak({ number: 0.3, count: 16 })), "leak");
  const [plain = 0, whole = 0, squares = 0] = found?.data ?? [];
  const rows = ["single values", "squares", "whole maps"];
  const series = [{ name: "R²", arm: 0, values: [plain, squares, whole] }];
  return [drawing("What neighbours give away", barsKind, { rows, series, max: 1 }, 110)];
};

const lag: Draw = (figure) => {
  const series = lines(figure, queries.lag(), "lag", (n, share) =>
    Math.sqrt((share * (1 - share)) / n),
  );
  const kinds = ["no dropout", "fresh masks", "one mask", "between layers"];
  const named = series.map((line, arm) => ({ ...line, name: kinds[arm] ?? line.name }));
  const axes = { xLabel: words.lag, yLabel: "%", yRange: [0, 102] as const };
  return [scatter(words.lagTitle, { series: named, ...axes })];
};

/** Eval mode against Monte Carlo, on validation data or turned. */
const reliability =
  (number: number): Draw =>
  ({ ask }) => {
    const series = (["eval", "mc"] as const).flatMap((mode) => {
      const answer = ask(0, queries.uncertainty({ count: 500, samples: 50, number, mode }));
      const found = matrix(answer, "bins");
      const summary = matrix(answer, "summary");
      if (!found || !summary) return [];
      const bins = column(found, 0).map((confidence, i) => ({
        confidence,
        accuracy: column(found, 1)[i] ?? 0,
        count: column(found, 2)[i] ?? 0,
      }));
      const ece = summary.data[summary.labels.indexOf("ece")] ?? Number.NaN;
      const name = mode === "eval" ? words.inEval : "50 passes";
      const kept = bins.filter(({ count }) => count > 0);
      return [{ name, arm: 0, bins: kept, ece, dashed: mode === "eval" }];
    });
    const title = number ? "Reliability on turned clothes" : "Reliability on new clothes";
    return [drawing(title, reliabilityKind, { series }, 360)];
  };

const spirals: Draw = ({ ask }) => {
  const answer = ask(0, queries.field({ mode: "mc", count: 44, samples: 50 }));
  return [
    ...plane(answer, "Mean of 50 passes", "mean"),
    ...plane(answer, "Their standard deviation", "std"),
  ];
};

const all: Readonly<Record<string, Draw>> = {
  masks,
  twice,
  forgotten,
  ridge,
  subnets,
  weights,
  maps,
  lag,
  calibration: reliability(0),
  rotated: reliability(90),
  spirals,
};

/** Null for a figure without drawings of its own. */
export function lessonDrawings(
  name: string,
  link: string,
  names: readonly string[],
  ask: Ask,
): Drawing[] | null {
  return all[name]?.({ link, names, ask }) ?? null;
}

/** The axes of a curve, where they are known. */
export const axisNames = (link: string) => axesOf(readLink(link).arms, fieldWords);
