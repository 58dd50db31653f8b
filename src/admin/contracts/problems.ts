/**
 * Every code that an error of the API can have (RFC 9457: `type` is `/problems/<code>`), its status, and what that page tells a person. A code
 * keeps its meaning for as long as the API is v1; new ones may come, and who does not know one shows `detail` and `cure`.
 */
import { z } from 'zod';
import { cureFields } from './cures.ts';
import type { Json } from './json.ts';

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly means: string;
  readonly help: string;
}

// biome-ignore format: a row a line
export const problemKinds = {
  'invalid-fields': { status: 400, title: 'Some fields are not right', means: 'The body of the request has fields that are missing, not known, or not written as they should be. `problems` names each.', help: 'Correct what `problems` names. The forms are in /openapi.json.' },
  'invalid-parameters': { status: 400, title: 'Some parameters are not right', means: 'The path or the query has parameters that are not known or not written as they should be. `problems` names each where there are several.', help: 'Correct them. The parameters of each operation are in /openapi.json.' },
  'invalid-sign-in': { status: 400, title: 'The sign-in is not whole', means: 'The sign-in of an outbound connector lacks something that its kind needs, or has something that belongs to another kind.', help: 'Give what the answer names, or say another kind of sign-in.' },
  'unreadable-request': { status: 400, title: 'The request could not be read', means: 'The request is no well-formed JSON, or not what its header says it is.', help: 'Send well-formed JSON with content-type: application/json.' },
  'not-utf8': { status: 400, title: 'The request is no UTF-8', means: 'Octets of the address, the body or a file are no UTF-8. Nothing is guessed and nothing replaced.', help: 'Send UTF-8; convert a file that was saved otherwise.' },
  'which-organization': { status: 400, title: 'It is not clear which organization is meant', means: 'There are several organizations, none is the default, and the request names none.', help: 'Name one with ?organization=, or make one the default.' },
  'too-many-entries': { status: 400, title: 'The list is too long to come whole', means: 'More entries than one answer holds match, and no page was asked for.', help: 'Ask for pages: `limit` says how many entries, and `next` of each answer is `after` for the following. Or narrow the list by a filter.' },
  'nothing-selected': { status: 400, title: 'Nothing was selected', means: 'The request would have touched all mail that waits, and did not say so.', help: 'Give a filter, or say `all: true`.' },
  'sign-in-needed': { status: 401, title: 'Sign-in is needed', means: 'No token was given, or it is not known here.', help: 'Make a token on the server and send it as Authorization: Bearer.' },
  'local-only': { status: 403, title: 'Not allowed this way', means: 'What was asked touches files of the server, or trusts without proof: only its local administrator may.', help: 'Run the command on the server itself.' },
  'not-found': { status: 404, title: 'Not found', means: 'There is nothing of that name or id.', help: 'Check the spelling, and in which organization it is.' },
  'no-such-path': { status: 404, title: 'There is nothing at this address', means: 'The API has no operation of this method and path.', help: '/openapi.json lists what there is.' },
  'not-unique': { status: 409, title: 'The name is not unique', means: 'Several have this name.', help: 'Name the organization too, or use the id.' },
  'already-there': { status: 409, title: 'It is there already', means: 'Another one has this name.', help: 'Choose another name, or delete the other one first.' },
  'too-many': { status: 409, title: 'There are as many as there may be', means: 'A number that is bounded would be exceeded: seats, tokens.', help: 'Take one back, or raise the number where it can be raised.' },
  'still-needed': { status: 409, title: 'It is still needed', means: 'Others refer to it.', help: 'Change or delete first what needs it: `problems` names each.' },
  'changed-meanwhile': { status: 409, title: 'It was changed meanwhile', means: 'Somebody else changed the same.', help: 'Look at the present state, and try it again.' },
  'unchangeable': { status: 409, title: 'This stays as it is', means: 'It comes with Doorpost, or is of a kind that cannot be changed into the other.', help: 'Make one of your own.' },
  'wrong-kind': { status: 409, title: 'It is of another kind', means: 'What was named exists, but what was asked is not done with one of its kind.', help: 'Name another one, or change its kind first.' },
  'mail-kept-elsewhere': { status: 409, title: 'Its mail is not kept here', means: 'The mailbox is delivered to another system, so that its mail cannot be read here.', help: 'Read it there; the trace says what was handed over.' },
  'mail-would-be-lost': { status: 409, title: 'Mail that waits would be returned', means: 'After the change, mail that waits would have no way to go.', help: 'Name a failover first, or hold the mail.' },
  'too-large': { status: 413, title: 'Too large', means: 'The request or the file is larger than what is read here.', help: 'Send it in parts.' },
  'not-json': { status: 415, title: 'Not understood', means: 'The body is of a type that this operation does not take.', help: 'Send content-type: application/json.' },
  'wrong-host': { status: 421, title: 'Not addressed to this host', means: 'The Host header has a name that this server does not answer to. That keeps web pages from reaching it by a name of their own.', help: 'Use a loopback name, or add the name to http.hosts in doorpost.yaml.' },
  'breaks-rules': { status: 422, title: 'The change would not hold', means: 'Each field is right by itself, but together with what is there it breaks a rule. `problems` names each.', help: 'Correct what `problems` names; nothing was changed.' },
  'refers-to-nothing': { status: 422, title: 'It refers to what is not there', means: 'A name in the body is the name of nothing that exists.', help: 'Name one that exists, or make it first.' },
  'not-allowed-here': { status: 422, title: 'It cannot be set here', means: 'The value exists, but not for an object of this kind or in this place.', help: 'Set it where the answer says that it can be set.' },
  'file-refused': { status: 422, title: 'The file has problems', means: 'A file that was to be taken over has problems. `problems` names each with its place.', help: 'Correct them all; nothing was changed.' },
  'certificate-refused': { status: 422, title: 'The certificate was not taken', means: 'The new certificate cannot be used; the old one stays in force.', help: 'Check that certificate and key can be read, are PEM, and belong together.' },
  'too-many-watchers': { status: 429, title: 'Too many watch', means: 'As many watch live sessions as may.', help: 'End another watch first.' },
  'internal-error': { status: 500, title: 'Something went wrong here', means: 'A fault of Doorpost. The answer says nothing more; the log of the server does.', help: 'See the log at this time; if it repeats, report it.' },
  'provider-refused': { status: 502, title: 'The provider did not do it', means: 'A service that was asked refused, or gave no answer that could be used.', help: 'Do what the answer says, then try it again.' },
  'store-unavailable': { status: 503, title: 'The store cannot write now', means: 'The disk is full or fails; nothing was changed.', help: 'See the status and the log of the server, mend that, and try again.' },
  'took-too-long': { status: 503, title: 'It took too long', means: 'The operation did not end within its time.', help: 'See the status and the log of the server; try again.' },
  'too-busy': { status: 503, title: 'Too much at once', means: 'What was asked for takes more time or memory than there is for it now.', help: 'Try again in a moment.' },
  'not-running-here': { status: 503, title: 'That does not run here', means: 'This process has no such room: it takes no mail in, or sends none out.', help: 'Ask the server that does.' },
  'backup-failed': { status: 503, title: 'The backup failed', means: 'The backup broke off; what was written is no whole backup.', help: 'Name an empty or new folder that the server may write to, with room for all mail.' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;

/** The page where a person reads what a code means. */
export const problemPage = (code: ProblemCode): string => `/problems/${code}`;

export const problemForm = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    ...cureFields,
    problems: z.array(z.object({ path: z.string(), message: z.string(), ...cureFields })).optional(),
  })
  .meta({ description: 'RFC 9457; `type` is /problems/ and the code, `cure` says what to do' });

export interface ProblemBody extends Json<z.output<typeof problemForm>> {}
