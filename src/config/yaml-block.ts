/**
 * Objects as YAML in block style, written as the `yaml` package writes them, but a hundred times as fast: an export of a large directory is
 * done between mails. What may need quotes is left to the package. Pure.
 */
import { stringify } from 'yaml';

/** Texts that need no quotes anywhere in a block and mean themselves: they begin with a letter, and no sign in them says anything in YAML. */
const PLAIN = /^[A-Za-z][\w@./+-]*(?: [\w@./+]+)*$/u;
/** YAML 1.2 core reads these as something else. */
const WORDS = /^(?:null|true|false)$/iu;
const NETWORK = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?:\/\d{1,2})?$/u;

/** The fields of an object, one a line, each line begun with `indent`; fields that are undefined are left out. */
export function yamlFields(fields: object, indent: string): string {
  let text = '';
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) text += field(name, value, indent);
  return text;
}

/** The same as an item of a list: a dash before the first field. */
export function yamlItem(fields: object, indent: string): string {
  return `${indent}- ${yamlFields(fields, `${indent}  `).slice(indent.length + 2)}`;
}

function field(name: string, value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return `${indent}${name}: ${scalar(value)}\n`;
  if (Array.isArray(value)) {
    if (value.length === 0) return `${indent}${name}: []\n`;
    return `${indent}${name}:\n${value.map((one: unknown) => item(one, `${indent}  `)).join('')}`;
  }
  const inner = yamlFields(value, `${indent}  `);
  return inner === '' ? `${indent}${name}: {}\n` : `${indent}${name}:\n${inner}`;
}

const item = (value: unknown, indent: string): string =>
  typeof value === 'object' && value !== null ? yamlItem(value, indent) : `${indent}- ${scalar(value)}\n`;

function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  if ((PLAIN.test(value) && !WORDS.test(value)) || NETWORK.test(value)) return value;
  const text = stringify(value, { lineWidth: 0 }).slice(0, -1);
  // Over several lines the package would indent it as it thinks fit; JSON's way is YAML's, too.
  return text.includes('\n') ? JSON.stringify(value) : text;
}
