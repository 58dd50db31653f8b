/** An id as a person pasted it, from a reply, a report, a log: the message, the session or the refusal that it names. */
import { trace } from '../../../admin/contracts/trace.ts';
import { bounds } from '../../../base/bounds.ts';
import { timeOfId } from '../../../base/id.ts';
import { pasted } from '../../../smtp/grammar/pasted-ids.ts';
import { command } from '../../../texts/command.ts';
import { type Phrase, say } from '../../../texts/phrase.ts';
import type { Context } from '../../context.ts';
import { shortened } from '../../terminal/escape.ts';
import { CliFailure, isNotFound } from '../../terminal/failure.ts';
import type { Times } from '../../terminal/times.ts';
import { messageStory, sessionStory } from './story.ts';
import { rowTable } from './table.ts';

/** Shows the story of the first that is known. Throws CliFailure, which says what was looked for. */
export async function findPasted(context: Context, times: Times, text: string): Promise<void> {
  const { ids, messageIds } = sought(text);
  for (const id of ids) if (await showId(context, times, id)) return;
  for (const messageId of messageIds) if (await showMessageId(context, times, messageId)) return;
  throw notFound(times, text, ids, messageIds);
}

function sought(text: string): ReturnType<typeof pasted> {
  const { ids, messageIds } = pasted(text);
  const most = bounds.cli.pastedIds;
  if (ids.length > 0 || messageIds.length > 0)
    return { ids: ids.slice(0, most), messageIds: messageIds.slice(0, most) };
  // An id of another form may be known to the server all the same.
  const word = text.trim();
  return { ids: /^[\w-]{1,64}$/u.test(word) ? [word] : [], messageIds: [] };
}

const missing = (error: unknown): null => {
  if (isNotFound(error)) return null;
  throw error;
};

/** A queue id names a message; else it is a reference or a session. Which, only the server knows. */
async function showId(context: Context, times: Times, id: string): Promise<boolean> {
  if (!/-\d+$/u.test(id)) {
    const message = await context.client.ask(trace.message, { params: { queueId: id } }).catch(missing);
    if (message !== null) {
      context.output.data(message);
      messageStory(context, times, message);
      return true;
    }
  }
  const session = await context.client.ask(trace.session, { params: { reference: id } }).catch(missing);
  if (session === null) return false;
  context.output.data(session);
  sessionStory(context, times, session);
  return true;
}

/** A Message-ID is the sender's own: several messages may have the same. */
async function showMessageId(context: Context, times: Times, messageId: string): Promise<boolean> {
  const answer = await context.client.ask(trace.search, {
    query: { ...context.organization, messageId, limit: bounds.admin.page },
  });
  const queueIds = [...new Set(answer.rows.flatMap(({ queueId }) => queueId ?? []))];
  if (queueIds.length === 1 && queueIds[0] !== undefined) return showId(context, times, queueIds[0]);
  if (answer.rows.length === 0) return false;
  context.output.data(answer);
  rowTable(context, times, answer.rows, 'nothing found');
  context.output.line(`${queueIds.length} messages have this Message-ID: give the ID of one of them`);
  return true;
}

function notFound(times: Times, text: string, ids: readonly string[], messageIds: readonly string[]): CliFailure {
  const names = [...ids, ...messageIds.map((id) => `Message-ID <${id}>`)];
  if (names.length === 0)
    return new CliFailure(
      `there is no id in ${JSON.stringify(shortened(text.trim(), bounds.cli.pastedShown))}`,
      say`give the queue id (from "Queued as ..."), the reference at the end of a refusal ("[ref ...]") or a Message-ID, or paste the whole reply; ${command`trace --text <words>`} finds words`,
    );
  return new CliFailure(`nothing is known of ${names.join(', ')}`, cureFor(times, ids));
}

/** The likely mistake: an id says itself when it was given out. */
function cureFor(times: Times, [id]: readonly string[]): Phrase {
  const general = say`give the queue id (from "Queued as ...") or the reference at the end of a refusal ("[ref ...]"); an index entry may take a second to appear; ${command`trace --message-id <id>`} and ${command`trace --text <words>`} find by other things`;
  if (id === undefined) return general;
  const at = timeOfId(id);
  if (!(at > FIRST && at <= times.now))
    return say`it was not given out by Doorpost, was read wrongly, or is cut off (it has 16 letters and digits): ${command`trace --client <address>`} shows what came from an address; ${general}`;
  return say`it would have been given out on ${times.full(at)}, perhaps by another server; what is older than trace.keepDays (90 days where nothing is set) is gone; ${command`trace --since ${times.iso(at - AROUND_MS)} --until ${times.iso(at + AROUND_MS)}`} shows what happened around it; it may be cut off: ${command`trace --client <address>`} shows what came from an address`;
}

/** Before, there was no Doorpost. */
const FIRST = Date.UTC(2025, 0, 1);
const AROUND_MS = 60_000;
