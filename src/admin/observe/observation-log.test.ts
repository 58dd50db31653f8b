import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DirectoryView } from '../../directory/snapshot.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import type { Log, LogLevel, LogLine } from '../../base/log.ts';
import { address, event, sample } from '../../store/contract/samples.ts';
import type { QueueId } from '../../base/id.ts';
import { acceptedOf, type Observation, type SettledAttempt } from '../../mail/observation.ts';
import { observationLog } from './observation-log.ts';

const head = { organizationId: 'ORG1', enabled: true };
const directory = {
  current: new DirectoryView({
    revision: 1,
    objects: [
      { kind: 'inbound-connector', ...inboundConnectorForms.standards, ...head, id: 'CONN1', name: 'Copier room' },
      { kind: 'device', ...deviceForms.standards, ...head, id: 'DEV1', name: 'Kyocera 2nd floor' },
      {
        kind: 'outbound-connector',
        ...outboundConnectorForms.standards,
        ...head,
        id: 'OUT1',
        name: 'Microsoft 365',
        route: { kind: 'smart-hosts', hosts: [{ host: 'smtp.example', port: 587 }] },
      },
    ] as unknown as DirectoryObject[],
  }),
};

interface Written {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Record<string, unknown>;
  readonly sentence: string;
}

/** Both faces of all that was written for these observations. */
function written(...observations: readonly Observation[]): readonly Written[] {
  const lines: Written[] = [];
  const at =
    (level: LogLevel) =>
    (fields: object, message: string): void =>
      void lines.push({ level, message, fields: { ...fields }, sentence: message });
  const log: Log = {
    ...{ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    tell: (level, line: LogLine) =>
      void lines.push({ level, message: line.message, fields: { ...line.fields() }, sentence: line.sentence() }),
  };
  const observe = observationLog(log, directory);
  for (const observation of observations) observe(observation);
  return lines;
}

const many = (count: number): string[] => Array.from({ length: count }, (_, n) => `r${n}@example.test`);

function settled(to: readonly string[], over: Partial<SettledAttempt> = {}): SettledAttempt {
  const { queueId, reversePath, receivedAt, organizationId, ingress } = sample();
  return {
    kind: 'settled',
    message: { queueId, reversePath, receivedAt, organizationId, ingress, mailboxId: null, connectorId: null },
    lane: 'connector:OUT1:',
    recipients: to.map((text, ordinal) => ({ ordinal, address: address(text), attempts: 0 })),
    events: to.map((_, ordinal) =>
      event(queueId, 'Send', 'Handed on to smtp.example', {
        ordinal,
        reply: `250 2.0.0 OK ${ordinal}`,
        remoteHost: 'smtp.example',
        remoteAddress: '192.0.2.25',
      }),
    ),
    at: receivedAt + 1_234,
    tookMs: 200.4,
    ...over,
  };
}

test('a message that comes in is one line: by whom, to whom, how large, by which device and connector', () => {
  const message = { ...sample({ to: many(14), queueId: 'Q1' as QueueId }), deviceId: 'DEV1' as never };
  const [line, ...more] = written(acceptedOf(message, 3));
  assert.deepEqual(more, []);
  assert.equal(line?.level, 'info');
  assert.equal(line.message, 'message accepted');
  const { to, sizeBytes, ...fields } = line.fields;
  assert.deepEqual(to, many(10));
  assert.ok(Number(sizeBytes) > 0);
  assert.deepEqual(fields, {
    event: 'Receive',
    queueId: 'Q1',
    sessionId: null,
    ingress: 'relay',
    sender: 'scan@contoso.test',
    recipients: 14,
    clientAddress: '192.0.2.10',
    device: 'Kyocera 2nd floor',
    connector: 'Copier room',
    signedInAs: null,
    messageId: '<Q1@copier>',
  });
  assert.equal(
    line.sentence,
    `Q1 in by SMTP relay: from scan@contoso.test to ${many(10).join(', ')} and 4 more; ${sizeBytes} B; Kyocera 2nd floor (192.0.2.10), connector Copier room`,
  );
});

test('what an attempt came to is one line for all recipients for whom it came to the same', () => {
  const [line, ...more] = written(settled(many(3)));
  assert.deepEqual(more, []);
  assert.match(
    line?.sentence ?? '',
    /^\S+ out: handed on for r0@example\.test, r1@example\.test, r2@example\.test; by Microsoft 365 \(smtp\.example \[192\.0\.2\.25\]\); 250 2\.0\.0 OK 0; after 1\.2 s$/u,
  );
  const { queueId: _, ...fields } = line?.fields ?? {};
  assert.deepEqual(fields, {
    event: 'Send',
    sender: 'scan@contoso.test',
    recipients: 3,
    to: many(3),
    destination: 'Microsoft 365',
    text: 'Handed on to smtp.example',
    reply: '250 2.0.0 OK 0',
    remoteHost: 'smtp.example',
    remoteAddress: '192.0.2.25',
    ageMs: 1_234,
    attemptMs: 200,
  });
  const waits = event('Q1' as QueueId, 'Defer', 'smtp.example: connection refused', {
    ordinal: 0,
    cause: 'connection-failed',
    nextAttemptAt: settled([]).at + 300_000,
  });
  const [waiting] = written(settled(['a@b.test'], { events: [waits] }));
  assert.match(
    waiting?.sentence ?? '',
    / waits: for a@b\.test; by Microsoft 365; smtp\.example: connection refused; next attempt in 5 min; waiting for 1 s$/u,
  );
  const sent = settled(many(3));
  const { queueId } = sent.message;
  const failed = event(queueId, 'Fail', '5.1.1 There is no such mailbox', {
    ordinal: 1,
    cause: 'unknown-recipient',
    reply: '550 5.1.1 no such user',
  });
  const report = event(queueId, 'DSN', 'Non-delivery report to scan@contoso.test', { relatedQueueId: 'Q9' as QueueId });
  const lines = written({ ...sent, events: [sent.events[0]!, failed, sent.events[2]!, report] });
  assert.deepEqual(
    lines.map(({ level, message, fields: { to } }) => [level, message, to]),
    [
      ['info', 'message sent', ['r0@example.test', 'r2@example.test']],
      ['warn', 'message failed', ['r1@example.test']],
    ],
  );
  assert.match(
    lines[1]?.sentence ?? '',
    / failed: for r1@example\.test; by Microsoft 365; 5\.1\.1 There is no such mailbox; 550 5\.1\.1 no such user; after 1\.2 s$/u,
  );
});

test('what a peer said stays one line that moves no cursor, and carries the ids of the trace', () => {
  const bad = 'a\r\n\u001b[2J\u202e\u2028b';
  const queueId = 'Q1' as QueueId;
  const one = sample({ queueId, to: [`${bad}@example.test`], reversePath: address(`${bad}@x`), messageId: bad });
  const lines = written(
    acceptedOf(one),
    settled([`${bad}@example.test`], {
      events: [event(queueId, 'Fail', `refused ${bad}`, { ordinal: 0, reply: `550 ${bad}`, remoteHost: bad })],
    }),
    {
      kind: 'session',
      record: {
        sessionId: 'S1',
        clientAddress: '192.0.2.1',
        connectorId: null,
        login: bad,
        startedAt: 0,
        endedAt: 5,
        accepted: [],
        end: `closed ${bad}`,
        refusals: [{ reference: 'S1-1', stage: 'mail', reply: '501 5.1.7 x', cause: bad, sender: bad, recipient: bad }],
      },
    } as unknown as Observation,
    { kind: 'warning', what: 'orphan-report', text: bad },
  );
  assert.equal(lines.length, 5);
  const refused = lines.find((line) => line.message === 'refused');
  assert.equal(refused?.fields['reference'], 'S1-1');
  assert.match(refused.sentence, /^refused 192\.0\.2\.1 at MAIL: .*; told 501 5\.1\.7 \[ref S1-1\]$/u);
  assert.equal(lines.find(({ fields }) => fields['event'] === 'Fail')?.level, 'warn');
  assert.equal(lines.at(-1)?.fields['what'], 'orphan-report');
  for (const line of lines)
    for (const text of [line.message, line.sentence, ...Object.values(line.fields)].flat())
      if (typeof text === 'string') assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Zl}]/u);
});

test('a line that is not written is not made', () => {
  const lines: string[] = [];
  const never = (): never => assert.fail('made');
  const log: Log = { debug: never, info: never, warn: never, error: never, tell: (level) => void lines.push(level) };
  observationLog(log, directory)(acceptedOf(sample()));
  observationLog(log, directory)(settled(['a@b.test']));
  assert.deepEqual(lines, ['info', 'info']);
});
