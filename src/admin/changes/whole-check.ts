/**
 * A form with wrong fields is also asked what the right ones would have met in the directory, so that an administrator hears of everything
 * at once instead of mending one kind of mistake to be told of the next.
 */
import type { z } from 'zod';
import type { DirectoryEdit } from '../../directory/objects.ts';
import { checkEdits } from '../../policy/changes/directory-rules.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { cureOf } from '../../texts/remedy.ts';
import { Problem } from '../http/problem.ts';

/**
 * The problem of the form with those of the directory added. `plan` makes the edits of what is left of the form when the wrong fields are taken
 * out; it may throw, then there is nothing to add.
 */
export function refuseWhole<Form extends z.ZodType>(
  error: unknown,
  form: Form,
  body: unknown,
  view: DirectoryView,
  plan: (fields: z.output<Form>) => readonly DirectoryEdit[],
): unknown {
  if (!(error instanceof Problem)) return error;
  const wrong = new Set(error.problems.map(({ path }) => path.split('.')[0] ?? ''));
  return new Problem(error.code, error.facts, error.told, [
    ...error.problems,
    ...inDirectory().filter(({ path }) => !wrong.has(path.split('.')[0] ?? '')),
  ]);

  function inDirectory() {
    if (typeof body !== 'object' || body === null) return [];
    const rest = form.safeParse(Object.fromEntries(Object.entries(body).filter(([name]) => !wrong.has(name))));
    if (!rest.success) return [];
    try {
      return checkEdits(view, plan(rest.data))
        .filter(({ severity }) => severity === 'error')
        .map(({ path, message, said, ...finding }) => ({ path, message, ...(said && { said }), ...cureOf(finding) }));
    } catch {
      // Refused it is either way; what could not be planned has nothing to add.
      return [];
    }
  }
}
