// A data set's bytes are asked for before its manifest is there, and believed only when the
// manifest agrees. On a fetch that answers when it is told to.
import { createHash } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";

const bytes = Uint8Array.of(3, 1, 4, 1, 5);
const sha256 = createHash("sha256").update(bytes).digest("hex");
const mark = sha256.slice(0, 12);
const manifest = JSON.stringify({ bytes: bytes.length, sha256 });

/** Loads "names" by a site built when its mark was `known`; null: a request that fails. */
async function load(known: string, answers: Record<string, readonly (BodyInit | null)[]>) {
  const asked: string[] = [];
  let answer: () => void = () => {};
  const manifestSoon = new Promise<void>((done) => {
    answer = done;
  });
  const left = new Map(Object.entries(answers).map(([file, bodies]) => [file, [...bodies]]));
  vi.stubGlobal("fetch", async (url: URL) => {
    const file = url.href.split("/").at(-1) ?? "";
    asked.push(file);
    if (file.endsWith(".json")) await manifestSoon;
    const body = left.get(file)?.shift();
    if (!body) throw new TypeError("no network");
    return new Response(body);
  });
  vi.resetModules();
  vi.stubGlobal("dataMarks", { names: known });
  const { loadData } = await import("../../../../web/page/run/data");
  const loading = loadData("names");
  loading.catch(() => {});
  await Promise.resolve();
  const first = [...asked].sort();
  answer();
  const found = await loading.catch((error: Error) => error.message);
  return { first, asked, found };
}

afterEach(() => vi.unstubAllGlobals());

it("asks for both at once", async () => {
  const both = { "names.json": [manifest], [`names.bin?${mark}`]: [bytes] };
  const { first, asked, found } = await load(mark, both);
  expect(first).toEqual([`names.bin?${mark}`, "names.json"]);
  expect(asked).toHaveLength(2);
  expect(found).toEqual(bytes);
});

it("takes what the manifest names when the data are newer than the page", async () => {
  const old = `names.bin?${"0".repeat(12)}`;
  const files = { "names.json": [manifest], [old]: ["older"], [`names.bin?${mark}`]: [bytes] };
  const { asked, found } = await load("0".repeat(12), files);
  expect(asked.at(-1)).toBe(`names.bin?${mark}`);
  expect(found).toEqual(bytes);
});

it("asks again where the early request failed, and fails where there is no manifest", async () => {
  const file = `names.bin?${mark}`;
  const again = await load(mark, { "names.json": [manifest], [file]: [null, bytes] });
  expect(again.found).toEqual(bytes);
  const none = await load(mark, { [file]: [bytes] });
  expect(none.found).toBe("network");
});
