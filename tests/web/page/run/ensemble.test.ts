// An ensemble beside an arm, and points that a reader drew: what is opened, in which order, with
// how many workers, and what becomes of it when it is given up.
import { describe, expect, it } from "vitest";
import { linkOf, readLink, writeLink } from "../../../../web/page/link/link";
import { Ensemble } from "../../../../web/page/run/ensemble";
import { memberOf } from "../../../../web/page/run/members";
import { Pool } from "../../../../web/page/run/pool";
import { Run } from "../../../../web/page/run/run";
import { Session } from "../../../../web/page/run/session";
import { State } from "../../../../web/page/state/state";
import { defaultSpec } from "../../../../web/shared/spec";
import { FakeWorker, Time } from "../../fake";

const settled = async (time: Time, until: () => boolean) => {
  for (let i = 0; i < 4000 && !until(); i++) {
    time.run(50);
    await Promise.resolve();
    await new Promise((later) => setTimeout(later));
  }
};

describe("members", () => {
  it("share the data and differ in all else that is drawn", () => {
    const spec = { ...defaultSpec("mlp"), seed: 4294967295 };
    expect(memberOf(spec, 0)).toBe(spec);
    expect(memberOf(spec, 2)).toEqual({ ...spec, seed: 1, dseed: 4294967295 });
    expect(memberOf({ ...spec, seed: 0 }, 1)).toMatchObject({ seed: 1, dseed: 0 });
    expect(memberOf({ ...spec, dseed: 9 }, 3)).toMatchObject({ seed: 2, dseed: 9 });
  });
});

describe("drawn points in the history", () => {
  const pts = "b8.AA-_";

  it("stay with their data, go with others, and come back", () => {
    const state = new State(readLink("#v=1&n=50&at=3&h=0123456789abcdef"));
    state.draw(pts);
    expect(state.points).toBe(pts);
    expect(state.arms[0]?.n).toBe(0);
    expect(state.extras).toEqual({ pts });
    state.set("p", 0.5, "all");
    expect(state.points).toBe(pts);
    state.set("data", "circles", "all");
    expect(state.points).toBe("");
    expect(state.undo()).toBe(true);
    expect(state.points).toBe(pts);
    expect(state.undo() && state.undo()).toBe(true);
    expect(state.points).toBe("");
    expect(state.arms[0]?.n).toBe(50);
    expect(state.redo()).toBe(true);
    expect(writeLink(state.arms, state.extras)).toBe(`#v=1&pts=${pts}`);
    state.draw("b8.", "points");
    expect(writeLink(state.arms, state.extras)).toBe("#v=1&data=points&pts=b8.");
  });

  it("open every arm whose data can be drawn on, anew", async () => {
    const spec = defaultSpec("mlp");
    const session = new Session([spec, { ...spec, data: "cars" }], () => {});
    expect(await session.use(session.specs, pts)).toBe("restarted");
    expect(await session.use(session.specs, pts)).toBe("same");
    expect(linkOf(session.orderOf(spec))).toBe(`#v=1&pts=${pts}`);
    expect(linkOf(session.orderOf({ ...spec, data: "cars" }))).toBe("#v=1&data=cars");
    expect(await session.use(session.specs)).toBe("restarted");
  });
});

describe("an ensemble", () => {
  async function trained() {
    const time = new Time();
    const links: string[] = [];
    let alive = 0;
    let most = 0;
    const pool = new Pool(2);
    const makeRun = (changed: () => void) => {
      const run = new Run(changed, [() => new FakeWorker(time)]);
      const { open, dispose } = run;
      run.open = (order, copy) => {
        links.push(writeLink([order.spec]));
        most = Math.max(most, ++alive);
        return open.call(run, order, copy);
      };
      run.dispose = () => {
        alive--;
        dispose.call(run);
      };
      return run;
    };
    const spec = defaultSpec("mlp");
    const session = new Session(
      [spec],
      () => {},
      (changed) => new Run(changed, [() => new FakeWorker(time)]),
      pool,
    );
    void session.step(30);
    await settled(time, () => (session.runs[0]?.status?.step ?? 0) >= 30);
    const ensemble = new Ensemble(() => {}, 5, makeRun, pool);
    return { time, links, session, ensemble, alive: () => alive, most: () => most };
  }

  it("trains four more as far as the arm is, two at a time, and asks once", async () => {
    const { time, links, session, ensemble, alive, most } = await trained();
    const done = ensemble.train(session, 0, { text: "shift" });
    await settled(time, () => ensemble.phase !== "running");
    await done;
    expect([ensemble.phase, ensemble.failure]).toEqual(["done", null]);
    expect(ensemble.step).toBe(30);
    expect(links).toEqual([2, 3, 4, 5].map((seed) => `#v=1&seed=${seed}&dseed=1`));
    expect(most()).toBe(2);
    expect(alive()).toBe(0);
  });

  it("leaves no worker when it is given up", async () => {
    const { time, session, ensemble, alive } = await trained();
    void ensemble.train(session, 0, { text: "shift" });
    await settled(time, () => alive() === 2);
    ensemble.cancel();
    expect(alive()).toBe(0);
    expect(ensemble.phase).toBe("idle");
    expect(ensemble.progress).toBe(0);
  });
});
