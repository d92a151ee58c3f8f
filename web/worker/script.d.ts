// What scripts/build/inlined.mjs gives: a worker's entry as the text of one script, a file by gzip and base64.
declare module "*?worker-script" {
  const text: string;
  export default text;
}
declare module "*?gzip" {
  const text: string;
  export default text;
}
