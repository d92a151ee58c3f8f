// Points like those that train_bench.cpp makes up, for peers in JavaScript.

/** 4096 points in a hundred dimensions around ten centres. */
export function points() {
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const centres = Float32Array.from({ length: 1000 }, () => 0.3 * normal());
  const label = Int32Array.from({ length: 4096 }, () => Math.floor(10 * uniform()));
  const x = new Float32Array(4096 * 100);
  for (let i = 0; i < x.length; ++i) {
    x[i] = centres[label[Math.floor(i / 100)] * 100 + (i % 100)] + normal();
  }
  return { x, label };
}
