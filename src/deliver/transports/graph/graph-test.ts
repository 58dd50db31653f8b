/** The connector test for Graph: a token, then a message, each step told with what was seen and what to do. */
import type { OutboundConnector } from '../../../directory/objects.ts';
import { freePlace } from '../../../mail/doors/place.ts';
import { replyText } from '../../../mail/reply.ts';
import type { Clock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import type { IdSource } from '../../../base/id.ts';
import type { LiveDirectory } from '../../../directory/live-directory.ts';
import { testMail } from '../../diagnose/connector-test.ts';
import { finding, tokenFound } from '../../diagnose/finding.ts';
import { step } from '../../../texts/step.ts';
import type { Tell, TestMessage, TestResult } from '../../diagnose/seen.ts';
import { ToldSteps } from '../../diagnose/told-steps.ts';
import type { Workshop } from '../../content/mime/workshop.ts';
import type { Tokens } from '../../oauth/tokens.ts';
import { GraphCarrier } from './carrier.ts';
import { say, Phrase } from '../../../texts/phrase.ts';
import { again } from '../../../texts/told.ts';

export interface GraphTestSetting {
  readonly directory: LiveDirectory;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
  readonly ids: IdSource;
  readonly hostName: string;
  readonly workshop: Workshop;
}

export async function testByGraph(
  connector: OutboundConnector,
  message: TestMessage,
  { directory, tokens, clock, log, ids, hostName, workshop }: GraphTestSetting,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: Tell },
): Promise<TestResult> {
  const steps = new ToldSteps(tell);
  const mail = testMail(message, hostName, ids, clock);
  if (mail instanceof Phrase) {
    steps.add(step('message', 'bad', mail));
    return { ok: false, steps: steps.all };
  }
  const got = await tokens.token(connector, signal, { fresh: true });
  steps.add(finding(connector, tokenFound(got)));
  if (!got.ok) return { ok: false, steps: steps.all };
  const carrier = new GraphCarrier({
    directory,
    tokens,
    clock,
    log,
    workshop,
    hostName,
    content: async function* () {
      yield mail.content;
    },
  });
  const task = { message: mail.queued, recipients: [mail.recipient], place: freePlace, lost: null };
  const [outcome] = await carrier.carry(connector, task, signal);
  if (outcome?.action === 'relayed') {
    const said = outcome.reply === null ? 'yes' : replyText(outcome.reply);
    steps.add(step('message', 'good', say`accepted for ${message.to}: ${said}`));
    return { ok: true, steps: steps.all };
  }
  const why = outcome !== undefined && 'text' in outcome ? again(outcome) : say`no answer`;
  steps.add(step('message', 'bad', why));
  return { ok: false, steps: steps.all };
}
