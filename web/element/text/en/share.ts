// The words of sharing that are there from the beginning; the rest comes when it is opened.
import type { shareMore } from "./more";

export const shareEnglish = {
  cost: ({
    arm,
    what,
    given,
    limit,
  }: {
    arm: string;
    what: "bytes" | "flops";
    given: number;
    limit: number;
  }) =>
    what === "bytes"
      ? `Arm ${arm} needs about ${Math.round(given / 1e6)} MB; at most ${limit / 1e6} MB are ` +
        "allowed. Choose a smaller width, depth or batch."
      : `Arm ${arm} needs about ${Math.round(given / 1e12)} trillion operations; at most ` +
        `${limit / 1e12} are allowed. Choose fewer epochs or a smaller network.`,

  share: "Share",
};

export type ShareStrings = typeof shareEnglish & typeof shareMore;
