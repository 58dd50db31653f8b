// Builds the admin center into web/dist: `prepare` and `npm run build` call it. Plain JavaScript, and it needs nothing but Node where the tools are absent.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const web = fileURLToPath(new URL('.', import.meta.url));
const root = join(web, '..');
const dist = join(web, 'dist');
/** Says from what it was built, so that nothing is built twice. */
const mark = join(dist, '.built-from');

const tools = await import('vite').catch(() => null);
if (tools === null) console.log('web: not built, vite is not installed (it comes with npm ci, without --omit=dev)');
else {
  const source = digest();
  if (source === builtFrom()) console.log('web: nothing has changed since it was built');
  else {
    await tools.build({ configFile: join(web, 'vite.config.ts'), logLevel: 'warn' });
    const files = filesOf(join(dist, 'assets'));
    for (const file of files) compress(file);
    writeFileSync(mark, source);
    console.log(`web: ${files.length} files built into web/dist`);
  }
}

/** Of everything that ends up in the pages: their own files, the words they share with the server, and the versions of the packages. */
function digest() {
  const hash = createHash('sha256');
  const inputs = [
    ...filesOf(web).filter((file) => !file.startsWith(dist)),
    ...filesOf(join(root, 'src', 'texts')),
    join(root, 'package.json'),
    join(root, 'package-lock.json'),
  ];
  for (const file of inputs.toSorted())
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function builtFrom() {
  try {
    return readFileSync(mark, 'utf8');
  } catch {
    return null;
  }
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Beside the file, for a server that only hands it out. */
function compress(file) {
  const content = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
