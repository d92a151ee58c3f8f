// What a link got wrong, and why an experiment failed, in English.

import type { Notice } from "../../../page/link/link";
import type { Failure } from "../../../page/run/failure";
import { type CoreError, worded } from "../../../shared/errors";
import { englishErrors } from "../../../shared/generated/errors";

type CostNotice = Extract<Notice, { about: "cost" }>;

const list = new Intl.ListFormat("en", { type: "disjunction" });

/** What a Spec needs beyond what is allowed. */
const cost = ({ arm, what, given, limit }: CostNotice) =>
  what === "bytes"
    ? `Arm ${arm} needs about ${Math.round(given / 1e6)} MB; at most ${limit / 1e6} MB are ` +
      "allowed. Choose a smaller width, depth or batch."
    : `Arm ${arm} needs about ${Math.round(given / 1e12)} trillion operations; at most ` +
      `${limit / 1e12} are allowed. Choose fewer epochs or a smaller network.`;

export const notices = {
  error: (error: CoreError | null | undefined): string => worded(englishErrors, error),
  failure: (failure: Failure): string => {
    if (failure.code === "refused") return worded(englishErrors, failure.error);
    const { code, detail } = failure;
    switch (code) {
      case "no-table":
        return "This experiment learns from a table of your own: choose its CSV file.";
      case "gone":
        return "The experiment has changed meanwhile.";
      case "data-missing":
        return `The data could not be fetched (${detail}). Check the connection, then retry.`;
      case "data-truncated":
        return `The data came in incomplete (${detail}). Retry fetches it again.`;
      case "data-wrong":
        return `The data that came is not the right one: ${detail}. Retry fetches it again.`;
      case "no-wasm":
        return (
          "This browser has WebAssembly switched off, and the training core is made of it. " +
          "The text can be read without; to train here, allow WebAssembly for this site."
        );
      case "load":
        return `The training core could not be loaded (${detail}). Retry loads it again.`;
      case "crash":
        return `The training core stopped unexpectedly (${detail}). Retry starts it anew.`;
    }
  },
  notice: (notice: Notice): string => {
    switch (notice.about) {
      case "unknown":
        return `The link says “${notice.key}”, which this version does not know; it is left out.`;
      case "no-value":
        return `The link says “${notice.key}” without a value; it is left out.`;
      case "escaped":
        return "The link was written for HTML, with “&amp;” where “&” belongs; it is read as meant.";
      case "doubled":
        return `The link gives ${notice.key} more than once; the last one, ${notice.used}, is used.`;
      case "clamped":
        return (
          `The link asks for ${notice.key}=${notice.given}; ${notice.min} to ${notice.max} is ` +
          `possible, so ${notice.used} is used.`
        );
      case "rounded":
        return `The link asks for ${notice.key}=${notice.given}; ${notice.used} is used.`;
      case "not-number":
        return (
          `The link asks for ${notice.key}=“${notice.given}”, which is not a number from ` +
          `${notice.min} to ${notice.max}.`
        );
      case "not-choice":
        return (
          `The link asks for ${notice.key}=“${notice.given}”, which is none of ` +
          `${list.format(notice.choices)}.`
        );
      case "cost":
        return cost(notice);
      case "newer":
        return `The link is of version ${notice.given}, newer than this page.`;
      case "too-long":
        return `The link has ${notice.length} characters; at most ${notice.limit} are read.`;
    }
  },
  linkErrors: "This link cannot run as it is.",
  accept: "Run with defaults in their place",
  forget: "Open this page’s own experiment",
  dismiss: "Dismiss",
};
