import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import type { ObjectId } from '../../base/id.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { territories, territoriesInForce } from './territory.ts';

interface Made {
  readonly account: number;
  /** Numbers of connectors; some are not there. */
  readonly failover: readonly number[];
}

const connector = (number: number, { failover }: Made): OutboundConnector => ({
  kind: 'outbound-connector',
  ...outboundConnectorForms.standards,
  id: `C${number}` as ObjectId,
  organizationId: 'ORG' as ObjectId,
  name: `up ${number}`,
  auth: null,
  lastTest: null,
  failover: failover.map((other) => `up ${other}`),
});

const laneOf = (number: number): string => `connector:C${number}:example.test`;

/** The ones that can be reached from each, step by step. */
function together(made: readonly Made[]): boolean[][] {
  const reach = made.map((one, a) =>
    made.map(
      (other, b) => a === b || one.account === other.account || one.failover.includes(b) || other.failover.includes(a),
    ),
  );
  for (const via of made.keys())
    for (const a of made.keys()) for (const b of made.keys()) reach[a]![b] ||= reach[a]![via]! && reach[via]![b]!;
  return reach;
}

const madeOf = fc.record({ account: fc.nat(9), failover: fc.array(fc.nat(11), { maxLength: 3 }) });

test('connectors are together when accounts and failovers lead from one to the other, in whatever order they stand', () => {
  fc.assert(
    fc.property(fc.array(madeOf, { minLength: 1, maxLength: 10 }), fc.infiniteStream(fc.nat(99)), (made, chance) => {
      const connectors = made.map((one, number) => connector(number, one));
      const accountOf = ({ id }: OutboundConnector): string => `account ${made[Number(id.slice(1))]!.account}`;
      const territoryIn = (objects: readonly OutboundConnector[]) =>
        territories(new DirectoryView({ revision: 1, objects }), accountOf);
      const territory = territoryIn(connectors);
      const mixed = territoryIn(
        connectors
          .map((one) => [chance.next().value, one] as const)
          .sort((one, other) => one[0] - other[0])
          .map(([, one]) => one),
      );
      for (const [a, row] of together(made).entries()) {
        assert.equal(mixed(laneOf(a)), territory(laneOf(a)));
        for (const [b, isTogether] of row.entries())
          assert.equal(territory(laneOf(a)) === territory(laneOf(b)), isTogether, `${a} ${b}`);
      }
    }),
  );
});

test('all destinations of a connector are together; a domain, a mailbox and a connector that is gone are each by themselves', () => {
  const territory = territories(new DirectoryView({ revision: 1, objects: [] }), () => '');
  assert.equal(territory('connector:C1:a.test'), territory('connector:C1:b.test'));
  const lanes = ['mx:a.test', 'mx:b.test', 'mailbox:M1', 'group:G1', 'connector:C1:', 'connector:C2:', 'capture'];
  assert.equal(new Set(lanes.map(territory)).size, lanes.length);
});

test('a long row of failovers is one territory', () => {
  const many = Array.from({ length: 1_000 }, (_, n) => connector(n, { account: n, failover: [n + 1] }));
  const territory = territories(new DirectoryView({ revision: 1, objects: many }), ({ id }) => id);
  assert.equal(territory(laneOf(0)), territory(laneOf(999)));
});

test('a changed directory divides anew', () => {
  const alone = [connector(0, { account: 0, failover: [] }), connector(1, { account: 1, failover: [] })];
  const directory = { current: new DirectoryView({ revision: 1, objects: alone }) };
  const territory = territoriesInForce(directory, ({ id }) => id);
  assert.notEqual(territory(laneOf(0)), territory(laneOf(1)));
  const joined = [alone[0]!, connector(1, { account: 1, failover: [0] })];
  directory.current = new DirectoryView({ revision: 2, objects: joined });
  assert.equal(territory(laneOf(0)), territory(laneOf(1)));
});
