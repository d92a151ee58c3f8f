// Each group of scripts/setup.sh installs what the build parts that it serves look for. What they
// look for is read from CMakeLists.txt and CMakePresets.json, or stands here by the tool's name;
// that Debian's packages really bring it is what scripts/dev/fresh.sh proves.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const top = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(top, path), "utf8");
const found = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(([, it]) => it);

const cmake = read("CMakeLists.txt");
const presets: { configurePresets: { cacheVariables?: Record<string, string> }[] } = JSON.parse(
  read("CMakePresets.json"),
);

/** Commands, and the ends of files. */
const headers = found(/^\s*link_headers\(\w+ (\S+?)\)/gm, cmake);
const always = ["cmake", "ninja", ...found(/find_program\(\w+ (\w+)\)/g, cmake), ...headers];
const compilers = presets.configurePresets.flatMap(
  ({ cacheVariables }) => cacheVariables?.CMAKE_CXX_COMPILER ?? [],
);
const npm = ["node", "npm"];

/** The groups that a script or a workflow installs before it builds. */
function groupsOf(path: string): string[] {
  const [groups] = found(/scripts\/setup\.sh ([a-z]+(?:[ -][a-z]+)*)( <.*)?$/gm, read(path));
  expect(groups, `${path} runs scripts/setup.sh`).toBeDefined();
  return (groups as string).split(" ");
}

const native = ["g++", ...always];
const wasm = ["emcc", ...always];
const unit = [...native, ...wasm, ...npm, "gtest-all.cc"];
const all = [...unit, ...compilers, "clang-format", "clang-tidy-14", "chromium"];
test.each([
  ["scripts/build.sh native", ["native"], native],
  ["scripts/build.sh wasm", ["wasm"], wasm],
  ["scripts/serve.sh", groupsOf("scripts/serve.sh"), [...wasm, ...npm]],
  ["pages.yml", groupsOf(".github/workflows/pages.yml"), [...wasm, ...npm, "chromium"]],
  ["scripts/test.sh quick", ["unit"], unit],
  ["scripts/test.sh", ["test"], all],
  [".ci/run", groupsOf(".ci/run"), [...all, "firefox-esr", "mkdocs", "sphinx-build"]],
])("%s finds all it looks for after its groups are installed", (_, groups, wanted) => {
  const list = execFileSync(join(top, "scripts/setup.sh"), ["--list", ...groups], {
    encoding: "utf8",
  });
  const brought = list.split("\n").map((line) => line.split(" ")[1] ?? "");
  const missing = wanted.filter(
    (thing) => !brought.some((it) => it === thing || it.endsWith(`/${thing}`)),
  );
  expect(missing).toEqual([]);
});

test("headers, compilers and tools were found in what CMake reads", () => {
  expect(headers).toContain("Eigen/Core");
  expect(always).toContain("ccache");
  expect(compilers).toContain("clang++-14");
});
