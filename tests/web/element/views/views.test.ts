// Which views and settings an experiment gets, and what is said beside the mode: plain functions.
import { describe, expect, it } from "vitest";
import { formulaOf, keepsOf } from "../../../../web/element/controls/formula";
import { formatFor } from "../../../../web/element/text/format";
import { stringsFor } from "../../../../web/element/text/languages";
import { fittingPanels, shownPanels } from "../../../../web/element/views/registry";
import { readLink } from "../../../../web/page/link/link";
import { presets } from "../../../../web/page/state/presets";
import {
  choicesFor,
  defaultSpec,
  isOfUse,
  parameter,
  type Spec,
  withModel,
} from "../../../../web/shared/spec";

const specs = (link: string) => readLink(link).arms;
const models = parameter("model").choices as readonly Spec["model"][];
const english = stringsFor("en");

describe("views", () => {
  it.each([
    ["model=mlp&data=moons", ["field", "curves", "network"]],
    ["model=mlp&data=xsinx", ["field", "curves"]],
    ["model=mlp&data=cars", ["curves"]],
    ["model=text", ["curves", "text"]],
    ["model=cnn", ["curves", "maps", "uncertainty"]],
    ["model=lstm&data=names", ["curves", "write"]],
    ["model=transformer&data=moby", ["curves", "write", "attention"]],
  ])("of %s", (link, names) => {
    expect(shownPanels("", specs(link))).toEqual(names);
  });

  it("are those that are named, as far as they fit", () => {
    expect(shownPanels("weights, maps network", specs("model=mlp"))).toEqual([
      "network",
      "weights",
    ]);
    expect(shownPanels("none", specs("model=mlp"))).toEqual([]);
    expect(shownPanels("maps", specs("model=mlp"))).toEqual(["field", "curves", "network"]);
  });

  it("have a name in words each", () => {
    for (const model of models) {
      for (const { name, label } of fittingPanels([defaultSpec(model)])) {
        expect(label.en && label.de, name).toBeTruthy();
      }
    }
  });
});

describe("another model", () => {
  it.each(models)("%s takes only data and dropout that fit it", (model) => {
    for (const from of models) {
      for (const data of choicesFor(parameter("data"), from)) {
        for (const drop of choicesFor(parameter("drop"), from)) {
          const before = { ...defaultSpec(from), data, drop, seed: 7 } as Spec;
          const after = withModel(before, model);
          expect(after.model).toBe(model);
          expect(after.seed).toBe(7);
          expect(choicesFor(parameter("data"), model)).toContain(after.data);
          expect(choicesFor(parameter("drop"), model)).toContain(after.drop);
        }
      }
    }
  });
});

describe("settings", () => {
  it.each([
    ["block", "model=cnn", false],
    ["block", "model=cnn&drop=dropblock", true],
    ["momentum", "model=mlp", false],
    ["momentum", "model=mlp&opt=nesterov", true],
    ["noise", "model=mlp&data=cars", false],
    ["patt", "model=lstm", false],
    ["tau", "model=mlp&data=sine", true],
  ] as const)("%s with %s: %s", (key, link, shown) => {
    expect(isOfUse(key, specs(link)[0])).toBe(shown);
  });
});

describe("the mode's formula", () => {
  it("is that of the kind of dropout", () => {
    const [spec] = specs("model=mlp&p=0.5");
    expect(formulaOf(spec, "train", english)).toBe("y = m ⊙ x / (1 − p)");
    expect(formulaOf(spec, "eval", english)).toBe("y = x");
    expect(formulaOf({ ...spec, drop: "classic" }, "eval", english)).toBe("y = (1 − p) x");
  });

  it("says what each arm keeps, and the factor", () => {
    const say = (link: string) => keepsOf(specs(link), "train", english, formatFor("en"));
    expect(say("model=mlp&p=0&b.p=0.8")).toBe("A drops nothing; B keeps 20%, × 5.00");
    expect(say("model=mlp&p=0.5&drop=classic")).toBe("It keeps 50%, × 1");
    expect(say("model=transformer&patt=0.5")).toBe("It keeps 50% (patt), × 2.00");
  });

  it("says what noise does, and the rate of now", () => {
    const say = (link: string, ...rates: number[]) =>
      keepsOf(specs(link), "train", english, formatFor("en"), rates);
    const soft = "drops no unit wholly: each is multiplied by chance, with p =";
    expect(say("p=0.3&drop=gaussian", 0.3)).toBe(`It ${soft} 0.300 now`);
    expect(say("p=0.3&drop=concrete", 0.1234)).toBe(`It ${soft} 0.123 now`);
    expect(say("p=0.5&psched=late&b.p=0", 0.25, 0)).toBe("A keeps 75%, × 1.33; B drops nothing");
  });
});

describe("presets", () => {
  it.each(Object.entries(presets))("%s is a link without a fault", (name, link) => {
    const { errors, notices, arms } = readLink(link);
    expect([errors, notices]).toEqual([[], []]);
    for (const { model, data, drop } of arms) {
      expect(choicesFor(parameter("data"), model)).toContain(data);
      expect(choicesFor(parameter("drop"), model)).toContain(drop);
    }
    expect(english.presetNames[name as keyof typeof presets]).toBeTruthy();
  });
});
