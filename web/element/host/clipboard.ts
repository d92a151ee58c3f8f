// Text to the clipboard and files to the reader, with what older ways still allow.

/** Whether it was copied. `fallback` is selected where the page may not write the clipboard. */
export async function copyText(text: string, fallback: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Frames without the permission can still copy what is selected.
    const selection = globalThis.getSelection?.();
    if (fallback) selection?.selectAllChildren(fallback);
    return document.execCommand("copy");
  }
}

export function saveFile(parts: BlobPart[], name: string, type: string): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
