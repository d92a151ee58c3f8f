// Pieces of Python that several parts of a PyTorch script need.

/** A text, or a list of texts, as Python spells it. */
export function python(value: string | readonly string[]): string {
  if (typeof value !== "string") return `[${value.map((one) => python(one)).join(", ")}]`;
  // JSON's escapes are Python's, but for characters beyond the first 65,536, which stand as they are.
  return JSON.stringify(value);
}

export const scaled = `
def scaled(values, of):
    """By the mean and the deviation of the training values."""
    deviation = np.where(of.max(0) > of.min(0), of.std(0), 1)
    return torch.tensor((values - of.mean(0)) / deviation, dtype=torch.float32)
`;
