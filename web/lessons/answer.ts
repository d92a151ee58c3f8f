// The sentence under a figure that answers its question with the numbers of this reader's run:
// asks again while the networks learn, at a limited rate. Empty before.
import type { DropoutPlayground } from "../element/playground";
import type { Answer } from "../shared/core";
import { questions } from "./answers/answers";
import type { Lab } from "./answers/lab";

const waiting = "The answer, from your own run, will stand here.";
const everyMs = 1000;
/** Largest share of time spent on answers. */
const share = 0.1;

export function watchAnswer(name: string, element: DropoutPlayground, line: HTMLElement): void {
  const answer = questions[name];
  if (!answer) return;
  let ensembles: readonly (Answer | null)[] = [];
  const lab: Lab = {
    get specs() {
      return element.specs;
    },
    get sweep() {
      return element.sweepResult as Lab["sweep"];
    },
    last: (arm, column) => element.result[arm]?.[column] ?? Number.NaN,
    ask: async (arm, question) => (element.loaded ? element.ask(arm, question) : null),
    ensemble: async (arm) => ensembles[arm] ?? null,
  };
  line.textContent = waiting;
  let busy = false;
  let again = false;
  let next = 0;
  const look = async (urgent: boolean) => {
    if (busy || (!urgent && performance.now() < next)) {
      again ||= urgent;
      return;
    }
    busy = true;
    const from = performance.now();
    const said = await answer(lab).catch(() => "");
    line.textContent = (element.loaded || element.sweep) && said ? said : waiting;
    next = performance.now() + Math.max(everyMs, (performance.now() - from) / share);
    busy = false;
    if (again) {
      again = false;
      void look(true);
    }
  };
  void look(true);
  element.addEventListener("dropout-progress", () => void look(false));
  element.addEventListener("dropout-done", () => void look(true));
  element.addEventListener("dropout-sweep", () => void look(true));
  element.addEventListener("dropout-ensemble", (event) => {
    ensembles = (event as CustomEvent<{ answers: typeof ensembles }>).detail.answers;
    void look(true);
  });
  element.addEventListener("dropout-change", () => {
    if (element.loaded) void look(true);
    else line.textContent = waiting;
  });
}
