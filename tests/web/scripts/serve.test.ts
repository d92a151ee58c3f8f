// The static server against what HTTP says: types, policy, codings, ranges, and nothing outside
// its folder.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../../../scripts/site/serve.mjs";

const script = "export const words = 'dropout';\n".repeat(100);
let folder: string;
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "serve-"));
  const site = join(folder, "site");
  mkdirSync(join(site, "sub"), { recursive: true });
  mkdirSync(join(site, "assets"));
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(site, ".hidden"), "hidden");
  writeFileSync(join(site, "index.html"), "<!doctype html>");
  writeFileSync(join(site, "sub/index.html"), "<!doctype html><p>sub");
  writeFileSync(join(site, "core.wasm"), "\0asm");
  writeFileSync(join(site, "core.mjs"), script);
  writeFileSync(join(site, "empty.json"), "");
  writeFileSync(join(site, "assets/a-1234.js"), script);
  symlinkSync("../secret.txt", join(site, "link.txt"));
  server = serve(site);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** One request, its path sent as it is: fetch() would tidy it first. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((done, failed) => {
    request({ host: "127.0.0.1", port, path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { statusCode = 0, headers } = response;
        done({ status: statusCode, headers, body: Buffer.concat(chunks) });
      });
    })
      .on("error", failed)
      .end();
  });
}

describe("serve", () => {
  test.each([
    ["/", "text/html; charset=utf-8"],
    ["/?lang=en", "text/html; charset=utf-8"],
    ["/core.wasm", "application/wasm"],
    ["/core.mjs", "text/javascript; charset=utf-8"],
    ["/empty.json", "application/json"],
  ])("%s is %s, under the policy", async (path, type) => {
    const { status, headers } = await ask(path);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe(type);
    expect(headers["access-control-allow-origin"]).toBe("*");
    expect(headers["cross-origin-resource-policy"]).toBe("cross-origin");
    const policy = headers["content-security-policy"];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
  });

  test("compresses as asked, to the same bytes", async () => {
    const br = await ask("/core.mjs", { "Accept-Encoding": "gzip, br" });
    expect(br.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(br.body).toString()).toBe(script);
    const gz = await ask("/core.mjs", { "Accept-Encoding": "gzip, br;q=0" });
    expect(gz.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(gz.body).toString()).toBe(script);
    expect(gz.body.length).toBe(Number(gz.headers["content-length"]));
    const plain = await ask("/core.mjs");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.body.toString()).toBe(script);
    expect(new Set([br, gz, plain].map(({ headers }) => headers.etag)).size).toBe(3);
  });

  test("answers 304 to the tag it gave, and keeps hashed files for ever", async () => {
    const first = await ask("/assets/a-1234.js");
    expect(first.headers["cache-control"]).toContain("immutable");
    const again = await ask("/assets/a-1234.js", { "If-None-Match": first.headers.etag ?? "" });
    expect(again.status).toBe(304);
    expect(again.body.length).toBe(0);
    expect((await ask("/core.mjs")).headers["cache-control"]).toBe("no-cache");
  });

  test.each([
    ["bytes=0-5", 206, script.slice(0, 6)],
    ["bytes=3100-", 206, script.slice(3100)],
    ["bytes=-7", 206, script.slice(-7)],
    ["bytes=3000-99999", 206, script.slice(3000)],
    ["bytes=99999-", 416, "416\n"],
    ["bytes=5-2", 200, script],
    ["bytes=-0", 416, "416\n"],
    ["bytes=-", 200, script],
    ["bytes=0-1,5-6", 200, script],
  ])("range %s: %i", async (range, status, body) => {
    const answer = await ask("/core.mjs", { Range: range });
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).toBe(body);
  });

  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/sub/../../secret.txt",
    "/..\\secret.txt",
    "/link.txt",
    "/.hidden",
    "/nothing",
    "/assets/",
  ])("%s is not to be had", async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain("secret");
  });

  test("a path that is none gets 400, another method 405", async () => {
    expect((await ask("/%")).status).toBe(400);
    expect((await ask("/%00")).status).toBe(400);
    expect((await ask("/", {}, "POST")).status).toBe(405);
  });

  test("HEAD has the headers and no body; a folder gets its slash", async () => {
    const head = await ask("/core.mjs", {}, "HEAD");
    expect(Number(head.headers["content-length"])).toBe(script.length);
    expect(head.body.length).toBe(0);
    const moved = await ask("/sub");
    expect([moved.status, moved.headers.location]).toEqual([308, "sub/"]);
  });
});
