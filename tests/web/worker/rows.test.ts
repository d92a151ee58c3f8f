// A reader's own table behind the door of the built core: what was decided crosses as values, choices
// go back, and predictions of new rows are the command line's bytes. Skipped where neither is built.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { savedOf, tableOf } from "../../../web/page/files/saved";
import { writeNpz } from "../../../web/page/files/saved-files";
import { readLink } from "../../../web/page/link/link";
import { memberFrom } from "../../../web/page/run/others";
import type { Core } from "../../../web/shared/core";
import { queries } from "../../../web/shared/generated/questions";
import type { FromWorker, RowsOrder, ToWorker } from "../../../web/shared/messages";
import { type Spec, valuesOf } from "../../../web/shared/spec";
import {
  type FoundTable,
  noChoices,
  type Predictions,
  type RowMember,
  type TableChoices,
} from "../../../web/shared/tables";
import { Engine } from "../../../web/worker/engine";

const top = join(import.meta.dirname, "../../..");
const built = join(top, "build/wasm/core.wasm");
const program = join(top, "build/native/dropout");
const folder = mkdtempSync(join(tmpdir(), "rows-"));
afterAll(() => rmSync(folder, { recursive: true }));

const specOf = (link: string) => readLink(link).arms[0] as Spec;
const link = "#v=1&data=csv&p=0.2&epochs=8&T=12";

/** Number, category, text that differs, whole numbers; some cells are missing. */
function table(rows: number, first = 0): string {
  const lines = ["size;colour;note;grade;price"];
  for (let i = first; i < first + rows; i++) {
    const size = (i * 37) % 91;
    const colour = ["red", "blue", "green"][(i * 5) % 3];
    const grade = (i * 7) % 4;
    const price = (0.3 * size + 2 * grade + ((i * 53) % 17) / 10).toFixed(2).replace(".", ",");
    lines.push(`${i % 13 === 5 ? "" : size};${colour};n${i * 7919};${grade};${price}`);
  }
  return `${lines.join("\n")}\n`;
}

/** An engine of a worker, and what it posts. */
class Desk {
  readonly posted: FromWorker[] = [];
  private readonly engine: Engine;
  private readonly listeners = new Set<() => void>();
  private id = 1;

  constructor(core: Core) {
    this.engine = new Engine(core, {
      post: (message) => {
        this.posted.push(message);
        for (const listener of this.listeners) listener();
      },
      now: () => performance.now(),
      soon: (work) => void setImmediate(work),
      whole: async () => core,
    });
  }

  send(message: ToWorker): void {
    this.engine.receive(message);
  }

  /** The first message from now on that `pick` makes something of. */
  private next<T>(act: () => void, pick: (message: FromWorker) => T | null): Promise<T> {
    const from = this.posted.length;
    return new Promise((settle, failed) => {
      const look = () => {
        for (const message of this.posted.slice(from)) {
          if (message.type === "failed") failed(new Error(message.message));
          const found = pick(message);
          if (found === null) continue;
          this.listeners.delete(look);
          settle(found);
        }
      };
      this.listeners.add(look);
      act();
    });
  }

  open(spec: Spec, text: string, choices: Partial<TableChoices> = {}) {
    const own = { file: new File([text], "own.csv"), choices: { ...noChoices, ...choices } };
    const setup = { values: valuesOf(spec), points: "", bytes: new Uint8Array() };
    const message: ToWorker = { type: "open", generation: 1, engine: "full", setup, own };
    return this.next(
      () => this.send(message),
      (one) =>
        one.type === "opened" ? { error: one.error, table: one.table as FoundTable } : null,
    );
  }

  train(): Promise<number> {
    return this.next(
      () => this.send({ type: "run", generation: 1, limit: {} }),
      (one) => (one.type === "snapshot" && one.snapshot.status.finished ? 1 : null),
    );
  }

  ask() {
    return this.next(
      () => this.send({ type: "ask", generation: 1, id: ++this.id, question: queries.state() }),
      (one) => (one.type === "answer" ? one.answer : null),
    );
  }

  predict(text: string, members: RowMember[] = [], choices: Partial<TableChoices> = {}) {
    const own = { file: new File([text], "new.csv"), choices: { ...noChoices, ...choices } };
    const order: RowsOrder = { own, members, evaluate: false };
    return this.next(
      () => this.send({ type: "predict", generation: 1, id: ++this.id, order }),
      (one) => (one.type === "predicted" ? { result: one.result } : null),
    );
  }

  close(): void {
    this.engine.close();
  }
}

const textOf = ({ csv }: Predictions) => Buffer.concat(csv).toString();

function predictions({ result }: { result: Predictions | object | null }): Predictions {
  if (!result || !("csv" in result)) throw new Error(JSON.stringify(result));
  return result as Predictions;
}

describe.runIf(existsSync(built))("a reader's own table behind the door", () => {
  let core: Core;
  beforeAll(async () => {
    const create = (await import(/* @vite-ignore */ built.replace(".wasm", ".mjs"))).default;
    core = await create({ wasmBinary: readFileSync(built) });
  });

  it("crosses as values: layout, roles, types, levels, missing cells, first rows", async () => {
    const desk = new Desk(core);
    const { error, table: found } = await desk.open(specOf(link), table(130));
    expect(error).toBeNull();
    expect(found).toMatchObject({ rows: 130, header: true, delimiter: ";" });
    expect(found.head[0]).toEqual(["0", "red", "n0", "0", "0,00"]);
    expect(found.schema).toMatchObject({ task: "regress", rows: 130, incomplete: 10, used: 120 });
    const decided = found.schema?.columns.map(({ role, type }) => [role, type]);
    expect(decided).toEqual([
      ["input", "number"],
      ["input", "category"],
      ["left out", "text"],
      ["input", "number"],
      ["target", "number"],
    ]);
    const [size, colour, note, , price] = found.schema?.columns ?? [];
    expect(size).toMatchObject({ missing: 10, inputs: 1 });
    expect(colour?.levels).toEqual(["blue", "green", "red"]);
    expect(note?.why?.code).toBe("why_texts");
    expect(price).toMatchObject({ decimal: "," });
    expect(found.trainRows + found.validRows).toBe(120);
    desk.close();
  });

  it("takes choices back, one by one, without reading the file again", async () => {
    const desk = new Desk(core);
    const columns = async (choices: Partial<TableChoices>) => {
      const { error, table: found } = await desk.open(specOf(link), table(130), choices);
      expect(error).toBeNull();
      return found;
    };
    const grades = await columns({ category: ["grade"], leave_out: ["size"] });
    expect(grades.schema?.columns[3]).toMatchObject({ type: "category", inputs: 4 });
    expect(grades.schema?.columns[0]).toMatchObject({
      role: "left out",
      why: { code: "why_choice" },
    });
    expect(grades.schema?.incomplete).toBe(0);
    const noted = await columns({ number: ["colour"], missing: "category" });
    expect(noted.schema?.columns[1]).toMatchObject({ type: "number", missing: 130 });
    const classes = await columns({ target: "grade" });
    expect(classes.schema).toMatchObject({ task: "classify", classes: ["0", "1", "2", "3"] });
    expect((await columns({ target: "4", task: "regress" })).schema?.task).toBe("regress");
    const told = {
      header: "no",
      delimiter: ";",
      decimal: "comma",
      number: ["1", "4", "5"],
    } as const;
    const plain = await columns(told);
    expect(plain.columns[0]).toBe("column 1");
    expect(plain.schema).toMatchObject({ rows: 131, incomplete: 11 });
    desk.close();
  });

  it("says what is wrong, with the columns that there are", async () => {
    const desk = new Desk(core);
    const refused = await desk.open(specOf(link), table(20), { target: "colour", task: "regress" });
    expect(refused.error?.code).toBe("target_no_number");
    expect(refused.table.schema?.columns.map(({ name }) => name)).toEqual(refused.table.columns);
    const file = await desk.open(specOf(link), "a\n1\n2\n");
    expect(file.error?.code).toBe("table_one_column");
    expect(file.table.schema).toBeNull();
    desk.close();
  });

  it("notes a column that gives the target or the order of rows away", async () => {
    const desk = new Desk(core);
    const lines = Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 60},${(i * 7) % 60}.5`);
    const { table: found } = await desk.open(specOf(link), `n,x,y\n${lines.join("\n")}\n`);
    expect(found.schema?.notes).toEqual([
      { code: "note_counts_rows", values: ["n"] },
      { code: "note_tells_target", values: ["x"] },
    ]);
    desk.close();
  });

  it("gives a prediction up when something else is wanted", async () => {
    const desk = new Desk(core);
    await desk.open(specOf(link), table(130));
    await desk.train();
    const given = desk.predict(table(3000));
    desk.send({ type: "drop", generation: 1 });
    expect((await given).result).toBeNull();
    const wrong = await desk.predict("colour;grade\nred;1\nblue;2\n");
    expect(wrong.result).toMatchObject({ code: "column_missing" });
    desk.close();
  });
});

describe.runIf(existsSync(built) && existsSync(program))("new rows", () => {
  let core: Core;
  beforeAll(async () => {
    const create = (await import(/* @vite-ignore */ built.replace(".wasm", ".mjs"))).default;
    core = await create({ wasmBinary: readFileSync(built) });
  });

  function dropout(...words: string[]): string {
    const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder });
    expect(status, stderr.toString()).toBe(0);
    return stdout.toString();
  }

  const cases: [string, Partial<TableChoices>, string[]][] = [
    ["a quantity", { category: ["grade"] }, ["--category", "grade"]],
    [
      "classes",
      { target: "colour", leave_out: ["price"] },
      ["--target", "colour", "--leave-out", "price"],
    ],
    ["missing as a category", { missing: "category" }, ["--missing", "category"]],
  ];

  it.each(cases)(
    "are predicted to the bytes of the command line: %s",
    async (_, choices, words) => {
      writeFileSync(join(folder, "own.csv"), table(130));
      // Beyond the training range, an unknown colour, an empty cell.
      const fresh = `${table(70, 500)}900;red;x;1;5,5\n4;"pur,ple";y;2;6\n;blue;z;0;7,25\n`;
      writeFileSync(join(folder, "new.csv"), fresh);
      dropout("run", link, "--csv", "own.csv", "--save", "run.npz", ...words);
      const expected = dropout("predict", "run.npz", "--csv", "new.csv");

      const desk = new Desk(core);
      const { table: found } = await desk.open(specOf(link), table(130), choices);
      await desk.train();
      const result = predictions(await desk.predict(fresh));
      expect(textOf(result)).toBe(expected);
      expect(result.rows).toBe(73);
      expect(result.notes.map(({ code }) => code)).toContain("note_outside");

      // A run that the page saved predicts the same on the command line, but for the noise that it
      // has not measured.
      const saved = savedOf(await desk.ask(), {
        ...{ link, version: "test", altered: false },
        own: tableOf("own.csv", { ...noChoices, ...choices }, found, result.precision),
      });
      if (!saved) throw new Error("no state");
      writeFileSync(join(folder, "page.npz"), Buffer.concat(writeNpz(saved)));
      expect(dropout("predict", "page.npz", "--csv", "new.csv")).toBe(expected);
      desk.close();
    },
  );

  it("are predicted by several networks as by the command line", async () => {
    writeFileSync(join(folder, "own.csv"), table(130));
    const fresh = table(40, 300).replace(/;[^;\n]*$/gm, ""); // without the target
    writeFileSync(join(folder, "new.csv"), fresh);
    const words = ["--csv", "own.csv", "--target", "grade", "--leave-out", "price"];
    const other = `${link}&seed=2&dseed=1`;
    dropout("run", link, ...words, "--save", "one.npz");
    dropout("run", other, ...words, "--save", "two.npz");
    const expected = dropout("predict", "one.npz", "two.npz", "--csv", "new.csv");

    const choices = { target: "grade", leave_out: ["price"] };
    const second = new Desk(core);
    await second.open(specOf(other), table(130), choices);
    await second.train();
    const member = memberFrom(specOf(other), await second.ask());
    second.close();
    const desk = new Desk(core);
    await desk.open(specOf(link), table(130), choices);
    await desk.train();
    const result = predictions(await desk.predict(fresh, member ? [member] : []));
    expect(textOf(result)).toBe(expected);
    desk.close();
  });
});
