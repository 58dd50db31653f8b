/** Upstreams as our pages and our help set them up: each command is run, and none makes one whose mail would bounce. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { commandTree, withinOf, wordsOf } from '../../lab/commands.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { contoso, done, shell } from '../../lab/shell.ts';

const pages = fileURLToPath(new URL('../../docs/operate', import.meta.url));

/** Lines that set up a whole upstream; where a page explains the options, it has capitals in their place. */
const SET_UP = /\bdoorpost (upstream add .*--kind (?!KIND).*)$/gmu;

function helpOf(): string {
  let text = '';
  for (const command of withinOf(commandTree())) {
    command.configureOutput({ writeOut: (said) => void (text += said) });
    command.outputHelp();
  }
  return text;
}

const texts = [...readdirSync(pages).map((name) => readFileSync(`${pages}/${name}`, 'utf8')), helpOf()];
const setUps = [...new Set(texts.flatMap((text) => [...text.matchAll(SET_UP)].map(([, words = '']) => words)))];

test('there are setups to look at, of every kind that signs in', () => {
  assert.ok(setUps.length > 12, setUps.join('\n'));
  for (const kind of [
    'microsoft365-submission',
    'microsoft365-connector',
    'graph',
    'hve',
    'google',
    'azure',
    'amazon-ses',
  ])
    assert.ok(
      setUps.some((words) => words.includes(`--kind ${kind}`)),
      kind,
    );
});

test('none of them makes an upstream whose mail would bounce', async () => {
  await using t = await openTestAdmin();
  const env = { DOORPOST_SECRET: 'the secret', DOORPOST_PASSWORD: 'the password' };
  await contoso(shell(t));
  for (const words of setUps) {
    const typed = wordsOf(words.replaceAll(/<[a-z ]+>/gu, 'FILLED').replace(/ +#.*$/u, ''));
    const { code, err } = await shell(t, env, 'from standard input\n')(...typed);
    assert.equal(code, 0, `${words}: ${err}`);
    // Of a service that takes verified senders alone it is said, for nobody here knows which ones were.
    assert.doesNotMatch(err, /alone, or of whom that may send as/u, words);
    await done(shell(t), 'upstream', 'remove', '--yes', '--without-upstream', 'wait', typed[2] ?? '');
  }
});
