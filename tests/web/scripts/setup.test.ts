// Each group of scripts/setup.sh installs what the build parts that it serves look for. What they
// look for is read from CMakeLists.txt and CMakePresets.json, or stands here by the tool's name;
// that Debian's packages really bring it is what scripts/dev/fresh.sh proves.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const top = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(top, path), "utf8");
const found = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(([, it]) => it);

const cmake = read("CMakeLists.txt");
const presets: { configurePresets: { cacheVariables?: Record<string, string> }[] } = JSON.parse(
  read("CMakePresets.json"),
);

// CMakeLists.txt returns before its native part where Emscripten compiles.
const [common = "", nativePart = ""] = cmake.split(/^ {2}return\(\)\nendif\(\)$/m);
/** Commands, and the ends of files. */
const headersIn = (part: string) => found(/^\s*link_headers\(\w+ (\S+?)\)/gm, part);
const headers = headersIn(common);
const always = ["cmake", "ninja", ...found(/find_program\(\w+ (\w+)\)/g, cmake), ...headers];
const compilers = presets.configurePresets.flatMap(
  ({ cacheVariables }) => cacheVariables?.CMAKE_CXX_COMPILER ?? [],
);
const crossed = found(/CMAKE_CXX_COMPILER (\S+)\)/g, read("scripts/build/arm64.cmake"));
const npm = ["node", "npm"];

/** The groups that a script or a workflow installs before it builds. */
function groupsOf(path: string): string[] {
  const [groups] = found(/scripts\/setup\.sh ([a-z]+(?:[ -][a-z]+)*)( <.*)?$/gm, read(path));
  expect(groups, `${path} runs scripts/setup.sh`).toBeDefined();
  return (groups as string).split(" ");
}

const native = ["g++", ...headersIn(nativePart), ...always];
const wasm = ["emcc", ...always];
const unit = [...native, ...wasm, ...npm, "gtest-all.cc"];
const emulated = process.arch === "arm64" ? [] : [...crossed, "qemu-aarch64-static"];
const engines = ["firefox-esr", "WebKitWebDriver", "Xvfb", ...emulated];
const all = [...unit, ...engines, ...compilers, "clang-format", "clang-tidy-14", "chromium"];
const full = [...all, "torch/__init__.py", "mkdocs", "sphinx-build", "parallel"];
/** What Debian may lack: setup.sh goes on without it, and what needs it does something else. */
const optional = ["dataset-fashion-mnist", "clang-tidy-22"];

/** Lines "package command-or-file" of what groups install. */
const listed = (groups: readonly string[]) =>
  execFileSync(join(top, "scripts/setup.sh"), ["--list", ...groups], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line !== "");

/** What of `wanted` no line brings. */
function missing(lines: readonly string[], wanted: readonly string[]): string[] {
  const brought = lines.map((line) => line.split(" ")[1] ?? "");
  return wanted.filter((thing) => !brought.some((it) => it === thing || it.endsWith(`/${thing}`)));
}

describe.each([
  ["scripts/build.sh native", ["native"], native],
  ["scripts/build.sh wasm", ["wasm"], wasm],
  ["scripts/serve.sh", groupsOf("scripts/serve.sh"), [...wasm, ...npm]],
  ["pages.yml", groupsOf(".github/workflows/pages.yml"), [...wasm, ...npm, "chromium"]],
  ["scripts/test.sh quick", ["unit"], unit],
  ["scripts/test.sh engines", ["engines"], engines],
  ["scripts/test.sh", ["test"], all],
  [".ci/run", groupsOf(".ci/run"), full],
])("%s", (_, groups, wanted) => {
  // Without node on the machine npm and certificates are installed for it, whatever it has here.
  const lines = listed(groups).filter((line) => !/^(ca-certificates|nodejs|npm) /.test(line));
  const rest = wanted.filter((thing) => !npm.includes(thing));

  test("finds all it looks for after its groups are installed", () => {
    expect(missing(listed(groups), wanted)).toEqual([]);
  });
  test("would fail without any one of the packages", () => {
    const needed = lines.filter((line) => !optional.includes(line.split(" ")[0] ?? ""));
    expect(needed.length).toBeGreaterThan(0);
    const unnoticed = needed.filter((line) => {
      const others = lines.filter((other) => other !== line);
      return missing(others, rest).length === 0;
    });
    expect(unnoticed).toEqual([]);
  });
});

test("headers, compilers and tools were found in what CMake reads", () => {
  expect(headers).toContain("Eigen/Core");
  expect(always).toContain("ccache");
  expect(compilers).toContain("clang++-14");
});
