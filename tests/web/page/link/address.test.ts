// Whether an address holds an experiment, and what becomes of the rest of it.
import { afterEach, describe, expect, it, vi } from "vitest";
import { isLink } from "../../../../web/page/link/entries";
import {
  fullLink,
  openedLink,
  openedLooks,
  openedSecret,
  showLink,
} from "../../../../web/page/link/link";

function at(search: string, hash = ""): { shown(): string | undefined } {
  const replaceState = vi.fn();
  vi.stubGlobal("location", { origin: "https://a.org", pathname: "/x", search, hash });
  vi.stubGlobal("history", { replaceState });
  return { shown: () => replaceState.mock.lastCall?.[2] };
}
afterEach(() => vi.unstubAllGlobals());

describe("an address", () => {
  it.each([
    "?utm_source=x",
    "?gclid=1&fbclid=2",
    "?wickedid=1&campaign=p%3D0.5",
    "?v=20240101",
    "?id=7&lang=de",
    "?next=https%3A%2F%2Fa.org%2F%3Fdata%3Dcircles",
    "?q=data",
    "#section",
    "#_=_",
    "#?secret=aB3",
    "#:~:text=a%3Db",
    "#h=0123456789abcdef",
    "",
  ])("without a key of ours is no link: %s", (text) => {
    expect(isLink(text)).toBe(false);
    at(text.startsWith("?") ? text : "", text.startsWith("#") ? text : "");
    expect(openedLink()).toBe(null);
  });

  it.each([
    ["?v=1", ""],
    ["?data=circles", ""],
    ["?utm_source=x&b.p=0.5", ""],
    ["", "#v=1"],
    ["", "#v=2"],
    ["?v=3", "#p=0.5"],
    ["", "#v%3D1%26data%3Dcircles"],
    ["?data%3Dcircles%26p%3D0.4", ""],
    ["?data=circles", "#?secret=aB3"],
    ["?data=circles", "#results"],
  ])("with one is a link: %s%s", (search, hash) => {
    at(search, hash);
    expect(openedLink()).not.toBe(null);
  });

  it("keeps what is the host page's own, and loses only the old experiment", () => {
    const { shown } = at("?id=7&data=circles&utm_source=x&theme=dark&b.p=0.5", "#?secret=aB3");
    showLink("#v=1&p=0.2");
    expect(shown()).toBe("/x?id=7&utm_source=x&theme=dark#v=1&p=0.2");
    expect(fullLink("#v=1")).toBe("https://a.org/x?id=7#v=1");
    expect(openedLooks().get("theme")).toBe("dark");
    expect(openedSecret()).toBe("aB3");
    const other = at("?v=20240101&id=7");
    showLink("#v=1");
    expect(other.shown()).toBe("/x?v=20240101&id=7#v=1");
    expect(openedSecret()).toBe(null);
  });
});
