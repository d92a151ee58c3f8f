// Reports the state of a run to the host page by events, and to screen readers by text: a
// session. Speaks of changes only.
import type { Phase } from "../../page/run/session";
import type { Events } from "../panel/events";
import type { View } from "../panel/view";
import { Announcer } from "./announce";
import { ended, scoreSentence } from "./sentences";

const progressMs = 100;

export class Reporter {
  private readonly announcer = new Announcer();
  private phase: Phase = "poster";
  /** The runs' generations at the last look. */
  private opened = "";
  private toldAt = 0;
  private readonly target: EventTarget;

  constructor(target: EventTarget) {
    this.target = target;
  }

  /** The live region. */
  get element(): HTMLElement {
    return this.announcer.element;
  }

  tell<K extends keyof Events>(name: K, detail: Events[K]): void {
    const options = { detail, bubbles: true, composed: true };
    this.target.dispatchEvent(new CustomEvent(`dropout-${name}`, options));
  }

  /** Once a frame, while something moves. */
  look(view: View): void {
    const { session, strings } = view;
    const { phase: before } = this;
    const { phase, failure } = session;
    this.phase = phase;
    const opened = session.runs.map(({ generation }) => generation).join();
    // A short training, or a page whose frames are late, may be over before it was seen to run.
    const over = (phase === "finished" || phase === "diverged") && opened !== this.opened;
    this.opened = opened;
    if (phase === "running") this.progress(view);
    if (phase === before && !over) return;
    if (phase === "ready" && before === "loading") this.tell("ready", {});
    if (phase === "finished" || phase === "diverged") this.tell("done", { status: phase });
    if (failure) {
      const message = strings.failure(failure);
      this.tell("error", { code: failure.code, message });
      this.announcer.say(message);
    } else if (phase === "finished") {
      this.announcer.say(`${ended(view)}. ${scoreSentence(view)}`);
    } else this.announcer.say(strings.phase[phase]);
  }

  stop(): void {
    this.announcer.stop();
  }

  private progress({ session }: View): void {
    const now = performance.now();
    if (now - this.toldAt < progressMs) return;
    this.toldAt = now;
    this.tell("progress", { status: session.runs.map(({ status }) => status && { ...status }) });
  }
}
