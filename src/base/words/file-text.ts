/**
 * Text of a file that people saved: by its byte order mark UTF-8 or UTF-16 (PowerShell's `>`), else UTF-8, and what is not that
 * Windows-1252 (a spreadsheet's "CSV" in Western Europe). Without the mark. Pure.
 */
export function fileText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
