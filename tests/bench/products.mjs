// Matrix products by us and by Eigen, in Node or Chromium: what gemm_bench prints, round after round.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./wasi.mjs";

const engines = {
  Node: (wasm) => run(readFileSync(join(wasm, "gemm_bench.wasm")), "--square"),
  async Chromium(_, sides) {
    const { browser, address } = await sides.browser();
    const page = await browser.newPage();
    await page.goto(address);
    const said = await page.evaluate(async () => {
      const { run } = await import("/bench/wasi.mjs");
      const answer = await fetch("/wasm/gemm_bench.wasm");
      return run(await answer.arrayBuffer(), "--square");
    });
    await page.close();
    return said;
  },
};

/**
 * GFLOP/s of each round by size, ours and Eigen's, and the most that multiplications and additions
 * alone reach.
 */
export async function products(engine, wasm, sides, rounds) {
  const found = new Map();
  let arithmetic = 0;
  for (let round = 0; round < rounds; ++round) {
    for (const line of (await engines[engine](wasm, sides)).trim().split("\n")) {
      // A clock that once stood still makes a rate infinite, which JSON cannot say.
      const { name, n, ours, eigen } = JSON.parse(line.replace(/:-?inf/g, ":null"));
      if (name === "limit") {
        arithmetic = Math.max(arithmetic, ours ?? 0);
        continue;
      }
      if (!found.has(n)) found.set(n, { ours: [], eigen: [] });
      if (ours) found.get(n).ours.push(ours);
      if (eigen) found.get(n).eigen.push(eigen);
    }
  }
  return { found, arithmetic };
}
