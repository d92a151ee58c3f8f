// Stands in for web/element/define.ts while developing: when the element's code changes, each
// element on the page is replaced by a new one that goes on from the same experiment and step.
import { DropoutPlayground as First } from "../../web/element/playground";

const tag = "dropout-playground";

/** A tag is registered once and for all, so this class is; its parent is exchanged. `super` is
 *  looked up at each call, so the newest parent answers. */
class Live extends First {
  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: the parent is exchanged.
    return super.observedAttributes;
  }
  override connectedCallback(): void {
    super.connectedCallback();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
  }
  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now);
  }
}

/** Steps that a new element is still on its way to, when the next change may replace it. */
const goals = new WeakMap<First, number>();

const stepsOf = (element: First) =>
  Math.max(0, ...element.result.map(({ status }) => status?.step ?? 0));

/** A run is a pure function of its Spec: the same steps lead to the same weights. */
async function catchUp(element: First, steps: number): Promise<void> {
  goals.set(element, steps);
  await element.step(steps);
  while (element.isConnected && element.status !== "failed" && stepsOf(element) < steps) {
    await new Promise((later) => setTimeout(later, 20));
  }
  goals.delete(element);
}

async function replace(old: First): Promise<void> {
  const going = old.status === "running" || old.status === "queued";
  const steps = Math.max(stepsOf(old), goals.get(old) ?? 0);
  const fresh = document.createElement(tag) as First;
  for (const { name, value } of old.attributes) fresh.setAttribute(name, value);
  const link = old.getLink();
  fresh.spec = link.slice(link.indexOf("#"));
  fresh.panels = old.panels;
  fresh.mode = old.mode;
  fresh.append(...old.childNodes);
  old.replaceWith(fresh);
  await fresh.updateComplete;
  if (steps > 0) await catchUp(fresh, steps);
  if (going && fresh.isConnected) await fresh.start();
}

function exchange(parent: typeof First): void {
  // What Lit has worked out of the parent before: styles, properties.
  for (const key of Reflect.ownKeys(Live)) {
    if (["length", "name", "prototype", "observedAttributes"].includes(String(key))) continue;
    Reflect.deleteProperty(Live, key);
  }
  Object.setPrototypeOf(Live, parent);
  Object.setPrototypeOf(Live.prototype, parent.prototype);
  void Live.observedAttributes;
  for (const old of document.querySelectorAll<First>(tag)) void replace(old);
}

if (!customElements.get(tag)) customElements.define(tag, Live);
import.meta.hot?.accept("../../web/element/playground", (fresh) => {
  if (fresh) exchange(fresh.DropoutPlayground as typeof First);
});

export { Live as DropoutPlayground };
