// "Copy as PyTorch": a Spec as a script that needs python3, PyTorch (1.13 or newer) and numpy, and
// prints the trained network's scores at its end. Distributions are those of the playground,
// random numbers are PyTorch's own.
import { dataOf, kindOf, modelOf } from "../../shared/facts";
import type { Spec } from "../../shared/spec";
import { writeLink } from "../link/link";
import { dataCode, fileOf, taskOf } from "./data";
import { layerCode } from "./layers";
import { modelCode } from "./model";
import { trainCode } from "./train";

export interface Script {
  code: string;
  /** The data file that it reads, if any. */
  file: string | null;
}

/** Null for a reader's own table or points: they stand in no Spec. */
export function pytorchOf(spec: Spec, address = ""): Script | null {
  const { source } = dataOf(spec);
  if (source === "table" || source === "drawn") return null;
  const file = fileOf(spec);
  const regress = taskOf(spec) === "regress";
  const settings = [
    ...(file
      ? [`DATA = "data/${file}.bin"  # the playground's own file: a path or an address`]
      : []),
    `SEED = ${spec.seed}`,
    `N = ${spec.n}  # training examples; 0: all of them`,
    ...(dataOf(spec).noisy ? [`NOISE = ${spec.noise}`] : []),
    ...(modelOf(spec).input === "sequence" ? [`CONTEXT = ${spec.context}`] : []),
    ...(kindOf(spec).masked === "blocks" ? [`BLOCK = ${spec.block}`] : []),
    ...(spec.drop === "concrete" ? [`ENTROPY = ${regress ? 2 : 1}`] : []),
    `EPOCHS, BATCH, LR = ${spec.epochs}, ${spec.batch}, ${spec.lr}`,
    `T = ${spec.T}  # passes of Monte Carlo dropout`,
  ];
  const imports = file ? "import math\nimport struct\nimport urllib.request\n" : "import math\n";
  const draws =
    spec.draws === "function"
      ? "# In each pass every example has a mask of its own: its mean and spread are the same as with\n" +
        "# the one mask for all that the link asks for (draws=function).\n"
      : "";
  const code = `# An experiment of the Dropout Playground for PyTorch (1.13 or newer) and numpy.
# ${address || writeLink([spec])}
${draws}
${imports}
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

${settings.join("\n")}

torch.manual_seed(SEED)
random = np.random.default_rng(${spec.dseed < 0 ? "SEED" : spec.dseed})

# ---- data
${dataCode(spec)}
# ---- network
${layerCode(spec)}${modelCode(spec)}
# ---- training

${trainCode(spec)}`;
  return { code: code.replace(/\n{4,}/g, "\n\n\n"), file };
}
