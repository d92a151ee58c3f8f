// A sentence with its dropped words struck through, once per mask. Real text in the page; painted
// only for export.
import { CanvasChart, type ChartOptions } from "../figure/chart";
import type { Kind, Painted } from "../figure/kind";
import { make } from "../figure/make";
import { type Painter, shorten } from "../paint/painter";
import type { Theme } from "../paint/theme";

interface Word {
  text: string;
  dropped?: boolean;
  /** Not in the vocabulary: dotted underline. */
  unknown?: boolean;
}

export interface WordsData {
  rows: readonly { label: string; words: readonly Word[] }[];
}

const lineHeight = 30;
const size = 17;

interface Placed extends Word {
  x: number;
  y: number;
  w: number;
}

function flow(
  p: Pick<Painter, "measure">,
  words: readonly Word[],
  width: number,
  y: number,
): Placed[] {
  let x = 0;
  let line = y;
  return words.map((word) => {
    const w = p.measure(word.text, size);
    if (x > 0 && x + w > width) {
      x = 0;
      line += lineHeight;
    }
    const at = { ...word, x, y: line, w };
    x += w + size * 0.3;
    return at;
  });
}

function paintWords(p: Painter, data: WordsData, width: number, theme: Theme): Painted {
  let y = 12;
  for (const row of data.rows) {
    p.text(0, y, shorten(p, row.label, width), { color: theme.muted });
    const words = flow(p, row.words, width, y + 22);
    for (const word of words) {
      const color = word.dropped ? theme.muted : theme.ink;
      p.text(word.x, word.y, word.text, { color, size });
      const under = (at: number, dash?: readonly number[]) =>
        p.line([word.x, at, word.x + word.w, at], {
          stroke: color,
          width: 1.5,
          ...(dash ? { dash } : {}),
        });
      if (word.dropped) under(word.y + 1);
      if (word.unknown) under(word.y + 11, [1, 3]);
    }
    y = (words.at(-1)?.y ?? y) + lineHeight;
  }
  return {};
}

/** Estimate for the export's height: letters of half an em. */
function heightOf(data: WordsData, width: number): number {
  const p = { measure: (text: string) => text.length * size * 0.6 };
  const heights = data.rows.map(
    (row) => (flow(p, row.words, width, 0).at(-1)?.y ?? 0) + 22 + lineHeight,
  );
  return heights.reduce((a, b) => a + b, 12);
}

const wordsKind: Kind<WordsData> = {
  empty: (data) => data.rows.every((row) => row.words.length === 0),
  height: heightOf,
  paint: (p, data, { width }, theme) => paintWords(p, data, width, theme),
  table: (data, strings) => ({
    columns: [strings.row, strings.word, strings.dropped],
    rows: data.rows.flatMap((row) =>
      row.words.map((word) => [row.label, word.text, word.dropped ? 1 : 0]),
    ),
  }),
};

export class WordsChart extends CanvasChart<WordsData> {
  private readonly list = make("ul", "chart-words");

  constructor(options: ChartOptions) {
    super(wordsKind, options);
    this.figure.showText(this.list);
  }

  protected override render(): void {
    const rows = this.blank ? [] : (this.data as WordsData).rows;
    this.list.replaceChildren(
      ...rows.map((row) => {
        const item = make("li", "");
        item.append(make("span", "words-name", row.label), ...row.words.flatMap(wordNode));
        return item;
      }),
    );
    if (this.blank) this.list.append(make("li", "words-name", this.strings.empty));
  }
}

/** <del> marks the word as removed, for screen readers too. */
function wordNode(word: Word): Node[] {
  const out = make(word.dropped ? "del" : "span", word.unknown ? "is-unknown" : "", word.text);
  return [out, document.createTextNode(" ")];
}
