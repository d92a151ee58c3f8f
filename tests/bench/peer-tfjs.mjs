// TensorFlow.js on its WebAssembly backend, one thread: the classifier, in its faster form of two
// (by layers, by operations). `tf` comes from a script tag or from require.
import { timed } from "./timing.mjs";

function byLayers(tf) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 64, activation: "relu", inputShape: [100] }));
  model.add(tf.layers.dropout({ rate: 0.3 }));
  model.add(tf.layers.dense({ units: 64, activation: "relu" }));
  model.add(tf.layers.dropout({ rate: 0.3 }));
  model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
  model.compile({ optimizer: tf.train.adam(1e-3), loss: "categoricalCrossentropy" });
  return async (x, y) => model.trainOnBatch(x, y);
}

function byOperations(tf) {
  const layer = (inputs, outputs) => [
    tf.variable(tf.randomNormal([inputs, outputs], 0, Math.sqrt(2 / inputs))),
    tf.variable(tf.zeros([outputs])),
  ];
  const [w1, b1] = layer(100, 64);
  const [w2, b2] = layer(64, 64);
  const [w3, b3] = layer(64, 10);
  const adam = tf.train.adam(1e-3);
  const hidden = (x, w, b) => tf.dropout(tf.relu(tf.add(tf.matMul(x, w), b)), 0.3);
  return async (x, y, wants) => {
    const loss = adam.minimize(() => {
      const h = hidden(hidden(x, w1, b1), w2, b2);
      return tf.losses.softmaxCrossEntropy(y, tf.add(tf.matMul(h, w3), b3));
    }, wants);
    const value = wants ? loss.dataSync()[0] : 0;
    loss?.dispose();
    return value;
  };
}

export async function make(tf, points) {
  await tf.setBackend("wasm");
  await tf.ready();
  if (tf.getBackend() !== "wasm") throw new Error("TensorFlow.js has no WebAssembly backend here");
  let batches;
  let step;
  let at = 0;
  const work = async (count) => {
    for (let i = 0; i < count; ++i) {
      const [x, y] = batches[at++ % batches.length];
      await step(x, y, false);
    }
  };
  return {
    version: `TensorFlow.js ${tf.version.tfjs} (wasm)`,
    async open(row) {
      const { x, label } = points;
      batches = [];
      for (let i = 0; (i + 1) * row.batch <= label.length; ++i) {
        const from = i * row.batch;
        batches.push([
          tf.tensor2d(x.subarray(from * 100, (from + row.batch) * 100), [row.batch, 100]),
          tf.oneHot(tf.tensor1d(label.subarray(from, from + row.batch), "int32"), 10).toFloat(),
        ]);
      }
      const forms = [];
      for (const form of [byLayers(tf), byOperations(tf)]) {
        const losses = [];
        for (let i = 0; i < row.learn; ++i) {
          losses.push(await form(...batches[i % batches.length], true));
        }
        step = form;
        forms.push({ form, losses, took: await timed(work, { seconds: 0.3 }) });
      }
      const best = forms.reduce((a, b) => (a.took <= b.took ? a : b));
      step = best.form;
      return [best.losses[0], best.losses.at(-1)];
    },
    measure: (_row, seconds) => timed(work, { seconds }),
  };
}
