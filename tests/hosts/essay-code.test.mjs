// Every block of PyTorch code on the page is run as it stands there, and does what the text beside
// it says. What a block takes for given (an x, a model) and what is checked after it stand in
// essay_code.py.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const html = readFileSync(join(import.meta.dirname, "../../index.html"), "utf8");

function decoded(text) {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** What stands on the page: id, language, what it needs beside torch, code. */
const blocks = [
  ...html.matchAll(/<figure class="code"([^>]*)>[\s\S]*?<code>([\s\S]*?)<\/code>/g),
].map(([, attributes, code]) => {
  const get = (name) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  const needs = get("data-needs");
  return { id: get("id"), language: get("data-language"), needs, code: decoded(code) };
});
const torch = blocks.filter(({ language }) => language === "pytorch");

function has(python, module) {
  return spawnSync(python, ["-c", `import ${module}`]).status === 0;
}
const python = ["python3", "/usr/bin/python3"].find((one) => has(one, "torch"));

test("every block says its language, and there is PyTorch in each section that has code", () => {
  assert.ok(blocks.length >= 20, `${blocks.length} blocks`);
  for (const { id, language } of blocks) {
    assert.ok(/^code-[\w-]+$/.test(id), `a block without an id: ${id}`);
    assert.ok(["pytorch", "keras", "flax"].includes(language), `${id}: ${language}`);
  }
  const sections = html.split(/<h2 /).filter((part) => part.includes('class="experiment"'));
  for (const part of sections) {
    assert.match(part, /data-language="pytorch"/, `no PyTorch in ${part.slice(0, 40)}`);
  }
});

test("PyTorch blocks run as shown", {
  skip: python ? false : "no python3 here has torch",
}, async (t) => {
  const program = join(import.meta.dirname, "essay_code.py");
  const ran = spawnSync(python, [program], { input: JSON.stringify(torch), encoding: "utf8" });
  assert.equal(ran.status, 0, ran.stderr);
  const results = JSON.parse(ran.stdout);
  for (const { id } of torch) {
    await t.test(id, (block) => {
      const { skipped, error } = results[id];
      if (skipped) return block.skip(skipped);
      assert.equal(error, null, `${id}\n${error}`);
    });
  }
});
