// The worker's engine on a fake core: slices, limits, snapshots, questions, old generations.
import { beforeEach, describe, expect, it } from "vitest";
import { queries } from "../../../web/shared/generated/questions";
import type { FromWorker, ToWorker } from "../../../web/shared/messages";
import { defaultSpec, type Spec, valuesOf } from "../../../web/shared/spec";
import { Engine } from "../../../web/worker/engine";
import { FakeExperiment, fakeCore, stepMs, Time } from "../fake";

let time: Time;
let out: FromWorker[];
let engine: Engine;

const open = (generation: number, data: Spec["data"] = "moons"): ToWorker => ({
  type: "open",
  generation,
  engine: "small",
  setup: {
    values: valuesOf({ ...defaultSpec("mlp"), data }),
    points: "",
    bytes: new Uint8Array(0),
  },
});
const snapshots = () => out.flatMap((one) => (one.type === "snapshot" ? [one.snapshot] : []));

beforeEach(() => {
  time = new Time();
  out = [];
  FakeExperiment.alive = 0;
  engine = new Engine(fakeCore(time), {
    post: (message) => out.push(structuredClone(message)),
    now: () => time.now,
    soon: (work) => time.soon(work),
    whole: async () => fakeCore(time),
  });
});

describe("Engine", () => {
  it("says how it stands when opened, and frees what was open before", () => {
    engine.receive(open(1));
    engine.receive(open(2));
    expect(out.map((one) => one.type)).toEqual(["opened", "snapshot", "opened", "snapshot"]);
    expect(FakeExperiment.alive).toBe(1);
  });

  it("hands on the error that refuses a Spec, and runs nothing", () => {
    engine.receive(open(1, "csv"));
    engine.receive({ type: "run", generation: 1, limit: {} });
    time.run();
    const error = { code: "needs_file", values: [] };
    expect(out).toEqual([{ type: "opened", generation: 1, error }]);
    expect(FakeExperiment.alive).toBe(0);
  });

  it("works in slices and reports at most 20 times a second, rows in order", () => {
    engine.receive(open(1));
    engine.receive({ type: "run", generation: 1, limit: {} });
    expect(time.tick()).toBe(true);
    expect(time.now).toBe(16);
    time.run();
    expect(time.now).toBe(200);
    const all = snapshots();
    expect(all.length).toBeLessThanOrEqual(2 + 200 / 50 + 1);
    expect(all.at(-1)).toMatchObject({ activity: "idle", status: { finished: true, step: 100 } });
    let rows = 0;
    for (const { from, points } of all) {
      expect(from).toBe(rows);
      rows += points.length / 11;
    }
    expect(rows).toBe(100);
    expect(all.at(-1)?.digest).toBe("0000000000000064");
    expect(all.filter((one) => one.activity === "running").every((one) => one.digest === "")).toBe(
      true,
    );
  });

  it("says at once that training has begun, also after a rewind", () => {
    engine.receive(open(1));
    engine.receive({ type: "run", generation: 1, limit: {} });
    time.tick();
    expect(snapshots().map(({ status }) => status.step)).toEqual([0, 8]);
    engine.receive({ type: "rewind", generation: 2 });
    engine.receive({ type: "run", generation: 2, limit: {} });
    time.tick(); // what was to come before the rewind is this
    expect(snapshots().map(({ status }) => status.step)).toEqual([0, 8, 0, 8]);
  });

  it("works in shorter slices where it is told to, and frees all when closed", () => {
    const outside = {
      post: () => {},
      now: () => time.now,
      soon: (work: () => void) => time.soon(work),
      whole: async () => fakeCore(time),
    };
    const short = new Engine(fakeCore(time), outside, 3);
    short.receive(open(1));
    short.receive({ type: "run", generation: 1, limit: {} });
    time.tick();
    expect(time.now).toBe(2 * stepMs);
    short.close();
    time.run();
    expect(time.now).toBe(2 * stepMs);
    expect(FakeExperiment.alive).toBe(0);
  });

  it("stops at its limit exactly, and goes on with the next", () => {
    engine.receive(open(1));
    engine.receive({ type: "run", generation: 1, limit: { epoch: 1.2 } });
    time.run();
    expect(snapshots().at(-1)).toMatchObject({ activity: "waiting", status: { step: 12 } });
    engine.receive({ type: "run", generation: 1, limit: { step: 13 } });
    time.run();
    expect(snapshots().at(-1)).toMatchObject({ activity: "waiting", status: { step: 13 } });
  });

  it("pauses between slices", () => {
    engine.receive(open(1));
    engine.receive({ type: "run", generation: 1, limit: {} });
    time.tick();
    engine.receive({ type: "pause", generation: 1 });
    time.run();
    expect(snapshots().at(-1)).toMatchObject({ activity: "idle", status: { step: 8 } });
  });

  it("answers in the middle of training without disturbing it", () => {
    engine.receive(open(1));
    engine.receive({ type: "run", generation: 1, limit: {} });
    time.tick();
    engine.receive({ type: "ask", generation: 1, id: 5, question: queries.sites() });
    const answer = out.find((one) => one.type === "answer");
    expect(answer).toMatchObject({ id: 5, answer: { matrices: [{ data: Float32Array.of(8) }] } });
    time.run();
    expect(snapshots().at(-1)?.status.step).toBe(100);
  });

  it("has a second run answer what its core cannot, with the weights of the first", async () => {
    const outside = {
      post: (message: FromWorker) => out.push(structuredClone(message)),
      now: () => time.now,
      soon: (work: () => void) => time.soon(work),
      whole: async () => fakeCore(time),
    };
    const small = new Engine(
      fakeCore(time, stepMs, (what) => what === "predict"),
      outside,
    );
    small.receive(open(1));
    small.receive({ type: "run", generation: 1, limit: { step: 30 } });
    time.run();
    const question = queries.uncertainty();
    small.receive({ type: "ask", generation: 1, id: 5, question });
    await Promise.resolve();
    await Promise.resolve();
    const answer = out.find((one) => one.type === "answer");
    expect(answer).toMatchObject({ id: 5, answer: { matrices: [{ data: Float32Array.of(30) }] } });
    expect(FakeExperiment.alive).toBe(2);
    small.close();
    expect(FakeExperiment.alive).toBe(0);
  });

  it("stops where the loss is no number, and says so", () => {
    engine.receive(open(1));
    engine.receive({ type: "set", generation: 1, id: 1, key: "lr", value: "10" });
    engine.receive({ type: "run", generation: 1, limit: {} });
    time.run();
    expect(snapshots().at(-1)).toMatchObject({
      activity: "idle",
      status: { diverged: true, step: 21 },
    });
  });

  it("drops what speaks of an older experiment", () => {
    engine.receive(open(1));
    engine.receive(open(2));
    out.length = 0;
    engine.receive({ type: "run", generation: 1, limit: {} });
    engine.receive({ type: "ask", generation: 1, id: 1, question: queries.sites() });
    time.run();
    expect(out).toEqual([]);
  });

  it("rewinds to step 0 with empty curves", () => {
    engine.receive(open(1));
    engine.receive({ type: "run", generation: 1, limit: { step: 30 } });
    time.run();
    engine.receive({ type: "rewind", generation: 2 });
    const last = out.at(-1);
    expect(last).toMatchObject({ generation: 2, snapshot: { from: 0, status: { step: 0 } } });
    expect(snapshots().at(-1)?.points).toHaveLength(0);
  });
});
