// The runs of a sweep on fake workers: all of them once, over a few workers, in the page's turn;
// paused, cancelled, gone on with; and what fails leaves the rest alone.
import { beforeEach, describe, expect, it } from "vitest";
import { readLink } from "../../../../web/page/link/link";
import { Pool } from "../../../../web/page/run/pool";
import { Run } from "../../../../web/page/run/run";
import { planSweep } from "../../../../web/page/sweep/plan";
import { Sweeper } from "../../../../web/page/sweep/runner";
import { FakeExperiment, FakeWorker, Time } from "../../fake";

let time: Time;

/** Lets promises and the fake time take turns until nothing moves, or for so many turns. */
async function settle(rounds = 20_000): Promise<void> {
  for (let i = 0, still = 0; i < rounds && still < 30; i++) {
    still = time.tick() ? 0 : still + 1;
    for (let k = 0; k < 5; k++) await Promise.resolve();
  }
}

beforeEach(() => {
  time = new Time();
  FakeWorker.made = [];
  FakeExperiment.alive = 0;
});

const plan = (axis: string, seeds = 1) => planSweep(readLink("#v=1").arms, [axis], seeds);

function sweeper({ pool = new Pool(4), workers = 3 } = {}) {
  let most = 0;
  const one: Sweeper = new Sweeper(
    () => {
      const live = FakeWorker.made.filter((worker) => !worker.terminated).length;
      most = Math.max(most, live);
    },
    (changed) => new Run(changed, [() => new FakeWorker(time)]),
    pool,
    workers,
  );
  return { one, most: () => most };
}

describe("a sweep", () => {
  it("does every run once, on so many workers, and lets them go", async () => {
    const { one, most } = sweeper();
    one.start(plan("p=0:0.9:0.1", 2));
    expect(one.phase).toBe("running");
    await settle();
    expect(one.phase).toBe("done");
    expect(one.lines.map(({ index }) => index)).toEqual([...Array(20).keys()]);
    expect(one.lines.every(({ steps, digest }) => steps === 100 && digest !== "")).toBe(true);
    expect(one.progress).toBe(1);
    expect(most()).toBe(3);
    expect(FakeWorker.made).toHaveLength(3);
    expect(FakeWorker.made.every(({ terminated }) => terminated)).toBe(true);
  });

  it("takes no more than the page has room for, and gives others their turn", async () => {
    const pool = new Pool(2);
    const { one } = sweeper({ pool, workers: 2 });
    one.start(plan("p=0:0.9:0.1"));
    await settle(60);
    const before = one.lines.length;
    let theirs = -1;
    const release = pool.request(2, () => {
      theirs = one.lines.length;
    });
    await settle();
    // Let in between two runs, not at the end; then the sweep waits.
    expect(theirs).toBeGreaterThanOrEqual(before);
    expect(theirs).toBeLessThanOrEqual(before + 2);
    expect(one.phase).toBe("queued");
    expect(one.lines.length).toBeLessThan(10);
    release();
    await settle();
    expect(one.phase).toBe("done");
    expect(one.lines).toHaveLength(10);
  });

  it("rests out of sight and goes on where it was", async () => {
    const pool = new Pool(2);
    const { one } = sweeper({ pool, workers: 2 });
    one.start(plan("p=0:0.5:0.1"));
    await settle(60);
    one.hold(true);
    expect(one.phase).toBe("held");
    await settle();
    const before = one.lines.length;
    expect(before).toBeLessThan(6);
    let room = false;
    pool.request(2, () => {
      room = true;
    })();
    expect(room).toBe(true);
    one.hold(false);
    await settle();
    expect(one.phase).toBe("done");
    expect(one.lines).toHaveLength(6);
    expect(one.lines.every(({ steps }) => steps === 100)).toBe(true);
  });

  it("is cancelled at once, keeps what it has, and does only the rest when it goes on", async () => {
    const { one } = sweeper({ workers: 1 });
    const wanted = plan("p=0:0.9:0.1");
    one.start(wanted);
    while (one.lines.length < 4) await settle(10);
    one.cancel();
    expect(one.phase).toBe("cancelled");
    expect(FakeWorker.made.every(({ terminated }) => terminated)).toBe(true);
    await settle();
    expect(one.lines).toHaveLength(4);
    one.start(wanted, one.lines);
    expect(one.progress).toBeCloseTo(0.4, 6);
    await settle();
    expect(one.phase).toBe("done");
    expect(one.lines.map(({ index }) => index)).toEqual([...Array(10).keys()]);
    const opened = FakeWorker.made.flatMap(({ received }) =>
      received.filter(({ type }) => type === "open"),
    );
    expect(opened.length).toBeLessThanOrEqual(11); // the one that was cancelled opens twice
  });

  it("runs the first seed everywhere before the second", async () => {
    const { one } = sweeper({ workers: 1 });
    one.start(plan("p=0,0.2,0.4", 2));
    while (one.lines.length < 3) await settle(10);
    expect(one.lines.map(({ over, seed }) => [over.p, seed])).toEqual([
      [0, 1],
      [0.2, 1],
      [0.4, 1],
    ]);
    one.cancel();
  });

  it("shows a run that diverges or is refused, and does the others", async () => {
    const { one } = sweeper({ workers: 2 });
    // The fake diverges at lr = 10 and refuses seed 13.
    one.start(plan("lr=0.1,10,1"));
    await settle();
    expect(one.phase).toBe("done");
    expect(one.lines.map(({ diverged }) => diverged)).toEqual([undefined, 21, undefined]);
    one.start(plan("seed=12,13,14"));
    await settle();
    expect(one.phase).toBe("done");
    const said = one.lines.map(({ failed }) => failed);
    expect(said).toEqual([
      undefined,
      { code: "refused", error: { code: "needs_file", values: [] } },
      undefined,
    ]);
  });

  it("goes on with another worker where one breaks", async () => {
    const { one } = sweeper({ workers: 1 });
    one.start(plan("p=0,0.1,0.2"));
    await settle(8);
    const [first] = FakeWorker.made;
    first?.deliver({ type: "failed", code: "crash", message: "it broke" });
    await settle();
    expect(one.phase).toBe("done");
    expect(one.lines.map(({ failed }) => failed)).toEqual([
      { code: "crash", detail: "it broke" },
      undefined,
      undefined,
    ]);
    expect(FakeWorker.made).toHaveLength(2);
  });

  it("asks for the reader's table where it learns from one", async () => {
    const { one } = sweeper();
    one.start(plan("data=csv,moons"));
    await settle();
    expect(one.phase).toBe("failed");
    expect(one.failure?.code).toBe("no-table");
  });

  it("stops with the reason where no worker can be had", async () => {
    const none = new Sweeper(
      () => {},
      (changed) => new Run(changed, [() => null]),
      new Pool(2),
      2,
    );
    none.start(plan("p=0,0.1,0.2"));
    await settle();
    expect(none.phase).toBe("failed");
    expect(none.failure?.code).toBe("load");
  });
});
