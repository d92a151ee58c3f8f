// The transport: play, step, rewind, how far it is, and the mode. Always in the same place.
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { atEnd } from "../../page/run/pace";
import type { Phase, Session } from "../../page/run/session";
import { type Mode, modes } from "../../shared/core";
import { parameter } from "../../shared/spec";
import { ended } from "../host/sentences";
import type { ElementView } from "../panel/view";
import type { Strings } from "../text/languages";
import { commonEpoch } from "../text/names";
import { formulaOf, keepsOf } from "./formula";
import { icons } from "./icons";

const readoutMs = 500;

export class Transport {
  private speed = "";
  private left = "";
  private readAt = Number.NEGATIVE_INFINITY;

  render(view: ElementView): TemplateResult {
    const { session, strings, act, state } = view;
    const { phase } = session;
    const blocked = state.errors.length > 0;
    const moving = phase === "running" || phase === "queued";
    const busy = blocked || phase === "loading";
    const done = phase === "finished" || phase === "diverged";
    return html`
      <div class="transport" part="toolbar" role="group" aria-label=${strings.transport}>
        <div class="buttons">
          <button
            type="button"
            class="play"
            part="button"
            ?disabled=${busy || done}
            title=${`${strings.shortcuts.play}`}
            @click=${act.play}
          >
            ${moving ? icons.pause : icons.play}<span>${playName(phase, strings)}</span>
          </button>
          <button type="button" part="button" ?disabled=${busy || done || moving}
            title=${strings.shortcuts.step} @click=${act.step}>
            ${icons.step}<span>${strings.step}</span>
          </button>
          <button type="button" part="button" ?disabled=${busy || !session.isOpen}
            title=${strings.shortcuts.rewind} @click=${act.rewind}>
            ${icons.rewind}<span>${strings.rewind}</span>
          </button>
        </div>
        ${this.progress(view)} ${mode(view)}
      </div>
    `;
  }

  private progress(view: ElementView): TemplateResult {
    const { session, strings } = view;
    const share = progressOf(session);
    return html`
      <div class="progress">
        <progress part="progress" aria-label=${strings.progress} max="1" .value=${share}></progress>
        <p class="readout">${this.readout(view)}</p>
      </div>
    `;
  }

  /** Changes at most twice a second, so that it can be read. */
  private readout(view: ElementView): TemplateResult | string {
    const { session, strings, format, state } = view;
    const { phase } = session;
    if (phase === "loading") {
      if (session.total === 0) return strings.loadingCore;
      const { received, total } = session;
      return strings.loadingBytes(format.megabytes(received), format.megabytes(total));
    }
    if (!session.isOpen || phase === "queued") return strings.phase[phase];
    const epochs = format.whole(Math.max(...state.arms.map((spec) => spec.epochs)));
    const epoch = format.fixed(commonEpoch(session), 1);
    const place = html`<span><b>${ended(view)}</b> ${strings.epochOf(epoch, epochs)}</span>`;
    if (phase !== "running") return place;
    const now = performance.now();
    if (now - this.readAt > readoutMs) {
      this.readAt = now;
      this.measure(session, strings, format);
    }
    return html`${place}<span>${[this.speed, this.left].filter(Boolean).join(" · ")}</span>`;
  }

  private measure(session: Session, strings: Strings, format: ElementView["format"]): void {
    let examples = 0;
    let seconds = 0;
    for (const [arm, run] of session.runs.entries()) {
      if (!run.status || atEnd(run)) continue;
      const steps = session.speeds[arm]?.per("step") ?? 0;
      examples += steps * run.status.batch;
      const left = (run.status.steps - run.status.step) / steps;
      seconds = Math.max(seconds, left);
    }
    this.speed = examples > 0 ? strings.speed(format.rough(examples)) : "";
    this.left = Number.isFinite(seconds) && examples > 0 ? strings.left(format.time(seconds)) : "";
  }
}

function playName(phase: Phase, strings: Strings): string {
  if (phase === "running" || phase === "queued") return strings.pause;
  return phase === "paused" ? strings.resume : strings.train;
}

function progressOf(session: Session): number {
  if (session.phase === "loading") return session.total ? session.received / session.total : 0;
  const shares = session.runs.map((run) =>
    run.status ? (run.status.finished ? 1 : run.status.step / run.status.steps) : 0,
  );
  return session.isOpen && shares.length > 0 ? Math.min(...shares) : 0;
}

/** Each formula once, however many arms compute it. */
function formulas({ state, strings }: ElementView): string {
  const all = state.arms.map((spec) => formulaOf(spec, state.mode, strings));
  return [...new Set(all)].join("; ");
}

/** Each arm's rate p as it is now: schedules change it, and some kinds learn it. */
function presentRates({ session, state }: ElementView): number[] {
  return state.arms.map((spec, arm) => {
    const now = session.isOpen ? (session.runs[arm]?.points.last("p") ?? Number.NaN) : Number.NaN;
    return Number.isNaN(now) ? spec.p : now;
  });
}

function mode(view: ElementView): TemplateResult {
  const { state, strings, act, format } = view;
  const choose = (one: Mode) => html`
    <label>
      <input type="radio" name="mode" value=${one} .checked=${live(state.mode === one)}
        @change=${() => act.mode(one)} />
      <span>${strings.modes[one]}</span>
    </label>
  `;
  const { min, max } = parameter("T");
  const samples = state.arms[0]?.T ?? nothing;
  const change = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const value = Math.round(Number(input.value));
    if (input.value !== "" && value >= min && value <= max) act.set("T", value, "all", true);
    else input.value = String(samples);
  };
  return html`
    <div class="mode">
      <fieldset class="segments">
        <legend class="unseen">${strings.mode}</legend>
        ${modes.map(choose)}
      </fieldset>
      <label class="samples" ?data-idle=${state.mode !== "mc"}>
        <span aria-hidden="true"><i>${strings.samples}</i> =</span>
        <input type="number" min=${min} max=${max} step="1" aria-label=${strings.samplesHelp}
          ?disabled=${state.mode !== "mc"} .value=${live(String(samples))} @change=${change} />
      </label>
      <p class="mode-note">
        <span class="formula">${formulas(view)}</span>
        <span>${strings.formula.note[state.mode]} ${keepsOf(state.arms, state.mode, strings, format, presentRates(view))}</span>
      </p>
    </div>
  `;
}
