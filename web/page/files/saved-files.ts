// A saved run as files: .npz for numpy, JSON for everything else. Read as strictly as links: what
// is damaged or of another format becomes a problem with a name, and nothing is taken from it.

import { pointColumns } from "../../shared/core";
import { longestLink } from "../link/link";
import {
  floatsOf,
  integerOf,
  type NpyArray,
  ofFloats,
  ofInteger,
  ofText,
  readNpy,
  textOf,
  writeNpy,
} from "./npy";
import { isWhole, type OwnTable, type Saved, type Tensor } from "./saved";
import { readZip, writeZip } from "./zip";

const format = "dropout-playground";

/** foreign: not of this playground. damaged: of this playground, but incomplete. */
export type Problem = "foreign" | "damaged";

export type ReadSaved = { saved: Saved } | { link: string } | { problem: Problem };

// ---- numpy

export function writeNpz(saved: Saved): Uint8Array<ArrayBuffer>[] {
  const { link, version, step, digest, altered, window, points, tensors, own } = saved;
  const rows = points.length / pointColumns.length;
  const arrays: [string, NpyArray][] = [
    ["format", ofText(`${format} 1`)],
    ["version", ofText(version)],
    ["link", ofText(link)],
    ["digest", ofText(digest)],
    ["step", ofInteger(step)],
    ["altered", ofInteger(Number(altered))],
    ["window", ofFloats(window, [3])],
    ["points", ofFloats(points, [rows, pointColumns.length])],
    ...(own ? [["table", ofText(JSON.stringify(own))] as [string, NpyArray]] : []),
    ...tensors.map(({ name, rows, cols, data }): [string, NpyArray] => [
      name,
      ofFloats(data, [rows, cols]),
    ]),
  ];
  return writeZip(arrays.map(([name, array]) => ({ name: `${name}.npy`, bytes: writeNpy(array) })));
}

async function readNpz(bytes: Uint8Array<ArrayBuffer>): Promise<ReadSaved> {
  const entries = await readZip(bytes);
  if (!entries) return { problem: "damaged" };
  const arrays = new Map(
    entries.map((entry) => [entry.name.replace(/\.npy$/, ""), readNpy(entry.bytes)]),
  );
  const take = (name: string) => {
    const array = arrays.get(name);
    arrays.delete(name);
    return array;
  };
  if (textOf(take("format")) !== `${format} 1`) return { problem: "foreign" };
  const double = (name: string) => floatsOf(take(name)) as Float64Array<ArrayBuffer> | null;
  const table = textOf(take("table"));
  const head = {
    link: textOf(take("link")),
    version: textOf(take("version")),
    digest: textOf(take("digest")),
    step: integerOf(take("step")),
    altered: integerOf(take("altered")) === 1,
    window: double("window"),
    points: double("points"),
    own: table ? parsed(table) : null,
  };
  const tensors = [...arrays].map(([name, array]): Tensor | null => {
    const data = floatsOf(array);
    const [rows, cols, ...more] = array?.shape ?? [];
    if (!(data instanceof Float32Array) || !rows || !cols || more.length > 0) return null;
    return { name, rows, cols, data };
  });
  return checked({ ...head, tensors });
}

// ---- JSON

/** Nine digits tell every float from its neighbours. */
function numeral(value: number, digits: number): string {
  if (!Number.isFinite(value)) return `"${value}"`; // JSON has no such number
  return Object.is(value, -0) ? "-0.0" : String(Number(value.toPrecision(digits)));
}

function numerals(data: Float32Array | Float64Array): string {
  const digits = data instanceof Float32Array ? 9 : 17;
  return `[${Array.from(data, (value) => numeral(value, digits)).join(",")}]`;
}

/** In pieces: a network may be longer than a string. */
export function writeJson(saved: Saved): string[] {
  const { tensors, window, points, link, version, step, digest, altered, own } = saved;
  const head = { format, v: 1, version, link, step, digest, altered, ...(own && { table: own }) };
  const pieces = [JSON.stringify(head, null, 1).replace(/\n\}$/, "")];
  pieces.push(`,\n "columns": ${JSON.stringify(pointColumns)},\n "points": ${numerals(points)}`);
  pieces.push(`,\n "window": ${numerals(window)},\n "tensors": {`);
  for (const [i, { name, rows, cols, data }] of tensors.entries()) {
    pieces.push(`${i ? "," : ""}\n  ${JSON.stringify(name)}: {"shape": [${rows}, ${cols}], `);
    pieces.push(`"data": ${numerals(data)}}`);
  }
  return [...pieces, "\n }\n}\n"];
}

function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

function numbers(value: unknown): number[] | null {
  const sound =
    Array.isArray(value) &&
    value.every((one) => typeof one === "number" || /^(NaN|-?Infinity)$/.test(String(one)));
  return sound ? value.map(Number) : null;
}

function readJson(text: string): ReadSaved {
  const json = parsed<Record<string, unknown>>(text);
  if (!json) return { problem: text.includes(`"${format}"`) ? "damaged" : "foreign" };
  if (json.format !== format || json.v !== 1) return { problem: "foreign" };
  const link = json.link;
  if (typeof link === "string" && !json.tensors) return linked(link) ?? { problem: "damaged" };
  const floats = (value: unknown) => {
    const list = numbers(value);
    return list && Float64Array.from(list);
  };
  const tensors = Object.entries(json.tensors ?? {}).map(([name, tensor]): Tensor | null => {
    const data = numbers(tensor?.data);
    const [rows, cols] = numbers(tensor?.shape) ?? [];
    if (!data || !rows || !cols || data.length !== rows * cols) return null;
    return { name, rows, cols, data: Float32Array.from(data) };
  });
  const { version, step, digest, altered, window, points, table } = json;
  return checked({
    ...{ link, version, step, digest, altered: altered === true, tensors },
    window: floats(window),
    points: floats(points),
    own: table ?? null,
  });
}

// ---- both

function linked(link: string): { link: string } | null {
  return link.startsWith("#v=") && link.length <= longestLink ? { link } : null;
}

type Unchecked = Record<keyof Saved, unknown> & { tensors: (Tensor | null)[] };

function checked(found: Unchecked): ReadSaved {
  const { link, version, digest, step, window, points, tensors, own } = found;
  const texts = [link, version, digest].every((one) => typeof one === "string");
  const table = own as Partial<OwnTable> | null;
  const words = table && [table.name, table.header, table.target, table.kind];
  const sound =
    texts &&
    typeof step === "number" &&
    window instanceof Float64Array &&
    points instanceof Float64Array &&
    tensors.every((tensor) => tensor !== null) &&
    (words ?? []).every((one) => typeof one === "string") &&
    linked(link as string) !== null;
  const saved = found as Saved;
  return sound && isWhole(saved) ? { saved } : { problem: "damaged" };
}

/** What a file of either kind holds. */
export async function readSaved(file: Blob): Promise<ReadSaved> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isZip) return readNpz(bytes);
  const isText = bytes.find((byte) => byte > 0x20) === 0x7b; // "{"
  return isText ? readJson(new TextDecoder().decode(bytes)) : { problem: "foreign" };
}
