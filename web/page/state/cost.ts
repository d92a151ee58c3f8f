// What a Spec costs before it runs, the same arithmetic as src/lab/spec/cost.cpp:
// tests/web/page/state/cost.test.ts compares the two to the last bit.
import { dataOf, modelOf } from "../../shared/facts";
import { limits } from "../../shared/generated/limits";
import type { Spec } from "../../shared/spec";

/** Estimated from the Spec alone. */
export interface Cost {
  /** Trained numbers. */
  parameters: number;
  /** Multiply-adds x 2, forward and backward. */
  flopsPerStep: number;
  steps: number;
  bytes: number;
}

const { flops: mostFlops, bytes: mostBytes } = limits;

/** What the parts of a network have, for one example. */
class Size {
  weights = 0;
  products = 0;
  activations = 0;

  linear(inputs: number, outputs: number, rows = 1): void {
    this.weights += inputs * outputs + outputs;
    this.products += rows * inputs * outputs;
    this.activations += rows * outputs;
  }
}

function sizeOf(spec: Spec, length: number): Size {
  const { width: w, depth } = spec;
  const { features, outputs, vocabulary } = dataOf(spec);
  const size = new Size();
  switch (spec.model) {
    case "mlp":
    case "text": {
      let inputs = features;
      if (spec.model === "text") {
        inputs = spec.emb;
        size.weights += vocabulary * inputs;
      }
      for (let layer = 0; layer < depth; layer++) {
        size.linear(inputs, w);
        inputs = w;
      }
      size.linear(inputs, outputs);
      break;
    }
    case "cnn":
      size.linear(9, 16, 784);
      size.linear(144, 32, 196);
      size.linear(1568, w);
      for (let layer = 1; layer < depth; layer++) size.linear(w, w);
      size.linear(w, outputs);
      break;
    case "lstm": {
      let inputs = spec.emb;
      size.weights += vocabulary * inputs;
      for (let layer = 0; layer < depth; layer++) {
        size.linear(inputs + w, 4 * w, length);
        inputs = w;
      }
      size.linear(w, outputs, length);
      break;
    }
    case "transformer":
      size.weights += (vocabulary + length) * w;
      for (let block = 0; block < depth; block++) {
        size.linear(w, 4 * w, length); // queries, keys, values and the output
        size.linear(w, 8 * w, length); // both halves of the feed-forward net
        size.products += 2 * length * length * w;
        size.activations += 2 * length * length * spec.heads;
      }
      size.linear(w, outputs, length);
      break;
  }
  return size;
}

export function costOf(spec: Spec): Cost {
  const { examples: all, features, length: longest } = dataOf(spec);
  const length = features > 0 ? 1 : Math.min(longest, spec.context);
  const { batch } = spec;
  const examples = spec.n > 0 ? spec.n : all;
  const size = sizeOf(spec, length);
  return {
    parameters: size.weights,
    flopsPerStep: 6 * size.products * batch,
    steps: spec.epochs * Math.ceil(examples / batch),
    bytes:
      16 * size.weights +
      16 * size.activations * Math.max(batch, modelOf(spec).planned) +
      4 * examples * Math.max(features, length),
  };
}

/** What is over the limit, if anything is. */
export function excess(
  spec: Spec,
): { what: "bytes" | "flops"; given: number; limit: number } | null {
  const { bytes, flopsPerStep, steps } = costOf(spec);
  if (bytes > mostBytes) return { what: "bytes", given: bytes, limit: mostBytes };
  const flops = flopsPerStep * steps;
  return flops > mostFlops ? { what: "flops", given: flops, limit: mostFlops } : null;
}

/** Whether training up to this step takes a moment on any machine. */
export function cheap(spec: Spec, step: number): boolean {
  return costOf(spec).flopsPerStep * step < 4e9;
}
