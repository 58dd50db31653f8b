/** The story of a message and of a session, line by line. All of it comes from strangers: escaped. */
import type { AnswerOf } from '../../../admin/contracts/operation.ts';
import type { trace } from '../../../admin/contracts/trace.ts';
import { connectorOf, senderOf } from '../../../admin/contracts/trace-columns.ts';
import { NO_TLS } from '../../../mail/sighting.ts';
import { command } from '../../../texts/command.ts';
import { asTyped } from '../../../texts/kept.ts';
import { say } from '../../../texts/phrase.ts';
import type { Context } from '../../context.ts';
import { sizeText } from '../../terminal/output.ts';
import { showLack } from '../../terminal/show-lack.ts';
import type { Times } from '../../terminal/times.ts';
import { causeOf, recipientOf, type TracedMail } from './table.ts';

type Story = AnswerOf<typeof trace.message>;
type Session = AnswerOf<typeof trace.session>;

export function messageStory(context: Context, times: Times, message: Story): void {
  const { output, shell } = context;
  const first: TracedMail | undefined = message.rows[0];
  if (first) {
    output.fields([
      ['queue id', first.queueId],
      ['received', times.full(first.at)],
      ['sender', senderOf(first) || '<>'],
      ['subject', first.subject],
      ['message id', first.messageId],
      ['size', sizeText(first.sizeBytes)],
      ['way in', first.ingress],
      ['client', first.clientAddress],
      ['connector', connectorOf(first)],
      ['device', first.device],
      ['reference', first.reference],
    ]);
  }
  output.heading('Recipients');
  output.fitted(
    [
      { header: 'RECIPIENT', cell: recipientOf, least: 20, long: 'wrapped' },
      { header: 'STATUS', cell: ({ status }) => status },
      {
        header: 'LAST',
        cell: (row) => causeOf(row, times, shell) || asTyped(row.lastText ?? '', shell),
        least: 30,
        long: 'wrapped',
      },
    ],
    message.rows,
    'none',
  );
  output.heading('Events');
  for (const event of message.events) {
    output.told(`${times.full(event.at)}  ${event.kind.padEnd(9)} ${eventText(event)}`);
    if (event.remoteHost !== undefined || event.remoteAddress !== undefined)
      output.line(
        `    ${event.kind === 'Receive' ? 'client' : 'next hop'}: ${[event.remoteHost, event.remoteAddress === undefined ? undefined : `[${event.remoteAddress}]`, protectionOf(event)].filter(Boolean).join(' ')}`,
      );
    if (event.nextAttemptAt !== undefined) output.line(`    next attempt: ${times.full(event.nextAttemptAt)}`);
    if (event.reply !== undefined) output.line(`    it said: ${event.reply}`);
    if (event.relatedQueueId !== undefined) output.hint(say`    see also: ${command`trace ${event.relatedQueueId}`}`);
  }
  if (message.session) sessionStory(context, times, message.session);
}

/** Of a client there was a conversation; of a next hop only where it is said how it was protected. */
const protectionOf = ({ kind, tls }: Story['events'][number]): string | undefined =>
  tls ?? (kind === 'Receive' ? NO_TLS : undefined);

/** The person it was about and the one who did it, where the sentence does not say so itself. */
export function eventText(event: Story['events'][number]): string {
  const said = (words: string): boolean => event.text.toLowerCase().includes(words.toLowerCase());
  const recipient = event.recipient == null || said(event.recipient) ? '' : ` (${event.recipient})`;
  const actor = event.actor === undefined || said(`by ${event.actor}`) ? '' : `, by ${event.actor}`;
  return `${event.text}${recipient}${actor}`;
}

export function sessionStory(context: Context, times: Times, session: Session): void {
  const { output } = context;
  output.heading('Session');
  output.fields([
    ['session', session.sessionId],
    ['from', `${session.clientAddress}${session.clientAddress.includes(':') ? ' port ' : ':'}${session.clientPort}`],
    ['listener', session.listener],
    ['time', `${times.full(session.startedAt)} to ${times.full(session.endedAt)}`],
    ['greeted as', session.helo],
    ['TLS', session.tls ?? (session.refusals.some(({ stage }) => stage === 'tls') ? 'did not come about' : NO_TLS)],
    ['certificate', session.certificateNames],
    ['login', session.login],
    ['way in', session.ingress],
    ['connector', session.connector],
    ['device', session.device],
    ['accepted', session.accepted],
    ['ended', session.end],
  ]);
  if (session.refusals.length > 0) {
    output.heading('Refused');
    for (const refusal of session.refusals) {
      output.line(`${times.full(refusal.at)}  ${refusal.reference}  at ${refusal.stage.toUpperCase()}`);
      output.line(`    told:  ${refusal.reply}`);
      output.told(`    cause: ${refusal.cause}`);
      if (refusal.lack != null) showLack(output, '    ', refusal.lack);
      if (refusal.sender !== null || refusal.recipient !== null)
        output.line(
          `    from ${refusal.sender === '' ? '<>' : (refusal.sender ?? '-')} to ${refusal.recipient ?? '-'}`,
        );
    }
  }
  if (session.lack != null) {
    output.heading('No mail');
    output.told(`    cause: ${session.lack.cause}`);
    showLack(output, '    ', session.lack);
  }
  output.heading('Transcript');
  if (session.transcript === '') output.line('    not kept: no connector, device or device network covers the address');
  else output.block(session.transcript);
}
