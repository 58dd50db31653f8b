/** Counts with their nouns: `1 refusal`, never `1 refusals`; and roles with the article that they take. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { many } from '../../src/base/words/amounts.ts';
import { aRole } from '../../src/texts/en/roles.ts';

const SRC = join(import.meta.dirname, '../../src');
/** A count and a noun that is always plural; `more than` a bound, and a line that asks for one first, are no such thing. */
const ALWAYS_SEVERAL =
  /(?<!more than )\$\{[^{}`]*\} (?:sessions|mails|refusals|warnings|recipients|devices|domains|problems|lines)\b/u;

test('one is one', () => {
  assert.deepEqual([many(0, 'mail'), many(1, 'mail'), many(2, 'mail')], ['0 mails', '1 mail', '2 mails']);
  assert.equal(many(1, 'address', 'addresses'), '1 address');
});

test('a role has the article that it takes', () => {
  assert.equal(aRole('organization-administrator'), 'an Organization administrator');
  assert.equal(aRole('reader'), 'a Reader');
});

test('no text has a count with a noun that is always plural', async () => {
  const files = (await readdir(SRC, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  assert.ok(files.length > 500);
  const found: string[] = [];
  for (const file of files)
    for (const line of (await readFile(join(SRC, file), 'utf8')).split('\n'))
      if (ALWAYS_SEVERAL.test(line) && !/=== 1|> 1|new Error/u.test(line)) found.push(`${file}: ${line.trim()}`);
  assert.deepEqual(found, []);
});
