export interface Finding {
  file: string;
  line: number;
  column: number;
  message: string;
  kind: string;
}
export function openLinter(): Promise<(text: string, file: string) => Finding[]>;
