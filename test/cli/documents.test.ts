import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { cliDocument } from '../../src/cli/document.ts';
import { commandTree } from '../../lab/commands.ts';

test('docs/cli.md is what the commands say', async () => {
  const written = await readFile(new URL('../../docs/cli.md', import.meta.url), 'utf8');
  assert.ok(
    written === cliDocument(commandTree()),
    'docs/cli.md is out of date: ./doorpost config document --cli > docs/cli.md',
  );
});
