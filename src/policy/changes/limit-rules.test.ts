import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import { type LimitDefinition, type LimitName, limitTable } from '../../mail/limits.ts';
import { limitProblems } from './limit-rules.ts';

const system = (limits: { readonly [Name in LimitName]?: number }): DirectoryObject => ({
  kind: 'system',
  id: 'system' as ObjectId,
  defaultOrganizationId: null,
  captureOutbound: false,
  limits,
});

test('no limit stops mail by its own default, nor under stress', () => {
  for (const [name, { default: standard, underStress = standard }] of Object.entries<LimitDefinition>(limitTable))
    for (const value of [standard, underStress])
      assert.deepEqual(limitProblems(system({ [name]: value }), null), [], name);
});

test('a value that was meant in another unit is told of, with the unit it was taken in', () => {
  const [size] = limitProblems(system({ messageSize: 10 }), null);
  assert.equal(size?.severity, 'warning');
  assert.match(
    size?.message ?? '',
    /^messageSize is 10 bytes: hardly any mail gets through; give it at least 64KiB \(a size has its unit: 500KiB, 50MiB\)$/u,
  );
  assert.equal(size?.cure, 'or take it away: doorpost limits set messageSize default --system');
  const [time] = limitProblems(system({ idle: 5 }), null);
  assert.match(`${time?.message}; ${time?.cure}`, /^idle is 5ms: .*; give it at least 5s \(a time has its unit/u);
  const [rate] = limitProblems(system({ dataRate: 52_428_800 }), null);
  assert.match(`${rate?.message}; ${rate?.cure}`, /^dataRate is 50MiB a second: .*; give it at most 100KiB a second/u);
});

test('it is told when it is set, and not with every other change', () => {
  const object = system({ messageSize: 10, idle: 1 });
  assert.equal(limitProblems(object, null).length, 2);
  assert.equal(limitProblems(object, object).length, 0);
  assert.equal(limitProblems(object, system({ idle: 1 })).length, 1);
});
