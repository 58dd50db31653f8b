/** Fields that were added to objects since the first Doorpost stored them: the values that change nothing. Pure. */
import { formsOfKind } from './kinds/all.ts';
import type { DirectoryObject, OutboundConnector } from './objects.ts';

type AddedFields = readonly (readonly [field: string, value: unknown])[];

/** Of each kind to which something was added. */
const added = new Map(
  Object.entries(formsOfKind)
    .map(([kind, forms]) => [kind, Object.entries(forms.added)] as const)
    .filter(([, fields]) => fields.length > 0),
);

/** A stored object with the fields it lacks. */
export function completeObject(stored: DirectoryObject): DirectoryObject {
  const fields = added.get(stored.kind);
  if (fields === undefined) return stored;
  // Nearly always nothing is missing, and a large directory is not copied for that.
  const whole = lacksOne(stored, fields) ? ({ ...Object.fromEntries(fields), ...stored } as DirectoryObject) : stored;
  // Once every sign-in was by password, and none said so.
  return whole.kind !== 'outbound-connector' || whole.auth === null || 'kind' in whole.auth
    ? whole
    : { ...whole, auth: withKind(whole.auth) };
}

function lacksOne(stored: DirectoryObject, fields: AddedFields): boolean {
  for (const [field] of fields) if (!Object.hasOwn(stored, field)) return true;
  return false;
}

const withKind = (auth: object): OutboundConnector['auth'] =>
  ({ kind: 'password', ...auth }) as OutboundConnector['auth'];
