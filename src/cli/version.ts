import { readNamedFileNow } from '../base/named-file.ts';

/** From package.json, two folders up from the sources (src/cli) and from the compiled program (dist/cli) alike. */
export function version(): string {
  const text = readNamedFileNow(new URL('../../package.json', import.meta.url)).toString('utf8');
  return (JSON.parse(text) as { version: string }).version;
}
