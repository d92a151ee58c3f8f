// What is said above the charts: what was wrong with a link, what failed, what diverged.
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "./panel";

export function renderMessages(view: View): TemplateResult | typeof nothing {
  const { state, session, strings, act, format } = view;
  const { errors, notices } = state;
  const sentences = (list: typeof errors) =>
    list.map((one) => html`<li>${strings.remark(one)}</li>`);
  if (errors.length > 0) {
    return html`
      <div class="message is-error" role="alert">
        <p><b>${strings.linkErrors}</b></p>
        <ul>${sentences(errors)}${sentences(notices)}</ul>
        <p class="choices">
          <button type="button" @click=${act.accept}>${strings.accept}</button>
          <button type="button" @click=${act.forget}>${strings.forget}</button>
        </p>
      </div>
    `;
  }
  if (session.failure) {
    return html`
      <div class="message is-error" role="alert">
        <p>${strings.failure(session.failure)}</p>
        <p class="choices"><button type="button" @click=${act.retry}>${strings.retry}</button></p>
      </div>
    `;
  }
  const diverged = session.runs.flatMap((run, arm) =>
    session.isOpen && run.status?.diverged
      ? [strings.diverged(strings.arms[arm] as string, format.whole(run.status.step))]
      : [],
  );
  return html`
    ${session.onPage ? html`<p class="message" role="status">${strings.onPage}</p>` : nothing}
    ${diverged.map((text) => html`<div class="message is-error" role="alert"><p>${text}</p></div>`)}
    ${
      notices.length > 0
        ? html`
          <div class="message" role="status">
            <ul>${sentences(notices)}</ul>
            <p class="choices"><button type="button" @click=${act.dismiss}>${strings.dismiss}</button></p>
          </div>
        `
        : nothing
    }
  `;
}
