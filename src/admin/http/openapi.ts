/** The description of the API (OpenAPI 3.1), made from its contracts: each operation by its id, each named form once. */
import { z } from 'zod';
import { fieldFacts } from '../../directory/fields/field.ts';
import { operations } from '../contracts/all.ts';
import { componentNames, everywhere, type Operation } from '../contracts/operation.ts';
import type { ProblemCode } from '../../mail/problem.ts';
import { problemForm, problemStatus } from '../contracts/problems.ts';
import { noQuery } from '../contracts/shared.ts';

type Json = z.core.JSONSchema.BaseSchema;

export function openApiOf(version: string): object {
  const asked = formsAs('input', (one) => [one.params, one.query ?? noQuery, one.body]);
  const answered = formsAs('output', ({ answer }) => ['form' in answer ? answer.form : undefined, problemForm]);
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const path = `/api/v1${operation.path.replaceAll(/:(\w+)/gu, '{$1}')}`;
    (paths[path] ??= {})[operation.method.toLowerCase()] = described(operation, asked.schemaOf, answered.schemaOf);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Doorpost administration',
      version,
      description: 'Everything the CLI does. Errors are problem+json with a code and a cure.',
    },
    paths: { ...paths, ...beside },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { ...asked.components, ...answered.components },
    },
    security: [{ token: [] }],
  };
}

type SchemaOf = (form: z.ZodType) => Json;

/** Of all forms that are asked for, or answered: their schemas, and those of them that have a name, to be referred to. */
function formsAs(io: 'input' | 'output', formsOf: (operation: Operation) => readonly (z.ZodType | undefined)[]) {
  const forms = new Map<z.ZodType, string>();
  const registry = z.registry<{ readonly id: string }>();
  const used = operations.flatMap(formsOf).filter((form) => form !== undefined);
  for (const form of used) {
    if (forms.has(form)) continue;
    const id = componentNames.get(form)?.id ?? `${UNNAMED}${forms.size}`;
    forms.set(form, id);
    registry.add(form, { id });
  }
  for (const form of namedWithin(used)) if (!forms.has(form)) registry.add(form, { id: nameOf(form) });
  const { schemas } = z.toJSONSchema(registry, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ zodSchema, jsonSchema }) => {
      const help = fieldFacts.get(zodSchema as unknown as z.ZodType)?.help;
      if (help !== undefined) jsonSchema.description ??= help;
    },
  });
  const clean = ({ $schema: _, $id: __, ...schema }: Json): Json => schema;
  return {
    components: Object.fromEntries(
      Object.entries(schemas)
        .filter(([id]) => !id.startsWith(UNNAMED))
        .map(([id, schema]) => [id, clean(schema)]),
    ),
    schemaOf: (form: z.ZodType): Json => {
      const id = forms.get(form) ?? '';
      return id.startsWith(UNNAMED) ? clean(schemas[id] as Json) : { $ref: `#/components/schemas/${id}` };
    },
  };
}

/** Forms of one operation alone: they stand where they are used. */
const UNNAMED = ' ';

const nameOf = (form: z.ZodType): string => componentNames.get(form)?.id ?? '';

/** Named forms inside of forms. */
function namedWithin(forms: readonly z.ZodType[]): ReadonlySet<z.ZodType> {
  const found = new Set<z.ZodType>();
  const seen = new Set<z.ZodType>();
  const next = [...forms];
  for (let form = next.pop(); form !== undefined; form = next.pop()) {
    if (seen.has(form)) continue;
    seen.add(form);
    if (componentNames.has(form)) found.add(form);
    next.push(...partsOf(form));
  }
  return found;
}

function partsOf(form: z.core.$ZodType): readonly z.ZodType[] {
  if (form instanceof z.ZodObject) return Object.values<z.ZodType>(form.shape);
  if (form instanceof z.ZodArray) return [form.element as z.ZodType];
  if (form instanceof z.ZodUnion) return form.options as readonly z.ZodType[];
  if (form instanceof z.ZodNullable || form instanceof z.ZodOptional) return [form.unwrap() as z.ZodType];
  if (form instanceof z.ZodDefault || form instanceof z.ZodPrefault) return [form.unwrap() as z.ZodType];
  return [];
}

function described(operation: Operation, asked: SchemaOf, answered: SchemaOf): object {
  const { id, tag, description, params, query = noQuery, body, file, right, takesIfMatch } = operation;
  const parameters = [
    ...(params === undefined ? [] : parametersOf('path', asked(params))),
    ...parametersOf('query', asked(query)),
    ...(takesIfMatch === true ? [ifMatch] : []),
  ];
  return {
    operationId: id,
    tags: [tag],
    description: [
      description ?? '',
      right === null
        ? 'Needs no sign-in.'
        : `Needs the role ${right.role}${right.content ? ' and the right to read mail' : ''}.`,
    ]
      .join(' ')
      .trim(),
    'x-doorpost-right': right,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: {
              'application/json': { schema: asked(body) },
              ...(file === undefined ? {} : { [file]: { schema: { type: 'string' } } }),
            },
          },
        }),
    responses: { ...success(operation, answered), ...problemsOf(operation, answered) },
  };
}

const ifMatch = {
  in: 'header',
  name: 'If-Match',
  description: 'The tag of the object as the caller saw it: 412 when it was changed meanwhile. Absent: whatever it is',
  schema: { type: 'string' },
};

function parametersOf(where: 'path' | 'query', schema: Json): readonly object[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, one]) => {
    const { description, ...rest } = one as Json;
    return {
      in: where,
      name,
      ...(where === 'path' || required.has(name) ? { required: true } : {}),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function success({ answer, canBeTried }: Operation, answered: SchemaOf): object {
  const one = (type: string, schema: Json, description: string) => ({ description, content: { [type]: { schema } } });
  switch (answer.as) {
    case 'nothing':
      return { 204: { description: 'Done' } };
    case 'json':
      return {
        [answer.status]: one('application/json', answered(answer.form), answer.status === 201 ? 'Made' : 'Done'),
        ...(canBeTried === true && answer.status === 201
          ? { 200: one('application/json', answered(answer.form), 'Tried out: nothing was made') }
          : {}),
      };
    case 'text':
    case 'octets':
      return { 200: one(answer.type, { type: 'string' }, answer.description) };
    case 'lines':
      return { 200: one('application/x-ndjson', answered(answer.form), answer.description) };
    case 'events':
      return { 200: one('text/event-stream', answered(answer.form), answer.description) };
  }
}

/** By class of status, with the codes that are the operation's own or everybody's. */
function problemsOf({ problems }: Operation, answered: SchemaOf): object {
  const codes = [...new Set<ProblemCode>([...problems, ...everywhere])];
  const told = (least: number): object => {
    const own = codes.filter((code) => Math.floor(problemStatus[code] / 100) === least);
    return {
      description: `What is wrong, and what to do about it. Codes: ${own.join(', ')}`,
      content: { 'application/problem+json': { schema: answered(problemForm) } },
    };
  };
  return { '4XX': told(4), '5XX': told(5) };
}

const readiness = {
  type: 'object',
  properties: {
    status: { enum: ['ready', 'not ready'] },
    reasons: { type: 'array', items: { type: 'string' } },
  },
  required: ['status', 'reasons'],
};
const one = (type: string, schema: object, description: string) => ({ description, content: { [type]: { schema } } });

/** The routes beside the API. */
const beside = {
  '/healthz': {
    get: {
      operationId: 'showHealth',
      tags: ['health'],
      security: [],
      responses: {
        200: one('application/json', { type: 'object', properties: { status: { const: 'ok' } } }, 'The process lives'),
      },
    },
  },
  '/readyz': {
    get: {
      operationId: 'showReadiness',
      tags: ['health'],
      description: '503 with the reasons while it cannot take mail',
      security: [],
      responses: {
        200: one('application/json', readiness, 'It takes mail'),
        503: one('application/json', readiness, 'It takes none now'),
      },
    },
  },
  '/metrics': {
    get: {
      operationId: 'showMetrics',
      tags: ['health'],
      description: 'For Prometheus; without a token only for a program of this machine, never through a proxy',
      security: [{}, { token: [] }],
      responses: { 200: one('text/plain', { type: 'string' }, 'Prometheus text') },
    },
  },
  '/problems/{code}': {
    get: {
      operationId: 'showProblem',
      tags: ['health'],
      description: 'What a code of an error means and what to do about it: the type of every problem leads here',
      security: [],
      parameters: [{ in: 'path', name: 'code', required: true, schema: { type: 'string' } }],
      responses: { 200: one('text/html', { type: 'string' }, 'A page for people') },
    },
  },
};
