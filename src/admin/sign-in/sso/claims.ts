/** A person as an identity provider speaks of them: who they are, the roles they have there, and what they are shown of it. Pure. */
import { createHash } from 'node:crypto';
import { bounds } from '../../../base/bounds.ts';

export interface Claims {
  /** Never an address of mail: those change hands. */
  readonly subject: string;
  /** For people to read; nothing is decided by it. */
  readonly name: string;
  /** Of the claim that roles are read from. */
  readonly values: readonly string[];
  /** Why there are none, where the claim is not what it should be; null: it is. */
  readonly oddity: ClaimOddity | null;
  /** When the person proved there who they are; null: it was not said. */
  readonly authenticatedAt: number | null;
  readonly told: readonly ToldClaim[];
}

export const claimOddities = ['absent', 'no-text', 'kept-elsewhere'] as const;
export type ClaimOddity = (typeof claimOddities)[number];

export interface ToldClaim {
  readonly claim: string;
  readonly value: string;
}

/** A claim that breaks a bound: cut to it, somebody else could be meant, or a role be missing. */
export class ClaimBeyondBound extends Error {
  override readonly name = 'ClaimBeyondBound';
}

/** Of the token itself, of no meaning for who is shown the others. */
const OF_THE_TOKEN = new Set(['nonce', 'at_hash', 'c_hash', 's_hash', 'aio', 'rh', 'uti', 'sid', 'jti']);

/** @param claims of an ID token that was verified. Throws ClaimBeyondBound. */
export function readClaims(claims: Readonly<Record<string, unknown>>, rolesClaim: string): Claims {
  const { sub } = claims;
  if (typeof sub !== 'string' || sub === '' || sub.length > bounds.admin.ssoSubject) throw new ClaimBeyondBound('sub');
  const roles = Object.hasOwn(claims, rolesClaim) ? claims[rolesClaim] : undefined;
  const { values, oddity } = readValues(roles);
  if (values.length > bounds.admin.ssoValues || values.some((value) => value.length > bounds.admin.ssoValue))
    throw new ClaimBeyondBound(rolesClaim);
  const { auth_time: authTime } = claims;
  return {
    subject: sub,
    name: nameIn(claims) ?? sub.slice(0, bounds.admin.ssoName),
    values,
    oddity: oddity === 'absent' && isElsewhere(claims, rolesClaim) ? 'kept-elsewhere' : oddity,
    authenticatedAt: typeof authTime === 'number' && Number.isFinite(authTime) ? authTime * 1_000 : null,
    told: Object.entries(claims)
      .filter(([claim]) => !OF_THE_TOKEN.has(claim))
      .slice(0, bounds.admin.ssoClaimsTold)
      .map(([claim, value]) => ({ claim: cut(claim), value: cut(textOf(value)) })),
  };
}

const cut = (text: string): string => text.slice(0, bounds.admin.ssoClaimTold);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

function readValues(roles: unknown): { readonly values: readonly string[]; readonly oddity: Claims['oddity'] } {
  if (roles === undefined) return { values: [], oddity: 'absent' };
  if (typeof roles === 'string') return { values: [roles], oddity: null };
  const isList = Array.isArray(roles) && roles.every((one): one is string => typeof one === 'string');
  return isList ? { values: [...new Set(roles)], oddity: null } : { values: [], oddity: 'no-text' };
}

/** OpenID Connect Core §5.6.2: Entra does so with more than 200 groups. */
function isElsewhere(claims: Readonly<Record<string, unknown>>, claim: string): boolean {
  const { _claim_names: names } = claims;
  return typeof names === 'object' && names !== null && Object.hasOwn(names, claim);
}

/** Letters, digits and what addresses have: what else could pass for another name, or for more than a name. */
const NO_NAME = /[^\p{L}\p{N}._@+-]+/gu;

function nameIn(claims: Readonly<Record<string, unknown>>): string | null {
  for (const claim of ['preferred_username', 'upn', 'email', 'name']) {
    const value = claims[claim];
    if (typeof value !== 'string') continue;
    const name = value.normalize('NFC').replace(NO_NAME, '_').slice(0, bounds.admin.ssoName);
    if (name !== '' && name !== '_') return name;
  }
  return null;
}

const KEY_CHARACTERS = 32;
/** Enough to tell two people of one name apart. */
const MARK_CHARACTERS = 8;

/** Issuer and subject together are one person, for ever. */
export const personKey = (issuer: string, subject: string): string =>
  createHash('sha256').update(`${issuer}\n${subject}`).digest('hex').slice(0, KEY_CHARACTERS);

/** As the audit log calls them. A colon is in no name of an administrator, so that nobody of this server is meant by it. */
export const ssoActor = (name: string, key: string): string => `sso:${name}~${key.slice(0, MARK_CHARACTERS)}`;

export const isSsoActor = (actor: string): boolean => actor.startsWith('sso:');
