// Holds the sources to the design: imports flow one way and in no circle, folders stay small, some
// things are said in one file, some nowhere. The rules themselves are tested on small wrong files.
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { circles, coreImports, crowded, tangles, webImports } from "./graph";
import { coreRooms, roomGraph, webRooms } from "./rooms";
import { forbidden, type SourceFile, saidInOneFile, shape, withoutComments } from "./rules";

const top = join(import.meta.dirname, "../../..");

function filesBelow(folder: string, kinds: RegExp): SourceFile[] {
  return readdirSync(join(top, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.split(sep).join("/")}`)
    .filter((path) => kinds.test(path) && !path.startsWith("web/shared/generated/"))
    .map((path) => ({ path, text: readFileSync(join(top, path), "utf8") }));
}

const core = filesBelow("src", /\.(h|cpp)$/);
const web = filesBelow("web", /\.ts$/);
const scripts = filesBelow("scripts", /\.(mjs|mts|sh|cmake)$/);
const styles = filesBelow("web", /\.css$/);
const tests = filesBelow("tests", /\.(h|cpp|ts|mjs)$/);

describe("the sources", () => {
  test("were found", () => {
    expect(core.length).toBeGreaterThan(0);
    expect(web.length).toBeGreaterThan(0);
  });
  test("of the core include one way", () => expect(coreImports(core)).toEqual([]));
  test("of the page import one way", () => expect(webImports(web)).toEqual([]));
  test("of the core include in no circle", () => expect(circles(core)).toEqual([]));
  test("of the page import in no circle", () => expect(circles(web)).toEqual([]));
  test("lie in folders of at most 18", () =>
    expect(crowded([...web, ...styles, ...scripts].map(({ path }) => path))).toEqual([]));
  test("say each meeting point in one file", () => expect(saidInOneFile(web)).toEqual([]));
  test("say forbidden things nowhere", () => expect(forbidden([...core, ...web])).toEqual([]));
  test("open with what they are and stay small", () =>
    expect(shape([...core, ...web, ...tests])).toEqual([]));
});

describe("the rules", () => {
  const file = (path: string, text: string): SourceFile => ({ path, text });

  test("see an include against the arrows", () => {
    const wrong = [
      file("src/math/a.h", '#include "nn/layer.h"'),
      file("src/nn/a.h", '#include "lab/spec/spec.h"'),
      file("src/lab/data/a.cpp", "#include <emscripten/bind.h>"),
      file("src/lab/data/b.cpp", "#include <nlohmann/json.hpp>"),
      file("src/misc/a.h", ""),
    ];
    expect(coreImports(wrong)).toHaveLength(wrong.length);
    const right = [
      file("src/lab/model/a.h", '#include "nn/b.h"\n#include "lab/spec/c.h"\n#include <array>'),
      file("src/bindings/a.cpp", '#include "lab/query/ask.h"\n#include <emscripten/bind.h>'),
    ];
    expect(coreImports(right)).toEqual([]);
  });

  test("see an import against the arrows", () => {
    const wrong = [
      file("web/page/run/a.ts", 'import { x } from "../../worker/run";'),
      file("web/shared/a.ts", 'import type { x } from "../page/run/run";'),
      file("web/charts/kinds/a.ts", 'export { x } from "../../shared/generated/parameters";'),
      file("web/charts/paint/b.ts", 'const x = await import("../../page/run/run");'),
      file("web/charts/paint/c.ts", 'import { x } from "../kinds/bars";'),
      file("web/page/link/d.ts", 'import { x } from "../run/session";'),
      file("web/element/views/field/e.ts", 'import { x } from "../registry";'),
      file("web/element/views/field/f.ts", 'import { x } from "../network/network-panel";'),
      file("web/page/run/g.ts", 'import create from "../../../build/wasm/core.mjs";'),
      file("web/misc/h.ts", ""),
    ];
    expect(webImports(wrong)).toHaveLength(wrong.length);
    const right = [
      file("web/page/run/a.ts", 'new Worker(new URL("../../worker/main.ts", import.meta.url));'),
      file("web/page/run/b.ts", 'import Inline from "../../worker/main?worker&inline";'),
      file("web/element/views/registry.ts", 'import("./field/field-panel"); import "lit";'),
      file("web/element/views/field/d.ts", 'import { x } from "../../../charts/kinds/bars";'),
    ];
    expect(webImports(right)).toEqual([]);
  });

  test("see a circle", () => {
    const two = [
      file("web/page/run/a.ts", 'import type { b } from "./b";'),
      file("web/page/run/b.ts", 'const a = () => import("./a");'),
    ];
    expect(circles(two)).toHaveLength(1);
    const three = [
      file("src/nn/a.h", '#include "nn/b.h"'),
      file("src/nn/b.h", '#include "math/c.h"'),
      file("src/math/c.h", '#include "nn/a.h"'),
      file("src/nn/d.h", '#include "nn/a.h"'),
    ];
    expect(circles(three)).toEqual(["import each other: src/math/c.h, src/nn/a.h, src/nn/b.h"]);
    expect(circles([file("web/page/run/a.ts", 'import "./a";')])).toHaveLength(1);
    const none = [
      file("web/page/run/a.ts", 'import "./b"; import "./c";'),
      file("web/page/run/b.ts", 'import "./c"; // import "./a";'),
      file("web/page/run/c.ts", ""),
    ];
    expect(circles(none)).toEqual([]);
  });

  test("allow no circle of rooms", () => {
    expect(tangles(roomGraph(coreRooms))).toEqual([]);
    expect(tangles(roomGraph(webRooms))).toEqual([]);
    const wrong = { "web/a": ["web/b"], "web/b/c": ["web/d"], "web/d": ["web/a"] };
    expect(tangles(roomGraph(wrong))).toEqual([["web/a", "web/b/c", "web/d"]]);
  });

  test("see a crowded folder", () => {
    const names = Array.from({ length: 18 }, (_, i) => [`src/nn/a${i}.h`, `src/nn/a${i}.cpp`]);
    expect(crowded(names.flat())).toEqual([]);
    expect(crowded([...names.flat(), "src/nn/more/b.h"])).toEqual([]);
    expect(crowded([...names.flat(), "src/nn/b.h"])).toHaveLength(1);
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
