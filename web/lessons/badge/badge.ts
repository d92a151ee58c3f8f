// The page's badge: whether the engine passes its own checks in this browser. They run when a first
// figure has trained, or when a reader opens the badge; what runs them is fetched then.

type State = "waiting" | "running" | "passed" | "failed";

const words: Record<State, string> = {
  waiting: "Self-check: not run yet",
  running: "Self-check: running",
  passed: "Self-check passed",
  failed: "Self-check failed",
};

export function offerSelfCheck(badge: HTMLDetailsElement, root: EventTarget): void {
  const summary = badge.querySelector("summary");
  const list = badge.querySelector("ul");
  if (!summary || !list) return;
  const live = document.createElement("p"); // outside: screen readers skip a closed badge
  live.className = "self-check-live";
  live.setAttribute("role", "status");
  document.body.append(live);
  let state: State = "waiting";

  const show = (next: State) => {
    state = next;
    badge.dataset.state = next;
    summary.textContent = words[next];
    if (next === "passed" || next === "failed") live.textContent = words[next];
  };

  async function run(): Promise<void> {
    if (state !== "waiting") return;
    show("running");
    const { selfCheck } = await import("./self-check");
    const found = await selfCheck();
    list?.replaceChildren(
      ...found.map(({ passed, sentence }) => {
        const item = document.createElement("li");
        item.className = passed ? "passed" : "failed";
        item.textContent = sentence;
        return item;
      }),
    );
    show(found.every(({ passed }) => passed) ? "passed" : "failed");
  }

  const start = () =>
    void run().catch(() => {
      list.textContent = "The checks could not be fetched: they need a network once.";
      show("waiting");
    });
  badge.addEventListener("toggle", () => badge.open && start());
  root.addEventListener("dropout-done", () => setTimeout(start, 500), { once: true });
}
