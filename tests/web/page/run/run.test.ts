// Runs and sessions on fake workers: the forms of workers, replacement, pace, pause, live changes, the pool.
import { beforeEach, describe, expect, it } from "vitest";
import { Pool } from "../../../../web/page/run/pool";
import { Run, RunFailed } from "../../../../web/page/run/run";
import { Session } from "../../../../web/page/run/session";
import type { Port } from "../../../../web/page/run/spawn";
import { queries } from "../../../../web/shared/generated/questions";
import { defaultSpec, type Spec } from "../../../../web/shared/spec";
import { FakeExperiment, FakeWorker, stepMs, Time } from "../../fake";

let time: Time;
const none = () => new Uint8Array(0);
const spawn = () => new FakeWorker(time);

/** Lets promises and the fake time take turns until nothing moves, or for so many turns. */
async function settle(rounds = 10_000): Promise<void> {
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

describe("Run", () => {
  const spec = defaultSpec("mlp");

  it("opens, trains to the end and keeps the curves", async () => {
    const run = new Run(() => {}, [spawn]);
    const opened = run.open({ spec, points: "" }, none);
    await settle();
    expect(await opened).toBe("done");
    run.run();
    await settle();
    expect(run.status?.finished).toBe(true);
    expect(run.points.length).toBe(100);
    expect(run.points.column("step")[99]).toBe(100);
    expect(run.points.last("batchLoss")).toBe(0.01);
    expect(run.points.last("validLoss")).toBeNaN();
  });

  it("resolves to the error that refuses a Spec", async () => {
    const run = new Run(() => {}, [spawn]);
    const opened = run.open({ spec: { ...spec, data: "csv" }, points: "" }, none);
    await settle();
    expect(await opened).toEqual({ code: "needs_file", values: [] });
    expect(run.isOpen).toBe(false);
    expect(await run.ask(queries.predict())).toBeNull();
  });

  it("has its worker load while the data come, and makes no second one", async () => {
    let bear: (port: FakeWorker) => void = () => {};
    const slow = () => new Promise<FakeWorker>((done) => (bear = done));
    for (const form of [spawn, slow]) {
      FakeWorker.made = [];
      const run = new Run(() => {}, [form]);
      run.load("small");
      const opened = run.open({ spec, points: "" }, none);
      bear(spawn());
      if (form === spawn) FakeWorker.made.pop(); // nobody waited for that one
      await settle();
      expect(await opened).toBe("done");
      expect(FakeWorker.made).toHaveLength(1);
      const said = FakeWorker.made[0]?.received.map(({ type }) => type);
      expect(said).toEqual(form === spawn ? ["load", "open"] : ["open"]);
    }
  });

  it("tells the next form of worker what to load", async () => {
    const dies = () => {
      time.soon(() => worker.onerror?.({ message: "blocked" } as ErrorEvent));
      const worker = { postMessage() {}, terminate() {}, onmessage: null, onerror: null } as Port;
      return worker;
    };
    const run = new Run(() => {}, [dies, spawn]);
    run.load("full");
    await settle();
    expect(FakeWorker.made[0]?.received).toEqual([{ type: "load", engine: "full" }]);
  });

  it("tries the next form when a worker throws, or dies before it is there", async () => {
    const throws = () => {
      throw new Error("SecurityError");
    };
    const dies = () => {
      const worker = new FakeWorker(time);
      worker.deliver = () => {};
      time.soon(() => worker.onerror?.({ message: "blocked" } as ErrorEvent));
      return Object.assign(worker, { postMessage: () => {} });
    };
    const silent = () => {
      const worker = dies();
      Object.defineProperty(worker, "onmessage", { set: () => {}, get: () => null });
      return worker;
    };
    const run = new Run(() => {}, [throws, silent, spawn]);
    const opened = run.open({ spec, points: "" }, none);
    await settle();
    expect(await opened).toBe("done");
    expect(FakeWorker.made.map((one) => one.terminated)).toEqual([true, false]);
  });

  it("replaces a dead worker rather than mending it", async () => {
    const run = new Run(() => {}, [spawn]);
    void run.open({ spec, points: "" }, none);
    await settle();
    const asked = run.ask(queries.predict());
    FakeWorker.made[0]?.onerror?.({ message: "out of memory" } as ErrorEvent);
    await expect(asked).rejects.toBeInstanceOf(RunFailed);
    expect(run.failure?.code).toBe("crash");
    expect(FakeWorker.made[0]?.terminated).toBe(true);
    const again = run.open({ spec, points: "" }, none);
    await settle();
    expect(await again).toBe("done");
    expect(FakeWorker.made).toHaveLength(2);
  });

  it("answers null to what was asked of an experiment that is gone", async () => {
    const run = new Run(() => {}, [spawn]);
    void run.open({ spec, points: "" }, none);
    await settle();
    const asked = run.ask(queries.predict());
    run.rewind();
    await settle();
    expect(await asked).toBeNull();
    expect((await Promise.all([run.ask(queries.predict()), settle()]))[0]?.matrices).toHaveLength(
      1,
    );
  });

  it("terminates its worker when it is disposed of", async () => {
    const run = new Run(() => {}, [spawn]);
    void run.open({ spec, points: "" }, none);
    await settle();
    run.dispose();
    expect(FakeWorker.made.map((one) => one.terminated)).toEqual([true]);
    expect(run.isOpen).toBe(false);
  });
});

describe("Session", () => {
  const a = { ...defaultSpec("mlp"), epochs: 10 };
  const b = { ...a, p: 0.5 };
  const costs = [stepMs, 5 * stepMs];
  let apart: number;

  const session = (specs: readonly Spec[], pool = new Pool(4)) => {
    let made = 0;
    apart = 0;
    const one: Session = new Session(
      specs,
      () => {
        const epochs = one?.runs.map((run) => run.status?.epoch ?? 0) ?? [0];
        apart = Math.max(apart, Math.max(...epochs) - Math.min(...epochs));
      },
      (changed) => {
        const cost = costs[made++ % 2] as number;
        return new Run(changed, [() => new FakeWorker(time, cost)]);
      },
      pool,
    );
    return one;
  };

  it("keeps arms of different speed within about an epoch of each other", async () => {
    const one = session([a, b]);
    expect(one.phase).toBe("poster");
    void one.start();
    expect(one.phase).toBe("loading");
    await settle();
    expect(one.phase).toBe("finished");
    expect(one.runs.map((run) => run.status?.step)).toEqual([100, 100]);
    expect(apart).toBeGreaterThan(0);
    expect(apart).toBeLessThanOrEqual(2.5);
  });

  it("leaves all arms at the same step when it pauses, and steps them together", async () => {
    const one = session([a, b]);
    void one.start();
    await settle(60);
    expect(one.phase).toBe("running");
    one.pause();
    await settle();
    const [first, second] = one.runs.map((run) => run.status?.step);
    expect(first).toBeGreaterThan(0);
    expect(second).toBe(first);
    expect(one.phase).toBe("paused");
    void one.step();
    await settle();
    expect(one.runs.map((run) => run.status?.step)).toEqual([(first ?? 0) + 1, (first ?? 0) + 1]);
    one.rewind();
    await settle();
    expect(one.runs.map((run) => run.status?.step)).toEqual([0, 0]);
    expect(one.phase).toBe("ready");
  });

  it("sets live keys on the running nets and starts anew for all others", async () => {
    const one = session([a, b]);
    void one.start();
    await settle(60);
    expect(await Promise.all([one.use([{ ...a, p: 0.2 }, b]), settle(30)])).toMatchObject([
      "live",
      undefined,
    ]);
    expect(one.phase).toBe("running");
    const sets = FakeWorker.made.map((worker) => worker.received.filter((m) => m.type === "set"));
    expect(sets).toMatchObject([[{ key: "p", value: "0.2" }], []]);
    expect(await one.use([{ ...a, width: 8 }, b])).toBe("restarted");
    expect(one.phase).toBe("poster");
    await settle();
    const ready = one.prepare();
    await settle();
    expect(await ready).toBe(true);
    expect(FakeWorker.made).toHaveLength(2);
    expect(one.runs.map((run) => run.status?.step)).toEqual([0, 0]);
  });

  it("waits for room on the page, and is let in when another pauses", async () => {
    const pool = new Pool(2);
    const one = session([a, b], pool);
    const two = session([a, b], pool);
    void one.start();
    await settle(60);
    void two.start();
    await settle(60);
    expect([one.phase, two.phase]).toEqual(["running", "queued"]);
    one.pause();
    await settle(40);
    expect([one.phase, two.phase]).toEqual(["paused", "running"]);
  });

  it("rests while it is held and goes on afterwards, if it was going", async () => {
    const one = session([a]);
    void one.start();
    await settle(10);
    one.hold(true);
    await settle(20);
    const step = one.runs[0]?.status?.step;
    expect(one.phase).toBe("paused");
    one.hold(false);
    expect(one.phase).toBe("running");
    await settle();
    expect(one.runs[0]?.status?.step).toBeGreaterThan(step ?? 0);
    expect(one.phase).toBe("finished");
  });

  it("asks for the file of a reader's own table, and starts no worker without", async () => {
    const one = session([{ ...a, data: "csv" }]);
    const ready = one.prepare();
    await settle();
    expect(await ready).toBe(false);
    expect(one.failure).toEqual({ code: "no-table", detail: "" });
    expect(FakeWorker.made).toEqual([]);
  });

  it("says why a Spec is refused, and can be told another", async () => {
    const one = session([{ ...a, seed: 13 }]);
    const ready = one.prepare();
    await settle();
    expect(await ready).toBe(false);
    expect(one.failure).toEqual({
      code: "refused",
      error: { code: "needs_file", values: [] },
    });
    await one.use([a]);
    expect(one.phase).toBe("poster");
    const next = one.prepare();
    await settle();
    expect(await next).toBe(true);
    one.dispose();
    expect(FakeWorker.made.every((worker) => worker.terminated)).toBe(true);
  });
});
