// custom-elements.json and the package's types against the class and its sources: what is promised
// is there, and what is there is promised.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DropoutPlayground } from "../../../web/element/playground";
import manifest from "../../../web/embed/package/custom-elements.json";

const top = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(top, path), "utf8");
const sources = ["web/element", "web/charts"]
  .flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true, encoding: "utf8" }).map(
      (name) => `${folder}/${name}`,
    ),
  )
  .filter((path) => path.endsWith(".ts"))
  .map(read)
  .join("\n");
const found = (pattern: RegExp) => [...new Set([...sources.matchAll(pattern)].map((m) => m[1]))];

const declaration = manifest.modules[0]?.declarations?.[0];
if (!declaration) throw new Error("the manifest has no class");
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).sort();
const types = read("web/embed/package/types.d.ts");

describe("custom-elements.json", () => {
  it("has the class's attributes", () => {
    expect(names(declaration.attributes)).toEqual([...DropoutPlayground.observedAttributes].sort());
  });

  it("has its public members, which the types have too", () => {
    const text = read("web/element/playground.ts");
    const body = text.slice(text.indexOf("what a host page sees"), text.indexOf("---- life"));
    const said = [...body.matchAll(/^ {2}(?:get )?(\w+)\(.*\).*\{$/gm)].map((match) => match[1]);
    const fields = Object.keys(DropoutPlayground.properties);
    expect(names(declaration.members)).toEqual([...said, ...fields].sort());
    for (const { name, kind } of declaration.members) {
      if (name === "lang") continue; // HTMLElement's own
      expect(types).toMatch(
        new RegExp(`^ {2}(readonly )?${name}${kind === "method" ? "\\(" : ":"}`, "m"),
      );
      const own = Object.getOwnPropertyDescriptor(DropoutPlayground.prototype, name);
      if (kind === "method") expect(typeof own?.value).toBe("function");
    }
  });

  it("has the events, slots and parts that the sources have", () => {
    const events = found(/\btell\("(\w+)"/g).map((name) => `dropout-${name}`);
    expect(names(declaration.events)).toEqual(events.sort());
    for (const { name } of declaration.events) expect(types).toContain(`"${name}"`);
    const slots = found(/<slot(?: name="(\w+)")?>/g).map((name) => name ?? "");
    expect(names(declaration.slots)).toEqual(slots.sort());
    const parts = [...found(/\bpart="([\w -]+)"/g), ...found(/\bpart\.add\("([\w-]+)"/g)];
    expect(names(declaration.cssParts)).toEqual(parts.sort());
  });

  it("has only tokens that exist", () => {
    const tokens = read("web/shared/tokens.css");
    for (const { name } of declaration.cssProperties) expect(tokens).toContain(`${name}:`);
  });
});
