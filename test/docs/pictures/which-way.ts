/** Which way in a device should take: the questions of `doorpost advise` that decide, each with the situation that its answer stands for. */
import type { Way } from '../../../src/policy/advice/common.ts';
import type { Situation } from '../../../src/policy/advice/situation.ts';
import { Drawing } from './drawing.ts';

export interface Step {
  readonly question: string;
  /** Where "yes" leads. */
  readonly answer: string;
  readonly way: Way;
  /** null: `advise` does not ask so, because it takes the mailboxes to be at Microsoft. */
  readonly yes: Partial<Situation> | null;
  /** What holds for the questions below. */
  readonly no: Partial<Situation>;
}

export const steps: readonly Step[] = [
  {
    question: 'Is there a mail server or connector for devices at the site already?',
    answer: 'Use that one\nNothing new is needed.',
    way: 'existing-server',
    yes: { existing: true },
    no: { existing: false },
  },
  {
    question: 'Does it send newsletters, or other mail in bulk?',
    answer: 'A provider for bulk mail\nHere it would get everybody blocked.',
    way: 'bulk-provider',
    yes: { newsletters: true },
    no: { newsletters: false },
  },
  {
    question: 'Do users sign in at it, each in their own name, with TLS 1.2 or SSL on 465?',
    answer: 'Submission\nName and password, port 587 or 465.',
    way: 'submission',
    yes: { senders: 'users', auth: 'password', tls: '1.2' },
    no: { senders: 'one' },
  },
  {
    question: 'Are your mailboxes here, in Doorpost, and does it write to your own people only?',
    answer: 'Direct Send\nPort 25, nothing to set up.',
    way: 'direct',
    yes: null,
    no: {},
  },
];

/** Where all "no" lead. */
export const otherwise = {
  way: 'relay',
  answer: 'Relay by connector\nPort 25, known by its address: works for most devices.',
  situations: [
    {},
    { outside: false },
    { auth: 'password' },
    { tls: '1.0', auth: 'password' },
    { tls: 'none' },
    { senders: 'any' },
  ],
} as const satisfies { way: Way; answer: string; situations: readonly Partial<Situation>[] };

const WIDTH = 400;

export function whichWay(): Drawing {
  const drawing = new Drawing('Four questions lead from a device to its way in; when in doubt it is the relay', WIDTH);
  let y = 10;
  for (const { question, answer } of steps) {
    const asked = drawing.box('question', 10, y, WIDTH - 20, question);
    const below = asked.y + asked.height;
    const leaf = drawing.box('good', 110, below + 14, WIDTH - 120, answer, true);
    const middle = leaf.y + leaf.height / 2;
    drawing.arrow([50, below], [50, middle], [110, middle]);
    drawing.label(58, middle - 21, 'yes');
    const next = leaf.y + leaf.height + 26;
    drawing.arrow([26, below], [26, next]);
    drawing.label(34, next - 23, 'no');
    y = next;
  }
  drawing.box('good', 10, y, WIDTH - 20, otherwise.answer, true);
  return drawing;
}
