// Texts of training and its results, in English.
import type { Phase } from "../../../page/run/phase";
import type { Mode } from "../../../shared/core";

export const training = {
  train: "Train",
  pause: "Pause",
  resume: "Resume",
  step: "Step",
  rewind: "Rewind",
  retry: "Retry",
  undo: "Undo",
  redo: "Redo",
  transport: "Training",
  progress: "Progress of training",
  shortcuts: { play: "Space", step: ".", rewind: "R" },
  mode: "Mode",
  modes: { train: "Dropout on", eval: "Eval", mc: "MC" } as Record<Mode, string>,
  samples: "T",
  samplesHelp: "Passes of Monte Carlo dropout",
  phase: {
    poster: "Not started",
    loading: "Loading",
    ready: "Ready",
    queued: "Waiting for another experiment on this page to pause",
    running: "Training",
    paused: "Paused",
    finished: "Finished",
    diverged: "Diverged",
    failed: "Stopped",
  } as Record<Phase, string>,
  stoppedEarly: "Stopped early, as validation loss no longer fell",
  restarted: "That change made a new network with its own initial weights; press Train.",
  loadingBytes: (received: string, total: string) => `Loading data: ${received} of ${total}`,
  loadingCore: "Loading the training core",
  epochOf: (epoch: string, epochs: string) => `Epoch ${epoch} of ${epochs}`,
  speed: (examples: string) => `${examples} examples/s`,
  left: (time: string) => `${time} left`,
  diverged: (arm: string, step: string) =>
    `Arm ${arm} diverged at step ${step}: its loss is no longer a number. ` +
    "Rewind, and try a smaller learning rate or a smaller p.",
  slower: (rate: string) => `Rewind with learning rate ${rate}`,
  onPage:
    "Running without a worker, which this page does not allow: training is slower, and the page " +
    "may answer late.",
};
