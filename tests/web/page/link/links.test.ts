// Links that are out in the world, with what they mean. links.json only grows: a line that no
// longer holds is a broken promise, and a changed default needs a new version of the grammar. The
// core reads the same file (tests/core/lab/spec/corpus_test.cpp) and refuses what the page mends.
import { describe, expect, it } from "vitest";
import { readLink, writeLink } from "../../../../web/page/link/link";
import { defaultSpec, type Spec } from "../../../../web/shared/spec";
import corpus from "../../../corpus/links.json";

const about = (notices: readonly { about: string }[]) => notices.map((notice) => notice.about);
/** As it was when the line was written: later keys have their defaults beside it. */
const frozenDefaults = (model: string) => corpus.defaults.find((one) => one.model === model);

describe("the frozen links", () => {
  it("have the defaults they were made with", () => {
    for (const frozen of corpus.defaults) {
      expect(defaultSpec(frozen.model as Spec["model"])).toMatchObject(frozen);
    }
  });

  it.each(corpus.links)("$link", ({ link, arms, extras, notices, errors, canonical }) => {
    const reading = readLink(link);
    expect(reading.arms).toHaveLength(arms.length);
    for (const [i, arm] of arms.entries()) {
      expect(reading.arms[i]).toMatchObject({ ...frozenDefaults(arm.model), ...arm });
    }
    expect(reading.extras).toEqual(extras);
    expect(about(reading.notices)).toEqual(notices);
    expect(about(reading.errors)).toEqual(errors);
    expect(writeLink(reading.arms, reading.extras)).toBe(canonical);
    expect(writeLink(readLink(canonical).arms, reading.extras)).toBe(canonical);
  });
});
