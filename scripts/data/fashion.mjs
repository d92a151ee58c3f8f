// fashion: Fashion-MNIST, 28x28 grey images of clothes, cut to a size for a browser.
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { encode, Failure, shuffled } from "./container.mjs";

const folder = "/usr/share/datasets/fashion-mnist";
const debianPackage = "dataset-fashion-mnist";
const pixels = 28 * 28;
const perClass = { train: 500, valid: 100 };
const seeds = { train: 28, valid: 29 };
const files = { train: "train", valid: "t10k" };
const classes = [
  "T-shirt/top",
  "trouser",
  "pullover",
  "dress",
  "coat",
  "sandal",
  "shirt",
  "sneaker",
  "bag",
  "ankle boot",
]; // the order of the labels in the data set's README

export function inputs() {
  const paths = Object.values(files).flatMap((part) => [
    `${folder}/${part}-images-idx3-ubyte.gz`,
    `${folder}/${part}-labels-idx1-ubyte.gz`,
  ]);
  const missing = paths.find((path) => !existsSync(path));
  if (missing) {
    throw new Failure(`${missing} is missing: apt-get install ${debianPackage}`);
  }
  return paths;
}

/** The values of an IDX file of bytes, behind its header of `dimensions` sizes. */
function idx(path, dimensions) {
  const bytes = gunzipSync(readFileSync(path));
  if (bytes.readUInt32BE(0) !== 0x800 + dimensions) throw new Failure(`${path} is no IDX file`);
  return bytes.subarray(4 + 4 * dimensions);
}

/** Rows of the part, as many of each class, the classes taking turns: any beginning is balanced. */
function draw(labels, part) {
  const order = shuffled([...labels.keys()], seeds[part]);
  const byClass = classes.map((_, label) => order.filter((row) => labels[row] === label));
  const turns = Array.from({ length: perClass[part] }, (_, i) => byClass.map((rows) => rows[i]));
  return turns.flat();
}

export function build() {
  const paths = inputs();
  const sections = [
    ["kind", "text", 1, ["classify"]],
    ["classes", "text", 1, classes],
    ["image", "u16", 3, [28, 28, 1]],
  ];
  Object.keys(files).forEach((part, i) => {
    const images = idx(paths[2 * i], 3);
    const labels = idx(paths[2 * i + 1], 1);
    const rows = draw(labels, part);
    const x = Buffer.concat(rows.map((row) => images.subarray(row * pixels, (row + 1) * pixels)));
    sections.push([`${part}.x`, "u8", pixels, x]);
    sections.push([`${part}.label`, "u8", 1, rows.map((row) => labels[row])]);
  });
  return {
    bytes: encode(sections),
    source: [`Debian package ${debianPackage}`, "https://github.com/zalandoresearch/fashion-mnist"],
    licence: "MIT, Copyright 2017 Zalando SE",
    about:
      "28x28 images, as many of each class: training images from the training set, " +
      "validation images from the test set, drawn with a fixed seed",
    counts: {
      train: perClass.train * classes.length,
      valid: perClass.valid * classes.length,
      classes: classes.length,
      features: pixels,
    },
  };
}
