// Replaying a link to where its run stood, in English.

export const replay = {
  offer: (step: string) =>
    `This link leads to step ${step} of a run. Replay trains up to there and compares the weights.`,
  replay: "Replay",
  replaying: (step: string) => `Replaying up to step ${step}.`,
  equal: (step: string) => `Reproduced, bit for bit: at step ${step} all weights are the link’s.`,
  there: (step: string) => `Replayed up to step ${step}. The link names no weights to compare.`,
  ended: (arms: string, step: string) =>
    `Arm ${arms} ended at step ${step}, before the link’s: it is not the run of this link.`,
  differs: (arms: string, found: string, given: string) =>
    `Not reproduced: the weights of arm ${arms} are ${found} here and ${given} in the link.`,
  otherEngine: (theirs: string, ours: string) =>
    `The link was made with version ${theirs}, this is ${ours}: the engine has changed since.`,
  sameEngine:
    "Both were made with the same version: the link was altered, or this is a fault of the page.",
};
