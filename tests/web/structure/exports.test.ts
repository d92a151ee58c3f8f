// What a file exports, another file imports; and no source lies there that nothing imports. Asks
// knip, whose entries stand in knip.json.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const top = join(import.meta.dirname, "../../..");

test("no file and no export is unused", async () => {
  const include = "--include=files,exports,types,duplicates";
  const options = [include, "--reporter=compact", "--no-config-hints", "--no-exit-code"];
  const knip = join(top, "node_modules/.bin/knip");
  const { stdout } = await promisify(execFile)(knip, options, { cwd: top });
  expect(stdout.trim()).toBe("");
});
