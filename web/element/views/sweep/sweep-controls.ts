// Run, cancel, clear, and how far a sweep is.
import { html, nothing, type TemplateResult } from "lit";
import type { Plan } from "../../../page/sweep/plan";
import type { Sweeper } from "../../../page/sweep/runner";
import type { View } from "../../panel/view";
import type { Words } from "./en";

/** `left`: runs of the plan that are not done. */
export function renderSweepControls(
  view: View,
  words: Words,
  sweeper: Sweeper,
  left: number,
  plan: Plan | null,
  act: { run(): void; clear(): void; sentence(): string },
): TemplateResult {
  const { format, strings, state } = view;
  const { going, phase, lines } = sweeper;
  const all = plan?.jobs.length ?? 0;
  const blocked = Boolean(plan?.problem) || state.errors.length > 0;
  const name =
    left === 0 && all > 0
      ? words.runAgain
      : left < all
        ? words.resume(format.whole(left))
        : words.run(format.whole(all));
  const failed = lines.find((line) => line.failed !== undefined)?.failed;
  const stale = !going && lines.length > 0 && left === all && all > 0;
  const clear = (event: Event) => {
    // This button goes; the focus stays where one can go on.
    const { previousElementSibling: run } = event.currentTarget as HTMLElement;
    (run as HTMLElement | null)?.focus();
    act.clear();
  };
  return html`
    <div class="sweep-go">
      <button type="button" class="is-main" ?disabled=${blocked && !going}
        @click=${going ? () => sweeper.cancel() : act.run}>${going ? words.cancel : name}</button>
      ${
        lines.length > 0 && !going
          ? html`<button type="button" @click=${clear}>${words.clear}</button>`
          : nothing
      }
      ${phase === "idle" ? nothing : progress(view, words, sweeper)}
    </div>
    ${
      sweeper.failure
        ? html`<p class="message is-error" role="alert">${strings.failure(sweeper.failure)}</p>`
        : nothing
    }
    ${failed ? html`<p class="message">${words.failures(strings.failure(failed))}</p>` : nothing}
    ${stale ? html`<p class="hint">${words.stale}</p>` : nothing}
    <p class="unseen" role="status">
      ${phase === "done" ? `${words.phase.done}. ${act.sentence()}` : going ? "" : words.phase[phase]}
    </p>
  `;
}

function progress(view: View, words: Words, sweeper: Sweeper): TemplateResult {
  const { format, strings } = view;
  const { going, phase, lines, plan, secondsLeft, received, total } = sweeper;
  const fetching = going && received < total;
  const said = [
    fetching ? strings.loadingBytes(format.megabytes(received), format.megabytes(total)) : "",
    words.phase[phase],
    words.runsOf(format.whole(lines.length), format.whole(plan.jobs.length)),
    going && !Number.isNaN(secondsLeft) ? words.left(format.time(secondsLeft)) : "",
  ];
  return html`
    <div class="progress">
      <progress aria-label=${words.progress} max="1" .value=${sweeper.progress}></progress>
      <p class="readout">${said.filter(Boolean).join(" · ")}</p>
    </div>
  `;
}
