// Ten thousand random and mutated links and messages: none throws, takes long, or starts a run.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Command, readCommand } from "../../../../web/embed/envelope";
import { readFile } from "../../../../web/page/files/experiment";
import { promised } from "../../../../web/page/files/replay";
import { unpackPoints } from "../../../../web/page/link/drawn";
import { longestLink, readLink, writeLink } from "../../../../web/page/link/link";
import { Session } from "../../../../web/page/run/session";
import { State } from "../../../../web/page/state/state";
import corpus from "../../../corpus/links.json";

const numRuns = 10_000;

/** A good text with a few of its characters changed, doubled, moved or lost. */
function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const letter = fc.oneof(fc.constantFrom(..."&=.,#?-_0e%\u0000\u202eé😀<\"'"), fc.string());
  const change = fc.tuple(fc.nat(200), fc.nat(6), letter);
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { maxLength: 6 }))
    .map(([text, all]) =>
      all.reduce((so, [at, lost, put]) => {
        const place = at % (so.length + 1);
        return so.slice(0, place) + put + so.slice(place + lost);
      }, text),
    );
}

const links = corpus.links.map(({ link }) => link);
const anyLink = fc.oneof(
  mutated(links),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(fc.constantFrom(...links), { maxLength: 40 }).map((all) => all.join("&")),
  fc
    .tuple(fc.constantFrom("p", "b.p", "at", "pts"), fc.nat(9000))
    .map(([key, n]) => `#${key}=${"1".repeat(n)}`),
);

/** Milliseconds of the processor: on a busy machine the wall's clock tells of the others. */
function slowest(check: () => void): number {
  const begin = process.cpuUsage();
  check();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

describe("ten thousand links", () => {
  it("are read, mended or refused, and none runs", () => {
    let spawned = 0;
    let longest = 0;
    fc.assert(
      fc.property(anyLink, (text) => {
        longest = Math.max(
          longest,
          slowest(() => {
            const state = new State(readLink(text));
            const session = new Session(
              state.arms,
              () => {},
              () => {
                spawned++;
                throw new Error("a link must not start anything");
              },
            );
            void session.use(state.arms);
            promised(state.extras, state.arms.length);
            unpackPoints(state.extras.pts ?? "");
            const link = writeLink(state.arms, state.extras);
            const again = readLink(link);
            if (writeLink(again.arms, again.extras) !== link || again.notices.length > 0) {
              throw new Error(`${JSON.stringify(text)} becomes ${link}`);
            }
          }),
        );
      }),
      { numRuns },
    );
    expect(spawned).toBe(0);
    expect(longest).toBeLessThan(500);
    expect(({} as Record<string, unknown>).p).toBeUndefined();
  }, 60_000);

  it("have no run at the limit of their length", () => {
    const pieces = "b.p=0.123456789&".repeat(600).slice(0, longestLink);
    expect(slowest(() => readLink(pieces))).toBeLessThan(200);
  });
});

const types = ["ack", "set", "start", "pause", "reset", "get", "step", "eval", "ready"];
const part = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true, withDate: true }),
  fc.constantFrom<unknown>(
    ...types,
    1,
    "1",
    null,
    -1,
    1e300,
    Number.NaN,
    "auto",
    "https://a.b/c.css",
  ),
  anyLink,
);
const inner = fc.dictionary(
  fc.constantFrom("v", "type", "id", "spec", "theme", "count", "__proto__", "constructor"),
  part,
);
const good = fc.record({ v: fc.constant(1), type: fc.constantFrom(...types) });
const message = fc.oneof(
  fc.anything(),
  inner.map((dropout) => ({ dropout })),
  fc.tuple(good, inner).map(([a, b]) => ({ dropout: { ...b, ...a } })),
  fc.tuple(good, inner).map(([a, b]) => ({ dropout: { ...a, ...b } })),
);

describe("ten thousand messages", () => {
  it("are understood wholly or not at all", () => {
    let understood = 0;
    fc.assert(
      fc.property(message, (data) => {
        const command: Command | null = readCommand(data);
        if (!command) return;
        understood++;
        const { type, id, ...rest } = command;
        if (!types.includes(type) || type === ("eval" as string) || type === ("ready" as string)) {
          throw new Error(type);
        }
        if (id !== undefined && !Number.isSafeInteger(id)) throw new Error(`id ${id}`);
        for (const [key, value] of Object.entries(rest)) {
          const right =
            (key === "spec" && typeof value === "string" && value.length <= longestLink) ||
            (key === "theme" && ["auto", "light", "dark"].includes(value as string)) ||
            (key === "count" && Number.isInteger(value) && (value as number) >= 0);
          if (!right) throw new Error(`${key}: ${String(value)}`);
        }
        if (command.type === "set" && command.spec !== undefined) new State(readLink(command.spec));
      }),
      { numRuns },
    );
    expect(understood).toBeGreaterThan(500);
    expect(readCommand({ dropout: { v: 2, type: "start" } })).toBeNull();
    expect(readCommand({ dropout: { v: 1, type: "set", theme: "https://a.b/c.css" } })).toBeNull();
    expect(readCommand({ dropout: { v: 1, type: "step" } })).toEqual({ type: "step", count: 1 });
  }, 60_000);
});

describe("files", () => {
  it("hold a link or are none", () => {
    const file = (link: unknown) => JSON.stringify({ format: "dropout-playground", v: 1, link });
    expect(readFile(file("#v=1&p=0.5"))).toBe("#v=1&p=0.5");
    for (const text of [
      "",
      "null",
      "[]",
      "{}",
      file(1),
      file("javascript:alert(1)"),
      "x".repeat(1e6),
    ]) {
      expect(readFile(text)).toBeNull();
    }
    fc.assert(
      fc.property(mutated([file("#v=1&p=0.5"), "{}"]), (text) => {
        const link = readFile(text);
        if (link !== null) new State(readLink(link));
      }),
      { numRuns: 2000 },
    );
  });
});
