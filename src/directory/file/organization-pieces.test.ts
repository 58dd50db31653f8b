import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readOrganizationFile } from './organization-file.ts';
import { type FileAction, readPieces, actionsOf } from './organization-pieces.ts';

const file = `# a comment
doorpost: 1
system:
  defaultOrganization: School
organizations:
  - name: School
    rejectDirectSend: true
    limits:
      recipientsPerDay: 50
    domains:
      - name: school.example # not verified yet
      - name: other.example
    mailboxes:
      - address: office@school.example
        displayName: "The: Office"
        aliases:
          - info@school.example
        credentials:
          - name: Copier
            enabled: true

      # the head
      - address: head@school.example
        limits: { recipientsPerDay: 50 }
    groups: []
    inboundConnectors:
      - name: Printers
        senderAddresses: [192.168.7.0/24]
    licences:
      mailboxSeats: 2
  - name: Second
    mailboxes:
      - address: a@second.example
`;

function pieces(text: string) {
  const actions: FileAction[] = [];
  const reading = readPieces(text.split('\n'));
  for (;;) {
    const { done, value } = reading.next();
    if (done) return { actions, end: value };
    actions.push(value);
  }
}

test('read in pieces it says the same as read whole', () => {
  const whole = readOrganizationFile(file);
  assert.ok('file' in whole, JSON.stringify(whole));
  const { actions, end } = pieces(file);
  assert.deepEqual(end, { kind: 'read' });
  assert.deepEqual(actions, [...actionsOf(whole.file)]);
  assert.equal(actions.filter(({ kind }) => kind === 'entry').length, 6);
});

test('problems have the lines they have when it is read whole', () => {
  const wrong = file
    .replace('192.168.7.0/24', '192.168.7.0/99')
    .replace('- info@school.example', '- info')
    .replace('name: Second', 'name: SCHOOL')
    .replace('rejectDirectSend: true', 'rejectDirectSent: true')
    .replace('name: other.example', 'name: School.example');
  const whole = readOrganizationFile(wrong);
  const { end } = pieces(wrong);
  assert.ok('problems' in whole && end.kind === 'problems');
  for (const problem of whole.problems)
    assert.deepEqual(
      end.problems.find(({ path }) => path === problem.path),
      problem,
    );
});

test('another layout is left to who reads it whole', () => {
  for (const text of [
    'doorpost: 1\norganizations: [{ name: School }]\n',
    'doorpost: 1\norganizations: []\n',
    file.replace('groups: []', 'groups: [{ address: all@school.example }]'),
    file.replace('displayName: "The: Office"', 'displayName: &x Office').replace('name: Copier', 'name: *x'),
    file.replace('- address: head', '  - address: head'),
    file.replace('groups: []', 'groups:'),
    file.replace('      recipientsPerDay: 50', '\trecipientsPerDay: 50'),
    file.replace('    licences:', '    language: de\n    licences:'),
    file.replace('    licences:\n  ', '      licences:\n    '),
    file.replace(/    inboundConnectors:[^]*?    licences:\n  /u, '      licences:\n    '),
    `${file}---\n${file}`,
  ])
    assert.equal(pieces(text).end.kind, 'other-layout', text);
});

test('lines taken away, doubled or moved in change nothing of that', () => {
  const lines = file.split('\n');
  const change = fc.tuple(fc.nat(lines.length - 1), fc.constantFrom('drop', 'double', 'deeper', 'shallower'));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
      const changed = [...lines];
      for (const [at, how] of changes) {
        const line = changed[at] ?? '';
        if (how === 'drop') changed.splice(at, 1);
        else if (how === 'double') changed.splice(at, 0, line);
        else changed[at] = how === 'deeper' ? `  ${line}` : line.replace(/^ {2}/u, '');
      }
      const text = changed.join('\n');
      const { actions, end } = pieces(text);
      if (end.kind === 'other-layout') return;
      const whole = readOrganizationFile(text);
      if (end.kind === 'read') {
        assert.ok('file' in whole, JSON.stringify(whole));
        assert.deepEqual(actions, [...actionsOf(whole.file)]);
      } else assert.ok('problems' in whole);
    }),
    { numRuns: 500 },
  );
});
