/** The command line of a mail that is explained: typed at a shell it asks what the page asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anyShell, typed } from '../../src/texts/command.ts';
import { type AskedMail, explainCommand } from '../../src/texts/explain-command.ts';

const line = (asked: AskedMail): string => typed(explainCommand(asked), anyShell);

test('only what was said stands in it; nobody as the sender, several recipients', () => {
  assert.equal(
    line({ from: '', to: ['a@x.test', 'b@x.test'], address: '192.0.2.1' }),
    "doorpost explain --from '' --to a@x.test --to b@x.test --ip 192.0.2.1",
  );
});

test('all of it; words that a shell would take for something else are quoted', () => {
  assert.equal(
    line({
      from: '-x@a.test',
      to: ["o'neil@x.test"],
      address: '2001:db8::1',
      headerFrom: 'Ann <ann@a.test>',
      helo: 'copier; rm',
      certificate: 'erp.a.test, b.a.test',
      login: 'ann@a.test',
      listener: 'submission',
      sizeBytes: 20_000_000,
    }),
    `doorpost explain --from=-x@a.test --to 'o'\\''neil@x.test' --ip 2001:db8::1 --tls cert erp.a.test b.a.test --auth ann@a.test --helo 'copier; rm' --header-from 'Ann <ann@a.test>' --port submission --size 20000000`,
  );
  assert.match(line({ from: 'a@a.test', to: ['b@a.test'], address: '192.0.2.1', tls: false }), /--tls none$/u);
});
