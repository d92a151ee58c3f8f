#!/usr/bin/env node
// Thousands of cycles of start, stop and change on the built site: what the page and its workers
// hold, every thousand cycles. node tests/bench/cycles.mjs [--cycles 5000] [--panels none]
import { parseArgs } from "node:util";
import { cycles, heldBy, watchWorkers } from "../browser/many.mjs";
import { start } from "../browser/tools.mjs";

const { values } = parseArgs({
  options: {
    cycles: { type: "string", default: "5000" },
    panels: { type: "string", default: "field curves network" },
  },
});
const each = Math.min(1000, Number(values.cycles));
const site = await start();
try {
  const { page, element } = await site.open("embed.html#v=1&p=0.5");
  await element.evaluate(
    (it, panels) => Object.assign(it, { panels, controls: "none" }),
    values.panels,
  );
  const session = await page.context().newCDPSession(page);
  const workers = await watchWorkers(session);
  for (let done = 0; done <= Number(values.cycles); done += each) {
    if (done > 0) await cycles(page, each);
    console.log(JSON.stringify({ cycles: done, ...(await heldBy(session)), ...(await workers()) }));
  }
} finally {
  await site.stop();
}
