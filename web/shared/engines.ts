// Two engines are built of the same core. The small one holds dense networks and what a first view
// asks of them; the whole one everything. Both train to the same bits.

export type EngineName = "small" | "full";

/** The engine that trains an arm; `link` is canonical, of one arm: a missing model is an mlp. */
export function engineOf(link: string): EngineName {
  const model = /[#&]model=([^&]*)/.exec(link)?.[1] ?? "mlp";
  return model === "mlp" || model === "text" ? "small" : "full";
}
