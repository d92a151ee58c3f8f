// Two engines are built of the same core. The small one holds dense networks of plain layers and
// what a first view asks of them; the whole one everything. Both train to the same bits.

export type EngineName = "small" | "full";

const plain = { model: "mlp text", drop: "standard word", norm: "none" };

/** The engine that trains an arm. `link` is canonical, of one arm: what it leaves out is plain. */
export function engineOf(link: string): EngineName {
  const isPlain = Object.entries(plain).every(([key, values]) => {
    const value = new RegExp(`[#&]${key}=([^&]*)`).exec(link)?.[1];
    return value === undefined || values.split(" ").includes(value);
  });
  return isPlain && !link.includes("data=csv") ? "small" : "full";
}
