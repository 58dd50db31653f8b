/** Problems that the server has with a field, in the word of the person: the option that was typed for it, with its value. Pure. */
import { Option } from 'commander';
import type { z } from 'zod';
import { factsOf } from '../../directory/fields/field.ts';
import { CliFailure, type FailureDetail } from '../terminal/failure.ts';

/** Of a kind of object. */
export interface AsTyped {
  /** Fields that are said by an option each. */
  readonly shape: z.ZodRawShape;
  /** Options of the commands' own, by what they say in the API: `route.hosts`. */
  readonly more?: Readonly<Record<string, string>>;
}

export function byOption(error: unknown, { shape, more = {} }: AsTyped, body: unknown): unknown {
  if (!(error instanceof CliFailure) || error.details.length === 0) return error;
  const details = error.details.map((detail): FailureDetail => {
    const option = optionOf(detail.path, shape, more);
    if (option === null) return detail;
    const value = valueAt(body, detail.path);
    return { ...detail, path: value === null ? option : `${option} ${value}` };
  });
  const [only] = details;
  const { message, told, exitCode, refused } = error;
  // The one problem that the sentence itself tells: it begins with the option.
  const isTold = details.length === 1 && only !== undefined && only.path !== '' && message.includes(only.text);
  const sentence = isTold && only.path.startsWith('--') ? `${only.path}: ${only.text}` : message;
  return new CliFailure(sentence, told, exitCode, details, refused);
}

/** `route.hosts.1.host` is part of `route.hosts`. */
function optionOf(path: string, shape: z.ZodRawShape, more: Readonly<Record<string, string>>): string | null {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const field = parts.slice(0, length).join('.');
    if (Object.hasOwn(more, field)) return more[field] ?? null;
  }
  const [field = ''] = parts;
  return Object.hasOwn(shape, field) ? longFlag(shape[field] as z.ZodType) : null;
}

/** As it was typed, where that can be told: a text, or a host with its port. null: it cannot, or it was left out. */
function valueAt(body: unknown, path: string): string | null {
  let at: unknown = body;
  for (const part of path.split('.')) {
    if (typeof at !== 'object' || at === null) return null;
    const next: unknown = (at as Readonly<Record<string, unknown>>)[part];
    if (typeof at === 'object' && 'host' in at && 'port' in at) return hostText(at);
    at = next;
  }
  if (typeof at === 'object' && at !== null && 'host' in at && 'port' in at) return hostText(at);
  if (typeof at !== 'string' || at === '' || /secret|password|token/iu.test(path)) return null;
  // An address of the web may have a password or a key in it.
  return at.includes('://') ? null : at;
}

const hostText = ({ host, port }: { readonly host: unknown; readonly port: unknown }): string =>
  String(host).includes(':') ? `[${String(host)}]:${String(port)}` : `${String(host)}:${String(port)}`;

/** `--require-tls`; null: the field is not said by an option of its own. */
function longFlag(form: z.ZodType): string | null {
  const { flag } = factsOf(form);
  return flag === undefined ? null : (new Option(flag).long ?? null);
}
