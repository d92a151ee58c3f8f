// ConvNetJS: the classifier, with momentum, since this version has no Adam (which would cost it
// more). `convnetjs` comes from a script tag or from require.
import { timed } from "./timing.mjs";

export async function make(convnetjs, points) {
  const { x, label } = points;
  let trainer;
  let at = 0;
  const step = (batch) => {
    let loss = 0;
    for (let i = 0; i < batch; ++i, at = (at + 1) % label.length) {
      const volume = new convnetjs.Vol(1, 1, 100, 0);
      volume.w = x.subarray(at * 100, (at + 1) * 100);
      loss += trainer.train(volume, label[at]).loss;
    }
    return loss / batch;
  };
  return {
    version: "ConvNetJS 0.3.0",
    async open(row) {
      const net = new convnetjs.Net();
      net.makeLayers([
        { type: "input", out_sx: 1, out_sy: 1, out_depth: 100 },
        { type: "fc", num_neurons: 64, activation: "relu", drop_prob: 0.3 },
        { type: "fc", num_neurons: 64, activation: "relu", drop_prob: 0.3 },
        { type: "softmax", num_classes: 10 },
      ]);
      trainer = new convnetjs.SGDTrainer(net, {
        method: "sgd",
        learning_rate: 0.05,
        momentum: 0.9,
        batch_size: row.batch,
      });
      const losses = [];
      for (let i = 0; i < row.learn; ++i) losses.push(step(row.batch));
      return [losses[0], losses.at(-1)];
    },
    measure(row, seconds) {
      const work = (count) => {
        for (let i = 0; i < count; ++i) step(row.batch);
      };
      return timed(work, { seconds });
    },
  };
}
