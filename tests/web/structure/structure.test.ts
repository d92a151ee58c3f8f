// Holds the sources to the design: imports flow one way, some things are said in one file, some
// nowhere. The rules themselves are tried on small wrong files, so that none can fall asleep.
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, expect, test } from "vitest";
import {
  coreImports,
  forbidden,
  type SourceFile,
  saidInOneFile,
  shape,
  webImports,
  withoutComments,
} from "./rules";

const top = join(import.meta.dirname, "../../..");

function filesBelow(folder: string, kinds: RegExp): SourceFile[] {
  return readdirSync(join(top, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.split(sep).join("/")}`)
    .filter((path) => kinds.test(path) && !path.startsWith("web/shared/generated/"))
    .map((path) => ({ path, text: readFileSync(join(top, path), "utf8") }));
}

const core = filesBelow("src", /\.(h|cpp)$/);
const web = filesBelow("web", /\.ts$/);
const tests = filesBelow("tests", /\.(h|cpp|ts|mjs)$/);

describe("the sources", () => {
  test("were found", () => {
    expect(core.length).toBeGreaterThan(0);
    expect(web.length).toBeGreaterThan(0);
  });
  test("of the core include one way", () => expect(coreImports(core)).toEqual([]));
  test("of the page import one way", () => expect(webImports(web)).toEqual([]));
  test("say each meeting point in one file", () => expect(saidInOneFile(web)).toEqual([]));
  test("say forbidden things nowhere", () => expect(forbidden([...core, ...web])).toEqual([]));
  test("open with what they are and stay small", () =>
    expect(shape([...core, ...web, ...tests])).toEqual([]));
});

describe("the rules", () => {
  const file = (path: string, text: string): SourceFile => ({ path, text });

  test("see an include against the stream", () => {
    const wrong = [
      file("src/math/a.h", '#include "nn/layer.h"'),
      file("src/nn/a.h", '#include "lab/spec.h"'),
      file("src/lab/a.cpp", "#include <emscripten/bind.h>"),
    ];
    expect(coreImports(wrong)).toHaveLength(3);
    expect(coreImports([file("src/lab/a.h", '#include "nn/b.h"\n#include "math/c.h"')])).toEqual(
      [],
    );
  });

  test("see an import against the stream", () => {
    const wrong = [
      file("web/page/a.ts", 'import { x } from "../worker/run";'),
      file("web/shared/a.ts", 'import type { x } from "../page/run";'),
      file("web/charts/a.ts", 'export { x } from "../shared/generated/parameters";'),
      file("web/charts/b.ts", 'const x = await import("../page/run");'),
      file("web/page/c.ts", 'import create from "../../../build/wasm/core.mjs";'),
      file("web/misc/d.ts", ""),
    ];
    expect(webImports(wrong)).toHaveLength(6);
    const right = [
      file("web/page/a.ts", 'new Worker(new URL("../worker/main.ts", import.meta.url));'),
      file("web/page/b.ts", 'import Inline from "../worker/main?worker&inline";'),
      file("web/element/c.ts", 'import { x } from "../charts/curves"; import "lit";'),
    ];
    expect(webImports(right)).toEqual([]);
  });

  test("see what is said twice", () => {
    const twice = [
      ["page", "port.postMessage(1)"],
      ["worker", "postMessage(1)"],
      ["page", "location.hash"],
      ["element", "history.replaceState()"],
      ["worker", "a.delete()"],
    ] as const;
    for (const [room, text] of twice) {
      expect(saidInOneFile([file(`web/${room}/a.ts`, text)])).toEqual([]);
      expect(
        saidInOneFile([file(`web/${room}/a.ts`, text), file(`web/${room}/b.ts`, text)]),
      ).toHaveLength(1);
    }
    const sides = [
      file("web/page/a.ts", "x.postMessage(1)"),
      file("web/worker/a.ts", "postMessage(1)"),
    ];
    expect(saidInOneFile(sides)).toEqual([]);
  });

  test("see what is said nowhere", () => {
    expect(forbidden([file("web/page/a.ts", "Math.random()")])).toHaveLength(1);
    const wrong = [
      "std::normal_distribution<float> d;",
      "rand();",
      "Eigen::MatrixXf::Random(2, 2);",
      "std::shared_ptr<int> p;",
      "throw 1;",
      "#include <chrono>",
      "float y = std::exp(x);",
    ];
    for (const text of wrong) expect(forbidden([file("src/nn/a.cpp", text)])).toHaveLength(1);
    expect(forbidden([file("src/nn/a.cpp", "std::sqrt(x); exp(x); // rand() std::exp(")])).toEqual(
      [],
    );
  });

  test("see a file without its opening, and one too long", () => {
    expect(shape([file("src/a.h", "#pragma once\n")])).toHaveLength(1);
    expect(shape([file("src/a.h", `// A.\n${"\n".repeat(400)}`)])).toHaveLength(1);
  });

  test("take comments for what they are", () => {
    expect(withoutComments('a // b\n/* c */ "// d"').replace(/\s+/g, " ")).toBe('a "// d"');
  });
});
