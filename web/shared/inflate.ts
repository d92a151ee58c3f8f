// Decompression by the browser. Knows no file format.

/** What was compressed. Not by a Blob's stream: in a page from a disk, WebKit's workers can read none. */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  format: "gzip" | "deflate-raw",
): Promise<Uint8Array<ArrayBuffer>> {
  const body = new Response(bytes).body as ReadableStream<Uint8Array<ArrayBuffer>>;
  const plain = body.pipeThrough(new DecompressionStream(format));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}
