/** The state of an object as an entity tag (RFC 9110 §8.8.3): another one after whatever was said of it, and after nothing that happened to it. */
import { createHash } from 'node:crypto';
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryObject, SystemSettings } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

/** Opaque; without the quotes that it has in a header. */
export function etagOf(object: DirectoryObject): string {
  // A test that was run is no change of what anybody said.
  return tagOf('lastTest' in object ? { ...object, lastTest: null } : object);
}

/** 120 bits: nobody meets two states of one tag. */
export const tagOf = (facts: object): string =>
  createHash('sha256').update(JSON.stringify(facts, inOrder)).digest('base64url').slice(0, 20);

/** Objects that were read from the disk may have their fields in another order than those made here. */
const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Before anything was set there is no such object yet. */
const nothingSet: SystemSettings = {
  kind: 'system',
  id: '' as ObjectId,
  limits: {},
  defaultOrganizationId: null,
  captureOutbound: false,
};

export const systemOf = (view: DirectoryView): SystemSettings => view.system ?? nothingSet;
