import assert from 'node:assert/strict';
import { test } from 'node:test';
import { organization, smartHost } from '../../../lab/houses/test-house.ts';
import type { ObjectId } from '../../base/id.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { laneOfText } from './lane-names.ts';

const names = ['Direct', 'Direct:Two', 'directory'];
const connectors = names.map((name, n) => smartHost(name, 25, { id: `0UTBOUND0000000${n}` as ObjectId }));

test('a connector is found by the longest name that a lane begins with', () => {
  const view = new DirectoryView({ revision: 1, objects: [organization(), ...connectors] });
  const lane = (text: string): string => laneOfText(view, text);
  assert.equal(lane('connector:DIRECT:contoso.com'), 'connector:0UTBOUND00000000:contoso.com');
  assert.equal(lane('connector:direct:two:contoso.com'), 'connector:0UTBOUND00000001:contoso.com');
  assert.equal(lane('connector:direct:twofold'), 'connector:0UTBOUND00000000:twofold');
  assert.equal(lane('connector:Directory'), 'connector:0UTBOUND00000002:');
  assert.equal(lane('connector:Direc:t'), 'connector:Direc:t');
});

test('the connectors are looked at once, however many colons a lane has', () => {
  const view = new DirectoryView({ revision: 1, objects: [organization(), ...connectors] });
  let looks = 0;
  const counting = new Proxy(view, {
    get(target, field) {
      looks++;
      const value: unknown = Reflect.get(target, field, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const cost = (colons: number): number => {
    looks = 0;
    laneOfText(counting, `connector:${':'.repeat(colons)}`);
    return looks;
  };
  assert.equal(cost(390), cost(1));
});

test('of equal names the one of the organization that was said is meant; without one nobody guesses', () => {
  const other = smartHost('Direct', 25, { id: '0UTBOUND00000009' as ObjectId, organizationId: 'other' as ObjectId });
  const organizations = [organization(), organization({ id: 'other' as ObjectId, name: 'other' })];
  const view = new DirectoryView({ revision: 1, objects: [...organizations, ...connectors, other] });
  const text = 'connector:Direct:contoso.com';
  assert.equal(laneOfText(view, text, ['other' as ObjectId]), 'connector:0UTBOUND00000009:contoso.com');
  assert.equal(laneOfText(view, text, [organization().id]), 'connector:0UTBOUND00000000:contoso.com');
  assert.throws(() => laneOfText(view, text), { code: 'not-unique' });
  // One that is longer is one alone.
  assert.equal(laneOfText(view, 'connector:Direct:Two'), 'connector:0UTBOUND00000001:');
});
