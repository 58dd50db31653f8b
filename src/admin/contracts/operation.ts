/**
 * An operation of the API: all that a caller and the server must agree on, in one value. Routes implement it, the command line calls it,
 * OpenAPI is made from it, and tests read every answer by it. Nothing here, or imported from here, loads more than zod.
 *
 * Within /api/v1 answers only grow: who reads one skips fields and shows words that it does not know.
 */
import { z } from 'zod';
import type { Plain } from '../../directory/fields/forms.ts';
import { remedyForm, stepForm } from './cures.ts';
import type { Json } from './json.ts';
import type { NeededRight } from '../../mail/doors/caller.ts';
import type { ProblemCode } from '../../mail/problem.ts';
import { problemForm } from './problems.ts';

export interface Operation {
  /** `listDevices`: of OpenAPI, and in messages about a broken contract. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v1; `/devices/:name`. */
  readonly path: `/${string}`;
  readonly tag: string;
  /** Asked of its caller. The answer is cut to the caller's organizations, whatever the right. null: nobody has to be signed in; it is to sign in. */
  readonly right: NeededRight | null;
  /** People are asked for a sign-in of the last minutes: it gives rights, or takes everything along. */
  readonly fresh?: true;
  readonly description?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** A media type that the body may have instead, as a text of its own. */
  readonly file?: string;
  readonly answer: AnswerKind;
  /** Those that are its own; beside them stand `everywhere`. */
  readonly problems: readonly ProblemCode[];
  /** `?dryRun=true` only tries it out (`contracts/tried.ts`). */
  readonly canBeTried?: true;
  /** It changes one object, and takes `If-Match`: the object must still be as the caller saw it. */
  readonly takesIfMatch?: true;
}

export type AnswerKind =
  | { readonly as: 'json'; readonly status: 200 | 201; readonly form: z.ZodType }
  | { readonly as: 'nothing' }
  /** Not JSON, whole. */
  | { readonly as: 'text' | 'octets'; readonly type: string; readonly description: string }
  /** JSON, a line each, as it happens; the last one says how it ended. */
  | { readonly as: 'lines'; readonly form: z.ZodType; readonly description: string }
  /** The same as server-sent events (WHATWG HTML §9.2). */
  | { readonly as: 'events'; readonly form: z.ZodType; readonly description: string };

/** To look at what is the caller's own. */
export const reads = { role: 'reader' } as const;
/** To help out, day by day: devices let in, mail tried again, passwords reset. */
export const helps = { role: 'help-desk' } as const;
/** To set up what belongs to an organization. */
export const administers = { role: 'organization-administrator' } as const;
/** The same, with what people wrote. */
export const administersContent = { role: 'organization-administrator', content: true } as const;
/** To see to what concerns all organizations, or none. */
export const governs = { role: 'global-administrator' } as const;
/** To read what people wrote, where it belongs to an organization, and where it does not. */
export const readsContent = { role: 'reader', content: true } as const;
/** The same, of mail that somebody keeps back from them. */
export const helpsWithContent = { role: 'help-desk', content: true } as const;
export const governsContent = { role: 'global-administrator', content: true } as const;

export const operation = <const Facts extends Operation>(facts: Facts): Facts => facts;

export const json = <Form extends z.ZodType>(form: Form) => ({ as: 'json', status: 200, form }) as const;
export const made = <Form extends z.ZodType>(form: Form) => ({ as: 'json', status: 201, form }) as const;
export const nothing = { as: 'nothing' } as const;

/** Problems that every operation may answer with, whatever it does. */
export const everywhere = [
  'invalid-parameters',
  'invalid-fields',
  'unreadable-request',
  'not-utf8',
  'sign-in-needed',
  'not-encrypted',
  'wrong-origin',
  'fresh-sign-in-needed',
  'sign-in-slowed',
  'not-permitted',
  'too-large',
  'not-json',
  'wrong-host',
  'internal-error',
  'store-unavailable',
  'took-too-long',
] as const satisfies readonly ProblemCode[];

/** Forms that OpenAPI gives a name, so that who reads it, or makes a client of it, finds each once. */
export const componentNames = z.registry<{ readonly id: string }>();

export function named<Form extends z.ZodType>(id: string, form: Form): Form {
  componentNames.add(form, { id });
  return form;
}
named('Problem', problemForm);
named('Remedy', remedyForm);
named('Step', stepForm);

type FormOf<Facts extends Operation, Part extends 'params' | 'query' | 'body'> = Facts[Part] extends infer Form extends
  z.ZodType
  ? Form
  : never;

/** As the server sees it: checked, defaults filled in. */
export type ParamsOf<Facts extends Operation> = z.output<FormOf<Facts, 'params'>>;
export type QueryOf<Facts extends Operation> = z.output<FormOf<Facts, 'query'>>;
export type BodyOf<Facts extends Operation> = z.output<FormOf<Facts, 'body'>>;

type FormOfAnswer<Facts extends Operation> = Facts['answer'] extends { readonly form: infer Form extends z.ZodType }
  ? Form
  : never;
/** The JSON of an answer, or of one of its lines. */
export type AnswerOf<Facts extends Operation> = Json<z.output<FormOfAnswer<Facts>>>;

type Part<Name extends string, Form extends z.ZodType> = [Form] extends [never]
  ? unknown
  : Record<string, never> extends z.input<Form>
    ? { readonly [Key in Name]?: Plain<z.input<Form>> }
    : { readonly [Key in Name]: Plain<z.input<Form>> };

/** The body as a caller says it: what has a default may be left out. */
export type BodySaid<Facts extends Operation> = Plain<z.input<FormOf<Facts, 'body'>>>;

export type QuerySaid<Facts extends Operation> = Plain<z.input<FormOf<Facts, 'query'>>>;

/** The parts that a caller says. */
export type Said<Facts extends Operation> = Part<'params', FormOf<Facts, 'params'>> &
  Part<'query', FormOf<Facts, 'query'>> &
  Part<'body', FormOf<Facts, 'body'>>;

/** Operations that answer in this way. */
export type Answering<As extends AnswerKind['as']> = Operation & { readonly answer: { readonly as: As } };
