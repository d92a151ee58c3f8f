// How arms are called, by what they drop and in what they differ.
import { expect, it } from "vitest";
import { stringsFor } from "../../../../web/element/text/languages";
import { armNames, armPhrases } from "../../../../web/element/text/names";
import { readLink } from "../../../../web/page/link/link";
import { parameters } from "../../../../web/shared/spec";

const of = (link: string) => readLink(`#v=1&${link}`).arms;

it.each(parameters.filter((row) => row.rate).map(({ key, models }) => [key, models?.[0] ?? "mlp"]))(
  "an arm with only %s above 0 is not without dropout",
  (key, model) => {
    const [name] = armNames(of(`model=${model}&p=0&${key}=0.3`));
    expect(name).toBe(`${key} = 0.3`);
    const phrases = armPhrases(of(`model=${model}&p=0&b.${key}=0.3`), stringsFor("en"));
    expect(phrases).toEqual(["without dropout", `with ${key} = 0.3`]);
  },
);

it("are the keys in which they differ", () => {
  expect(armNames(of("p=0.2&b.p=0.5&b.width=64&c.drop=gaussian"))).toEqual([
    "drop = standard, p = 0.2, width = 32",
    "drop = standard, p = 0.5, width = 64",
    "drop = gaussian, p = 0.2, width = 32",
  ]);
});
