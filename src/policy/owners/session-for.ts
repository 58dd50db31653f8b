/**
 * A kept session as the people of some organizations may read it: the lines of their own transactions, and of the session as such what is
 * needed to read them (greeting, EHLO, TLS, NOOP, QUIT). Transactions and sign-ins of others are left out, and so is what an
 * organization has set up for the peer, for others than itself; where lines are missing a note says how many. Pure.
 */
import type { ObjectId } from '../../base/id.ts';
import { many } from '../../base/words/amounts.ts';
import type { Refusal, SessionRecord, SessionShares, TranscriptPart } from '../../mail/trace-event.ts';

/** The organizations that a reader may see. */
type Listed = readonly ObjectId[];

/**
 * null: nothing of it is theirs.
 * @param mine the organizations that the reader may see; null: all, and what is nobody's.
 */
export function sessionFor(mine: Listed | null, session: SessionRecord): SessionRecord | null {
  if (mine === null) return session;
  const { organizations, shares } = session;
  if (organizations === undefined) return ofBefore(mine, session);
  if (!organizations.some((one) => mine.includes(one))) return null;
  return shares === undefined ? session : cut(mine, session, organizations, shares);
}

/** Whether a line may be read. @param of see `TranscriptPart.of`. */
export const isReadable = (mine: Listed, of: readonly ObjectId[] | undefined): boolean =>
  of === undefined || of.some((one) => mine.includes(one));

/** Stands where lines are missing. */
export const leftOutNote = (lines: number): string => `   (${many(lines, 'line')} of others left out)`;

const isMine = (mine: Listed, organizationId: ObjectId | null | undefined): boolean =>
  organizationId != null && mine.includes(organizationId);

function cut(
  mine: Listed,
  session: SessionRecord,
  organizations: readonly ObjectId[],
  shares: SessionShares,
): SessionRecord {
  const refusals = ownRefusals(mine, session);
  const accepted = session.accepted.filter((_queueId, at) => isMine(mine, shares.accepted[at]));
  const transcript = readableTranscript(mine, session.transcript, shares.parts);
  const isWhole =
    refusals.length === session.refusals.length &&
    accepted.length === session.accepted.length &&
    transcript === session.transcript;
  if (isWhole) return session;
  const ofPeer = isMine(mine, shares.peer);
  const ofLogin = isMine(mine, shares.login);
  const { shares: _, ...rest } = session;
  return {
    ...rest,
    organizations: organizations.filter((one) => mine.includes(one)),
    connectorId: ofPeer ? session.connectorId : null,
    deviceId: (ofPeer && session.deviceId) || null,
    login: ofLogin ? session.login : null,
    authMechanism: (ofLogin && session.authMechanism) || null,
    // Of some message, and it is not known of which.
    software: null,
    habits: [...new Set(refusals.flatMap(({ habits = [] }) => habits))],
    refusals,
    accepted,
    transcript,
  };
}

const ownRefusals = (mine: Listed, { refusals }: SessionRecord): readonly Refusal[] =>
  refusals.filter(({ organizationId }) => isMine(mine, organizationId));

/** The lines that they may read, and notes of the others. */
export function readableTranscript(mine: Listed, transcript: string, parts: readonly TranscriptPart[]): string {
  if (transcript === '') return '';
  const lines = transcript.split('\n');
  const shown: string[] = [];
  let at = 0;
  let missing = 0;
  const closeGap = (): void => {
    if (missing > 0) shown.push(leftOutNote(missing));
    missing = 0;
  };
  for (const { lines: count, of } of parts) {
    const own = lines.slice(at, at + count);
    at += count;
    if (!isReadable(mine, of)) missing += own.length;
    else if (own.length > 0) {
      closeGap();
      shown.push(...own);
    }
  }
  missing += Math.max(0, lines.length - at);
  closeGap();
  return shown.join('\n');
}

/** An earlier version noted whose each refusal is, not whose the lines are. */
function ofBefore(mine: Listed, session: SessionRecord): SessionRecord | null {
  const refusals = ownRefusals(mine, session);
  if (refusals.length === 0) return null;
  const { noMail: _, ...rest } = session;
  return {
    ...rest,
    connectorId: null,
    deviceId: null,
    login: null,
    authMechanism: null,
    software: null,
    habits: [],
    refusals,
    accepted: [],
    transcript: session.transcript === '' ? '' : leftOutNote(session.transcript.split('\n').length),
  };
}
