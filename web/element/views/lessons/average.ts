// The running mean of what one layer's dropout gives for one example, pass by pass. Knows no chart.

export class Average {
  passes = 0;
  /** The newest pass, and the input without dropout. */
  newest: Float32Array = new Float32Array(0);
  readonly input: Float32Array;
  /** Distance of the mean from the input after so many passes, one entry for each. */
  readonly distances: number[] = [];
  private readonly sum: Float64Array;

  constructor(input: Float32Array) {
    this.input = input;
    this.sum = new Float64Array(input.length);
  }

  add(output: Float32Array): void {
    this.newest = output;
    this.passes++;
    for (let i = 0; i < output.length; i++) this.sum[i] += output[i];
    this.distances.push(distance(this.mean, this.input));
  }

  get mean(): Float64Array {
    return this.sum.map((sum) => sum / this.passes);
  }

  /** Expected distance after n passes: each has variance p/(1-p) x². */
  expected(p: number, n: number): number {
    return rootMeanSquare(this.input) * Math.sqrt(p / (1 - p) / n);
  }
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return rootMeanSquare(Array.from(a, (value, i) => value - b[i]));
}

function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ** 2;
  return Math.sqrt(sum / (values.length || 1));
}
