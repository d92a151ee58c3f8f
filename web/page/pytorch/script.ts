// "Copy as PyTorch": a Spec as a script that needs python3, PyTorch (1.13 or newer) and numpy, and
// prints the trained network's scores at its end. Distributions are those of the playground,
// random numbers are PyTorch's own; a reader's own table is split as the playground splits it.
import { dataOf, isOnlyDrawn, isOwnTable, kindOf, modelOf } from "../../shared/facts";
import type { Spec } from "../../shared/spec";
import { writeLink } from "../link/link";
import { dataCode, fileOf, type OwnData, taskOf } from "./data";
import { layerCode } from "./layers";
import { modelCode } from "./model";
import { python } from "./text";
import { trainCode } from "./train";

export interface Script {
  code: string;
  /** The playground's data file that it reads, if any. */
  file: string | null;
}

export interface Origin extends OwnData {
  /** The experiment's own link, with points drawn. */
  link?: string;
  /** Where the playground's data file lies. */
  dataAddress?: (name: string) => string;
}

/** Null for a reader's own table or points that are not there. */
export function pytorchOf(spec: Spec, origin: Origin = {}): Script | null {
  const { link = writeLink([spec]), table = null, points = null } = origin;
  if (isOwnTable(spec) && !table) return null;
  if (isOnlyDrawn(spec) && !points?.length) return null;
  const own = { table: isOwnTable(spec) ? table : null, points: points?.length ? points : null };
  const file = fileOf(spec);
  const task = taskOf(spec, own);
  const settings = [
    ...(file
      ? [
          `DATA = "${file}.bin"  # the playground's own file`,
          `ADDRESS = ${python(origin.dataAddress?.(file) ?? "")}  # where it is fetched from`,
        ]
      : []),
    ...(own.table ? [`DATA = ${python(own.table.file)}  # your table`] : []),
    `SEED = ${spec.seed}`,
    `N = ${spec.n}  # training examples; 0: all of them`,
    ...(dataOf(spec).noisy ? [`NOISE = ${spec.noise}`] : []),
    ...(modelOf(spec).input === "sequence" ? [`CONTEXT = ${spec.context}`] : []),
    ...(kindOf(spec).masked === "blocks" ? [`BLOCK = ${spec.block}`] : []),
    ...(spec.drop === "concrete" ? [`ENTROPY = ${task === "regress" ? 2 : 1}`] : []),
    `EPOCHS, BATCH, LR = ${spec.epochs}, ${spec.batch}, ${spec.lr}`,
    `T = ${spec.T}  # passes of Monte Carlo dropout`,
  ];
  const imports = [
    ...(own.table ? ["csv"] : []),
    "math",
    ...(file || own.table ? ["os"] : []),
    ...(file ? ["struct"] : []),
    ...(file || own.table ? ["sys"] : []),
    ...(file ? ["urllib.request"] : []),
  ];
  const draws =
    spec.draws === "function"
      ? "# In each pass every example has a mask of its own: its mean and spread are the same as with\n" +
        "# the one mask for all that the link asks for (draws=function).\n"
      : "";
  const code = `# An experiment of the Dropout Playground for PyTorch (1.13 or newer) and numpy.
# ${link}
${draws}
${imports.map((name) => `import ${name}\n`).join("")}
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

${settings.join("\n")}

torch.manual_seed(SEED)
random = np.random.default_rng(${spec.dseed < 0 ? "SEED" : spec.dseed})

# ---- data
${dataCode(spec, own)}
# ---- network
${layerCode(spec)}${modelCode(spec)}
# ---- training

${trainCode(spec, task)}`;
  return { code: code.replace(/\n{4,}/g, "\n\n\n"), file };
}
