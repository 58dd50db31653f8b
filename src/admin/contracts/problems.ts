/**
 * Every code that an error of the API can have (RFC 9457: `type` is `/problems/<code>`), and its status; its facts stand in `mail/problem.ts`, its
 * words in `texts/`. A code keeps its meaning for as long as the API is v1; new ones may come, and who does not know one shows `detail` and `cure`.
 */
import { z } from 'zod';
import type { ProblemCode } from '../../mail/problem.ts';
import { cureFields, saidForm } from './cures.ts';
import type { Json } from './json.ts';

export const problemStatus = {
  'invalid-fields': 400,
  'invalid-parameters': 400,
  'invalid-sign-in': 400,
  'unreadable-request': 400,
  'not-utf8': 400,
  'which-organization': 400,
  'too-many-entries': 400,
  'nothing-selected': 400,
  'sign-in-needed': 401,
  'not-encrypted': 403,
  'sign-in-refused': 401,
  'second-factor-needed': 401,
  'fresh-sign-in-needed': 403,
  'single-sign-on-refused': 403,
  'no-passkeys-here': 409,
  'local-only': 403,
  'wrong-origin': 403,
  'not-permitted': 403,
  'not-found': 404,
  'no-such-path': 404,
  'not-unique': 409,
  'already-there': 409,
  'too-many': 409,
  'still-needed': 409,
  'changed-meanwhile': 409,
  unchangeable: 409,
  'wrong-kind': 409,
  'no-session': 409,
  'last-administrator': 409,
  'mail-kept-elsewhere': 409,
  'mail-would-be-lost': 409,
  'not-as-seen': 412,
  'too-large': 413,
  'not-json': 415,
  'wrong-host': 421,
  'breaks-rules': 422,
  'refers-to-nothing': 422,
  'not-allowed-here': 422,
  'file-refused': 422,
  'import-refused': 422,
  'certificate-refused': 422,
  'too-many-watchers': 429,
  'sign-in-slowed': 429,
  'internal-error': 500,
  'provider-refused': 502,
  'store-unavailable': 503,
  'took-too-long': 503,
  'too-busy': 503,
  'not-running-here': 503,
  'backup-failed': 503,
} as const satisfies Record<ProblemCode, number>;

/** The page where a person reads what a code means. */
export const problemPage = (code: ProblemCode): string => `/problems/${code}`;

export const problemForm = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    facts: z.looseObject({}).meta({ description: 'What was met, as values: by the code' }),
    ...cureFields,
    problems: z
      .array(z.object({ path: z.string(), message: z.string(), said: saidForm.optional(), ...cureFields }))
      .optional(),
  })
  .meta({
    description:
      'RFC 9457; `type` is /problems/ and the code, `facts` what was met, `detail` the same in words, `cure` says what to do',
  });

export interface ProblemBody extends Json<z.output<typeof problemForm>> {}
