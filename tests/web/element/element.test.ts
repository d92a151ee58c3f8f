// What the element says and shows, as far as it is plain functions: names, numbers, notices, history.
import { describe, expect, it } from "vitest";
import { shownKeys } from "../../../web/element/controls/controls";
import { english } from "../../../web/element/text/en";
import { Format } from "../../../web/element/text/format";
import { armNames, armPhrases } from "../../../web/element/text/names";
import { readLink } from "../../../web/page/link/link";
import { State } from "../../../web/page/state/state";
import { findParameter } from "../../../web/shared/spec";

const specs = (link: string) => readLink(link).arms;

describe("the module", () => {
  it("can be imported where there is no document", async () => {
    expect(globalThis.document).toBeUndefined();
    const { DropoutPlayground } = await import("../../../web/element/define");
    expect(DropoutPlayground.name).toBe("DropoutPlayground");
  });
});

describe("arms are called by what differs", () => {
  it.each([
    ["p=0&b.p=0.5", ["p = 0", "p = 0.5"]],
    ["p=0.5&pin=0.2&b.p=0&b.pin=0", ["p = 0.5, pin = 0.2", "p = 0"]],
    ["p=0.5", ["p = 0.5"]],
    ["v=1", ["p = 0"]],
    ["p=0.5&b.drop=gaussian", ["drop = standard", "drop = gaussian"]],
    ["lr=0.1&b.lr=0.2&c.lr=0.3", ["lr = 0.1", "lr = 0.2", "lr = 0.3"]],
  ])("%s", (link, names) => {
    expect(armNames(specs(link))).toEqual(names);
  });

  it("speaks of no dropout in a sentence", () => {
    const phrases = armPhrases(specs("p=0&b.p=0.5"), english);
    expect(phrases).toEqual(["without dropout", "with p = 0.5"]);
  });
});

describe("Format", () => {
  const format = new Format("en");
  it("keeps a decimal where a percentage would be rounded to none or all", () => {
    expect([0, 0.0042, 0.125, 0.5, 0.9, 0.998, 1].map((v) => format.percent(v))).toEqual([
      "0%",
      "0.4%",
      "13%",
      "50%",
      "90%",
      "99.8%",
      "100%",
    ]);
  });

  it("writes times as a clock does, rounded up", () => {
    expect([0, 0.2, 59.2, 61, 3599.5, 3661].map((v) => format.time(v))).toEqual([
      "0:00",
      "0:01",
      "1:00",
      "1:01",
      "1:00:00",
      "1:01:01",
    ]);
  });
});

describe("shown controls", () => {
  it("take a list of keys, and leave out what is none", () => {
    expect(shownKeys("p, lr  seed __proto__ v")).toEqual(["p", "lr", "seed"]);
    expect(shownKeys("none")).toEqual([]);
    expect(shownKeys("essential").length).toBeLessThanOrEqual(4);
    expect(shownKeys("nonsense")).toEqual(shownKeys("essential"));
    expect(shownKeys("full").every((key) => findParameter(key))).toBe(true);
    expect(shownKeys("full")).not.toContain("v");
  });
});

describe("State", () => {
  it("goes back and forth; what one drag changed is one step", () => {
    const state = new State(readLink("p=0&b.p=0.5&at=10&h=0123456789abcdef"));
    for (const p of [0.1, 0.2, 0.3]) state.set("p", p, 1, true);
    state.set("lr", 0.1, "all", true);
    expect(state.arms.map(({ p, lr }) => [p, lr])).toEqual([
      [0, 0.1],
      [0.3, 0.1],
    ]);
    expect(state.extras).toEqual({});
    expect(state.undo()).toBe(true);
    expect(state.arms.map(({ p, lr }) => [p, lr])).toEqual([
      [0, 0.005],
      [0.3, 0.005],
    ]);
    expect(state.undo()).toBe(true);
    expect(state.arms[1]?.p).toBe(0.5);
    expect(state.undo()).toBe(false);
    expect(state.redo()).toBe(true);
    expect(state.arms[1]?.p).toBe(0.3);
    state.set("p", 0.9, 0);
    expect(state.redo()).toBe(false);
  });
});

describe("notices on a link", () => {
  it("are sentences that name the key, what was given and what is possible", () => {
    const link = "p=1.5&width=1.5&model=gpt&lr=fast&v=3&hue=1&seed";
    const { notices, errors } = readLink(link);
    const said = [...notices, ...errors].map(english.notice);
    expect(said).toHaveLength(7);
    for (const text of said) expect(text).toMatch(/^The link .*\.$/);
    for (const word of ["1.5", "gpt", "fast", "hue", "seed", "0 to 1", "mlp, text"]) {
      expect(said.join("\n")).toContain(word);
    }
  });
});
