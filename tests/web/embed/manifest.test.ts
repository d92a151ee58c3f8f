// custom-elements.json and the package's types, which are made from the sources, against the class as
// it runs and as the compiler sees it.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { manifest } from "../../../scripts/build/manifest.mjs";
import { types } from "../../../scripts/build/types.mjs";
import { DropoutPlayground } from "../../../web/element/playground";

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

const [{ declarations }] = manifest().modules;
const [declaration] = declarations;
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).sort();

describe("custom-elements.json", () => {
  it("has the class's attributes", () => {
    expect(names(declaration.attributes)).toEqual([...DropoutPlayground.observedAttributes].sort());
  });

  it("has only members that the class has", () => {
    const { prototype, properties } = DropoutPlayground;
    for (const { name, kind } of declaration.members) {
      const own = Object.getOwnPropertyDescriptor(prototype, name);
      if (kind === "method") expect(typeof own?.value, name).toBe("function");
      else expect(name in properties || own?.get !== undefined, name).toBe(true);
    }
  });

  it("leaves out what is private, Lit's or a test's", () => {
    for (const name of ["state", "act", "render", "connectedCallback", "ask", "styles"])
      expect(names(declaration.members)).not.toContain(name);
  });

  it("has the events, slots and parts that the sources have", () => {
    const events = found(/\btell\("(\w+)"/g).map((name) => `dropout-${name}`);
    expect(names(declaration.events)).toEqual(events.sort());
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

describe("dropout-playground.d.ts", () => {
  mkdirSync(join(top, "build"), { recursive: true });
  const folder = mkdtempSync(join(top, "build/types-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the compiler says of a file beside the declarations. */
  function compiled(packed: string, text: string, beside: string[] = []): string {
    writeFileSync(join(folder, "packed.d.ts"), packed);
    writeFileSync(join(folder, "check.ts"), text);
    const include = ["*.ts", ...beside];
    const config = { extends: "../../tsconfig.json", include };
    const compilerOptions = { skipLibCheck: beside.length > 0, types: ["vite/client"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ ...config, compilerOptions }));
    try {
      execFileSync(join(top, "node_modules/.bin/tsc"), ["-p", folder], { encoding: "utf8" });
      return "";
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  }

  it("declares by itself all that it names", () => {
    expect(types()).not.toMatch(/\bimport\b/);
    expect(compiled(types(), 'import type {} from "./packed";\n')).toBe("");
  });

  it("promises what the class and its events keep", () => {
    const same = `
      import type { Events } from "../../web/element/panel/events";
      import type { DropoutPlayground as Source } from "../../web/embed/package/index";
      import type { DropoutPlayground as Packed, DropoutPlaygroundEventMap } from "./packed";
      type Own = Omit<Packed, keyof HTMLElement>;
      type Same<A, B> = [A, B] extends [B, A] ? true : false;
      export const members: Same<Own, Pick<Source, keyof Own>> = true;
      type Details = { [K in keyof Events]: DropoutPlaygroundEventMap[\`dropout-\${K}\`]["detail"] };
      export const events: Same<Events, Details> = true;
      type Hidden = "ask" | "shown" | keyof import("lit").LitElement;
      export const all: Same<Exclude<keyof Source, Hidden>, keyof Own> = true;
    `;
    // The source declares the tag's class too, as another type.
    const packed = types().replace(/declare global [\s\S]*/, "");
    const beside = ["../../web/worker/*.d.ts"];
    expect(compiled(packed, same, beside)).toBe("");
    const wrong = same.replace("{ [K in", "{ more: 1 } & { [K in");
    expect(compiled(packed, wrong, beside)).toMatch(/TS2322/);
  });
});
