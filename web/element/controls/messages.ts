// What is said above the charts: what was wrong with a link, what failed, what diverged.
import { html, nothing, type TemplateResult } from "lit";
import type { ElementView } from "../panel/view";

export function renderMessages(view: ElementView): TemplateResult | typeof nothing {
  const { state, session, strings, act } = view;
  const { errors, notices } = state;
  const sentences = (list: typeof errors) =>
    list.map((one) => html`<li>${strings.notice(one)}</li>`);
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
        ${
          session.failure.code === "no-table"
            ? nothing
            : html`<p class="choices">
                <button type="button" @click=${act.retry}>${strings.retry}</button></p>`
        }
      </div>
    `;
  }
  return html`
    ${session.onPage ? html`<p class="message" role="status">${strings.onPage}</p>` : nothing}
    ${session.runs.map((_, arm) => divergence(view, arm))}
    ${
      view.restarted
        ? html`<div class="message" role="status"><p>${strings.restarted}</p></div>`
        : nothing
    }
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

/** Says where an arm's loss ceased to be a number, and offers what most likely helps. */
function divergence(view: ElementView, arm: number): TemplateResult | typeof nothing {
  const { session, state, strings, act, format } = view;
  const status = session.runs[arm]?.status;
  if (!session.isOpen || !status?.diverged) return nothing;
  const lr = Number((state.arms[arm].lr / 10).toPrecision(6));
  return html`
    <div class="message is-error" role="alert">
      <p>${strings.diverged(strings.arms[arm], format.whole(status.step))}</p>
      <p class="choices">
        <button type="button" @click=${act.rewind}>${strings.rewind}</button>
        <button type="button" @click=${() => act.mend("lr", lr, arm)}>
          ${strings.slower(format.plain(lr))}</button>
      </p>
    </div>
  `;
}
