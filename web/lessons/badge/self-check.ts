// The checks of the badge. One short run in its own worker; its engine answers the question
// "check", and the digest of its weights is compared with the one that the command line gave when
// the page was built. Knows no badge.
import { readLink } from "../../page/link/link";
import { Run, refusalIn } from "../../page/run/run";
import type { Answer } from "../../shared/core";
import { worded } from "../../shared/errors";
import { englishErrors } from "../../shared/generated/errors";
import { queries } from "../../shared/generated/questions";
import { reference } from "../../shared/generated/reference";
import type { Spec } from "../../shared/spec";

export interface Check {
  passed: boolean;
  /** The result and, if a check failed, its consequence. */
  sentence: string;
}

const patienceMs = 60_000;

/** The reference run at its end. */
async function trained(): Promise<Run> {
  let over: () => void = () => {};
  let failed: (error: Error) => void = () => {};
  const end = new Promise<void>((done, wrong) => {
    over = done;
    failed = wrong;
  });
  end.catch(() => {}); // handled where it is awaited
  const run: Run = new Run(() => {
    if (run.failure) failed(run.failure);
    else if (run.status?.finished && run.digest) over();
  });
  const late = setTimeout(() => failed(new Error("nothing came back in a minute")), patienceMs);
  try {
    const spec = readLink(reference.link).arms[0] as Spec;
    const error = refusalIn([await run.open({ spec, points: "" }, () => new Uint8Array(0))]);
    if (error) throw new Error(worded(englishErrors, error));
    run.run();
    await end;
    return run;
  } catch (error) {
    run.dispose();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/** One row of numbers, by the names of its columns. */
function row(answer: Answer, name: string): Record<string, number> {
  const found = answer.matrices.find((matrix) => matrix.name === name);
  return Object.fromEntries((found?.labels ?? []).map((label, i) => [label, found?.data[i] ?? 0]));
}

const exact = (value: number | undefined) => (value ?? Number.NaN).toFixed(4);
const share = (value: number | undefined) => (value ?? Number.NaN).toPrecision(2);

function mean(answer: Answer): Check {
  const { draws = 0, p, mean, allowed, passed } = row(answer, "mean");
  const found = `The mean of ${draws.toLocaleString("en")} draws of dropout at p = ${p} is ${exact(mean)} for an input of 1`;
  return passed === 1
    ? { passed: true, sentence: `${found}; chance allows ${exact(allowed)} to either side.` }
    : {
        passed: false,
        sentence: `${found}; chance allows only ${exact(allowed)} to either side. So masks or their scaling are wrong on this machine, and what the figures say about dropout cannot be trusted here.`,
      };
}

function gradient(answer: Answer): Check {
  const { weights, error, allowed, passed } = row(answer, "gradient");
  const found = `Backpropagation and central differences agree on ${weights} weights to a relative error of ${share(error)}`;
  return passed === 1
    ? { passed: true, sentence: `${found}; ${share(allowed)} is allowed.` }
    : {
        passed: false,
        sentence: `Backpropagation and central differences differ by ${share(error)} on one of ${weights} weights; ${share(allowed)} is allowed. So networks learn something else than they should on this machine.`,
      };
}

function digest(found: string): Check {
  return found === reference.digest
    ? {
        passed: true,
        sentence: `A reference run ended with the stored weights, bit for bit (digest ${found}).`,
      }
    : {
        passed: false,
        sentence: `A reference run ended with digest ${found}, not with the stored ${reference.digest}. So this browser computes other bits than the engine should: links will not replay exactly, and its numbers may differ from those printed here.`,
      };
}

/** The checks of an engine's answer and of its weights' digest. */
export const judge = (answer: Answer, found: string): Check[] => [
  mean(answer),
  gradient(answer),
  digest(found),
];

/** The draws of a run's questions are numbered; any number gives other masks. */
const draw = 1;

export async function selfCheck(): Promise<Check[]> {
  try {
    const run = await trained();
    try {
      const answer = await run.ask(queries.check({ draw }));
      if (!answer || answer.error)
        throw new Error(worded(englishErrors, answer?.error) || "no answer");
      return judge(answer, run.digest);
    } finally {
      run.dispose();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      { passed: false, sentence: `The engine did not run (${why}): figures will not, either.` },
    ];
  }
}
