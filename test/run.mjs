// Runs every test file and ends in node's own summary. Plain JavaScript, so that it can say what is wrong on an old Node.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `The tests need Node >= 24.15, this is ${process.versions.node}. "npm ci" brings a fitting one on Linux (x64, arm64); elsewhere install it.`,
  );
  process.exit(1);
}

/** Every `*.test.ts` below a folder. */
function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const options = process.argv.slice(2).filter((word) => word.startsWith('-'));
const files = ['src', 'test']
  .flatMap(testFiles)
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)));
if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(' ')}`);
  process.exit(1);
}
// Of two files that unpack the browser at once, one would start what the other still writes. That it cannot run here is told by the tests.
if (files.some((file) => readFileSync(file, 'utf8').includes('/lab/browser')))
  await import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath()).catch(() => {});
const child = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    `--import=${new URL('compile-cache.mjs', import.meta.url).href}`,
    '--test',
    '--test-concurrency=2',
    '--test-timeout=300000',
    ...options,
    ...files,
  ],
  { stdio: 'inherit' },
);
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
