// Where WebAssembly has no SIMD (here: a processor that is said to lack SSE 4.1), the scalar build
// is taken by itself, in each kind of worker, and trains to the same bits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hostPolicy, kinds, short, start, train } from "./tools.mjs";

const page = (assets) => [
  `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><h1>A host</h1>
<script type="module" src="${assets}dropout-playground.js"></script>
<dropout-playground spec="${short.replaceAll("&", "&amp;")}"></dropout-playground>`,
  hostPolicy(assets),
];

/** Trains on the site itself and on another origin; what was fetched that is an engine. */
async function trained(flags) {
  const host = await start({ "/other": page }, "", flags);
  try {
    const results = [];
    for (const address of [`${host.assets}embed.html#${short}`, "other"]) {
      const { page, wrong, done } = await host.open("about:blank");
      const engines = [];
      page.on("response", (response) => {
        const name = /(core|bytes)[\w-]*?(?=-[\w-]{8}\.)/.exec(response.url());
        if (name && !response.url().endsWith("core.js")) engines.push(name[0]);
      });
      await page.goto(new URL(address, host.address).href);
      const digests = await train(page);
      results.push({ digests, kinds: kinds(page), engines });
      assert.deepEqual(wrong, []);
      await done();
    }
    return results;
  } finally {
    await host.stop();
  }
}

test("without SIMD the scalar build comes by itself, with the same bits", async () => {
  const [own, other] = await trained([]);
  const [scalar, inlined] = await trained(["--js-flags=--no-enable-sse4-1"]);
  assert.deepEqual(scalar.digests, own.digests);
  assert.deepEqual(inlined.digests, own.digests);
  assert.deepEqual([scalar.kinds, inlined.kinds], [own.kinds, other.kinds]);
  assert.deepEqual(inlined.kinds, ["blob", "blob"]);
  const of = ({ engines }, part) => engines.some((name) => name.includes(part));
  assert.ok(of(scalar, "scalar") && !of(own, "scalar"), `${scalar.engines} ${own.engines}`);
  assert.ok(of(inlined, "scalar") && !of(other, "scalar"), `${inlined.engines} ${other.engines}`);
});
