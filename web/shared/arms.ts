// The letters of the arms: a to d in links, A to D where they are shown.
import { limits } from "./generated/limits";

const letters = "abcdefgh".slice(0, limits.arms);

/** The letter of an arm in links. */
export const linkLetterOf = (arm: number): string => letters[arm] as string;
/** The arm of a link's letter; -1 if there is none. */
export const armOf = (letter: string): number => letters.indexOf(letter);
/** The letter of an arm as it is shown. */
export const letterOf = (arm: number): string => linkLetterOf(arm).toUpperCase();
