/** A text as a file that the browser saves. */

/** The browser has begun to read it by then: an address that is taken back at once loses the file in some. */
const KEPT_MS = 60_000;

/** @param type of its content: `text/csv`. */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
