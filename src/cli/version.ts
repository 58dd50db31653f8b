import { readFileSync } from 'node:fs';

/** From package.json, two folders up from the sources (src/cli) and from the compiled program (dist/cli) alike. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
