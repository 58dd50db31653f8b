/**
 * The house's walls, read from the imports: layers only look down, rooms do not know each other, nothing goes in circles,
 * and what touches the world (sockets, SQL, environment, clock) stays where it belongs. ARCHITECTURE.md says why.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { byPath, files, layerOf, reachedFrom, rooms } from './source.ts';

test('every folder under src is a known room or layer', () => {
  assert.ok(files.length > 50);
  assert.deepEqual(
    files.filter((file) => layerOf(file.folder) < 0).map((file) => file.path),
    [],
  );
});

test('a layer imports only what lies below it, or its own folder', () => {
  const wrong = files.flatMap((file) =>
    file.imports
      .filter(({ path }) => {
        const folder = path.includes('/') ? (path.split('/')[0] ?? '') : '';
        if (folder === file.folder) return false;
        const own = layerOf(file.folder);
        const other = layerOf(folder);
        // Layer 1 speaks among itself: decisions know the language; cycles are excluded below.
        if (own === 1 && other === 1) return false;
        if (own === 5) return false;
        return other >= own;
      })
      .map(({ path }) => `${file.path} -> ${path}`),
  );
  // mail and base are one layer and may use each other.
  assert.deepEqual(
    wrong.filter((line) => !/^(mail|base)\/.* -> (mail|base)\//.test(line)),
    [],
  );
});

test('texts are a leaf, fit for a browser: they import types of mail, and no Node module', () => {
  const wrong = files
    .filter(({ folder }) => folder === 'texts')
    .flatMap(({ path, imports, packages }) =>
      [
        ...imports.filter((one) => !one.path.startsWith('texts/') && !(one.typeOnly && one.path.startsWith('mail/'))),
        ...packages.map(({ name }) => ({ path: name })),
      ].map((one) => `${path} -> ${one.path}`),
    );
  assert.deepEqual(wrong, []);
});

test('rooms never import each other', () => {
  const wrong = files.flatMap((file) =>
    rooms.has(file.folder)
      ? file.imports
          .filter(({ path }) => rooms.has(path.split('/')[0] ?? '') && path.split('/')[0] !== file.folder)
          .map(({ path }) => `${file.path} -> ${path}`)
      : [],
  );
  assert.deepEqual(wrong, []);
});

test('no file reaches itself by its imports', () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const next of byPath.get(path)?.imports ?? []) if (!next.typeOnly) visit(next.path, [...trail, path]);
    done.add(path);
  };
  for (const file of files) visit(file.path, []);
  assert.deepEqual(cycles, []);
});

test('what touches the world stays where it belongs', () => {
  const wrong: string[] = [];
  for (const file of files) {
    const low = layerOf(file.folder) <= 1;
    const sockets = file.packages.filter(({ name }) =>
      ['node:net', 'node:tls', 'node:http', 'node:https', 'node:dgram'].includes(name),
    );
    const mayOpen =
      ['receive', 'deliver', 'admin', 'cli'].includes(file.folder) || file.path === 'dns/validating-resolver.ts';
    if (sockets.length > 0 && !mayOpen && !onlyNetIsIp(file.text))
      wrong.push(`${file.path} opens sockets (${sockets.map(({ name }) => name).join(', ')})`);
    if (file.packages.some(({ name }) => name === 'node:sqlite') && !file.path.startsWith('store/sqlite/'))
      wrong.push(`${file.path} speaks SQL`);
    if (/process\.env\b/.test(file.text) && !['config', 'cli', ''].includes(file.folder))
      wrong.push(`${file.path} reads the environment`);
    const clockless = /\b(?:Date\.now\(|new Date\(\)|performance\.now\(|setTimeout\(|setInterval\(|Math\.random\()/;
    if (low && !['base/system-clock.ts', 'base/random.ts'].includes(file.path) && clockless.test(file.code))
      wrong.push(`${file.path} asks the machine for time or chance`);
    if (/^export default\b/mu.test(file.text)) wrong.push(`${file.path} has a default export`);
    if (/(^|\/)(utils?|helpers?|index)\.ts$|(Manager|Handler|Service|Helper)\.ts$/u.test(file.path))
      wrong.push(`${file.path} is named after nothing`);
  }
  assert.deepEqual(wrong, []);
});

test('no name is asked for by `in`, which finds what every object inherits', () => {
  const wrong = files.flatMap(({ path, code: whole }) => {
    const code = whole.replaceAll(/'[^'\n]*'|`[^`]*`|"[^"\n]*"|\/(?![*/ ])[^\n/]+\/[a-z]+/gu, "''");
    return [...code.matchAll(/(?:[(!=>?:|&]\s*|return\s)(\w[\w.()[\]]*) in (?!keyof\b)[a-z][\w.]*/gu)]
      .filter(([all, name]) => !/^Symbol\./u.test(name ?? '') && !code.includes(`const ${all}`))
      .filter(([, name]) => !/^[A-Z]\w*$/u.test(name ?? ''))
      .map(([all]) => `${path}: ${all}`);
  });
  assert.deepEqual(wrong, []);
});

/** Who reads files by themselves, and why that is no file named from outside. */
const readers = new Map([
  ['base/named-file.ts', 'the one reader of files named from outside'],
  ['base/replace-file.ts', 'writes files whole, and syncs them'],
  ['base/sync-folder.ts', 'syncs folders'],
  ['store/sqlite/', 'files of the store, by names that it makes'],
  ['deliver/transports/mailbox/maildir.ts', 'messages it writes, below the folder for mail'],
  ['deliver/content/mime/workshop', 'converted contents, by names that it makes'],
  ['receive/tls/certificates.ts', 'writes its own certificate, looks at the dates of others'],
  ['admin/secrets/secrets.ts', 'writes the key file'],
  ['cli/serve/output-port.ts', 'writes standard output'],
]);
/** Looking, making and moving do not read. */
const NO_READING =
  /^(?:type \w+|access|accessSync|constants|existsSync|mkdir|statSync|stat|lstat|chmod|writeFile|rename|rm|unlink|link|readdir|opendir|statfs)$/u;

test('files are read by one reader', () => {
  const wrong = files.flatMap(({ path, text }) => {
    const known = [...readers.keys()].some((one) => (one.endsWith('.ts') ? path === one : path.startsWith(one)));
    if (known) return [];
    const named = [...text.matchAll(/import (?:\{([^}]*)\}|[^{}]*?) from '(?:node:)?fs(?:\/promises)?'/gu)].flatMap(
      ([all, names]) => (names === undefined ? [all] : names.split(',').map((name) => name.trim())),
    );
    const others = [
      ...named.filter((name) => name !== '' && !NO_READING.test(name)),
      ...(text.match(/\b(?:import|require|getBuiltinModule)\(\s*'(?:node:)?fs|process\.binding|loadEnvFile/gu) ?? []),
    ];
    return others.map((name) => `${path} reads files by ${name}`);
  });
  assert.deepEqual(wrong, []);
  // What is excused is still there.
  for (const one of readers.keys())
    assert.ok(
      files.some(({ path }) => path.startsWith(one)),
      one,
    );
});

test('no file holds more than one idea can need', () => {
  assert.deepEqual(
    files
      .filter((file) => file.text.split('\n').length > 400)
      .map((file) => `${file.path}: ${file.text.split('\n').length} lines`),
    [],
  );
});

/** `isIP` and its kin are arithmetic, not sockets. */
function onlyNetIsIp(text: string): boolean {
  return [...text.matchAll(/import (type )?\{([^}]*)\} from 'node:(?:net|tls|http|https)'/gu)].every(
    (match) =>
      match[1] !== undefined ||
      (match[2] ?? '')
        .split(',')
        .every((name) => /^\s*(isIP|isIPv4|isIPv6|BlockList|SocketAddress|type \w+)?\s*$/u.test(name)),
  );
}

/** Packages whose tables and trees weigh megabytes; most servers, most days, need none of them. */
const heavy = new Map([
  ['libmime', 'mail/header/libmime.ts'],
  ['@peculiar/x509', 'receive/tls/self-signed.ts, receive/tls/server-purpose.ts'],
  ['postal-mime', 'deliver/transports/mailbox/show-message.ts'],
  ['openid-client', 'deliver/oauth/token-endpoint.ts, admin/sign-in/sso/provider.ts'],
  ['@simplewebauthn/server', 'admin/sign-in/passkeys/webauthn.ts'],
  ['undici', 'base/http-client.ts'],
  ['nodemailer', 'cli/commands/send.ts'],
  ['nodemailer/lib/mail-composer/index.js', 'alarm/mail.ts'],
  ['fast-xml-parser', 'cli/commands/import.ts'],
  ['@prometheus-io/client', 'admin/observe/metrics.ts, loaded by admin/server.ts'],
  ['csv-parse/sync', 'directory/file/csv.ts, loaded by admin/api/devices.ts'],
]);

test('what is heavy is loaded when it is first used', () => {
  const starts = ['main.ts', 'cli/serve/start.ts', 'house.ts', 'furnish.ts', 'opened-house.ts', 'admin/http/app.ts'];
  const atStart = new Set([...starts, ...reachedFrom(starts, ({ typeOnly, later }) => !typeOnly && !later)]);
  assert.ok(atStart.has('house.ts') && atStart.has('receive/session/session.ts'));
  const wrong = files
    .filter(({ path }) => atStart.has(path))
    .flatMap(({ path, packages }) =>
      packages
        .filter(({ name, typeOnly, later }) => !typeOnly && !later && heavy.has(name))
        .map(({ name }) => `${path} loads ${name} at the start: use ${heavy.get(name)}`),
    );
  assert.deepEqual(wrong, []);
});

test('who imports a contract of the API loads nothing but languages, objects and zod', () => {
  const contracts = files.map(({ path }) => path).filter((path) => path.startsWith('admin/contracts/'));
  const reached = new Set([...contracts, ...reachedFrom(contracts, ({ typeOnly }) => !typeOnly)]);
  const wrong = [...reached].flatMap((path) => {
    const { folder = '', packages = [] } = byPath.get(path) ?? {};
    return [
      ...(layerOf(folder) > 1 && !path.startsWith('admin/contracts/') ? [`${path} is reached`] : []),
      ...packages
        .filter(({ name, typeOnly }) => !typeOnly && !['zod', 'ipaddr.js', 'node:net', 'node:module'].includes(name))
        .map(({ name }) => `${path} loads ${name}`),
    ];
  });
  assert.deepEqual(wrong, []);
});

/**
 * The walls beside the house: `lab` is what tests, benchmarks and proofs share, and none of these reaches into another. Parts of pages that are
 * pure are tested without a browser.
 */
const beside: Readonly<Record<string, readonly string[]>> = {
  lab: ['lab', 'src'],
  test: ['test', 'lab', 'src', 'web'],
  bench: ['bench', 'lab', 'src'],
  prove: ['prove', 'lab', 'src'],
  src: ['src', 'lab'],
};

test('tests, benchmarks and proofs share what stands in lab', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const wrong = Object.entries(beside).flatMap(([area, may]) =>
    readdirSync(join(root, area), { recursive: true, encoding: 'utf8' })
      .filter((path) => (area === 'src' ? path.endsWith('.test.ts') : path.endsWith('.ts')))
      .flatMap((path) => {
        const text = readFileSync(join(root, area, path), 'utf8');
        return [...text.matchAll(/(?:from|import\()\s*'(\.\.?\/[^']+)'/gu)]
          .map(([, target = '']) => relative(root, join(root, area, dirname(path), target)))
          .filter((target) => !may.includes(target.split('/')[0] ?? ''))
          .map((target) => `${area}/${path} -> ${target}`);
      }),
  );
  assert.deepEqual(wrong, []);
});

test('a comment has a subject: it begins with neither Who, What, Where nor Whatever', () => {
  const wrong = files.flatMap(({ path, comments, text }) =>
    comments
      .filter(({ value }) => /^[*\s]*(?:Who|Whoever|What|Whatever|Where)\b/u.test(value))
      .map(
        ({ start, value }) =>
          `${path}:${text.slice(0, start).split('\n').length}: ${value
            .replaceAll(/\s*\*?\s+/gu, ' ')
            .slice(0, 150)
            .trim()}`,
      ),
  );
  assert.deepEqual(wrong, []);
});

/** The files that may look into a sentence, and why. */
const readersOfSentences = new Map([
  ['policy/reasons/records-of-0-1-0.ts', 'of what 0.1.0 recorded nothing else is left'],
  ['dsn/people.ts', 'leaves out a line that only repeats what the peer said'],
  ['deliver/hops/reachability.ts', 'leaves out a host that the peer has named itself'],
  ['admin/http/lane-names.ts', 'puts names in place of the ids of lanes that events carry'],
  ['screening/attachments.ts', 'finds the boundaries that a message has named itself'],
  ['texts/kept.ts', 'writes a command as it is typed here, where it stands in a line and is no act yet'],
  ['cli/terminal/speak-of-upstreams.ts', 'says upstream where the API says outbound connector'],
]);
const LOOKS_INTO =
  /\b(?:text|cause|cure|sentence|said|seen|line)\)?\??\.(?:includes|startsWith|endsWith|match|matchAll|search|replace|replaceAll)\(\s*(['"`][^'"`]* [^'"`]*['"`]|[a-z]\w*[.),])|\.(?:test|exec)\((?:\w+\.)*(?:cause|cure|sentence)\)/u;
const FOREIGN_TEXT =
  /^(?:smtp|config|directory|store|mail\/header|receive\/content|deliver\/content|cli\/terminal\/arguments)\b/u;

test('no code reads a sentence that we wrote', () => {
  const looking = files.flatMap(({ path, code }) =>
    FOREIGN_TEXT.test(path) ? [] : code.split('\n').flatMap((line) => (LOOKS_INTO.test(line) ? [{ path, line }] : [])),
  );
  assert.deepEqual(
    looking.filter(({ path }) => !readersOfSentences.has(path)),
    [],
  );
  // The excuses are still needed.
  for (const one of readersOfSentences.keys())
    assert.ok(
      looking.some(({ path }) => path === one),
      one,
    );
});
