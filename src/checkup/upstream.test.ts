import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboundConnector } from '../directory/objects.ts';
import type { Step } from '../mail/step.ts';
import { checkUpstream } from './upstream.ts';

const connector = { name: 'Provider', enabled: true, route: { kind: 'smart-host', hosts: [] } } as never;
const probed = (outcome: Step['outcome']): Step =>
  ({ about: '', what: 'connect', asked: '', seen: '', outcome, facts: {}, cure: null }) as never;

async function trouble(waiting: number, outcome: Step['outcome']): Promise<string | undefined> {
  const probe = async function* () {
    yield probed(outcome);
  };
  const facts = { now: 0, probe, expiries: [], trouble: { text: 'old:3025 refused' }, waiting };
  const steps: Step[] = [];
  for await (const step of checkUpstream({ ...(connector as OutboundConnector), auth: null } as never, facts))
    steps.push(step);
  return steps.find(({ what }) => what === 'trouble')?.outcome;
}

test('a trouble is bad while mail waits or the connection fails, and else of the past', async () => {
  assert.equal(await trouble(1, 'good'), 'bad');
  assert.equal(await trouble(0, 'bad'), 'bad');
  assert.equal(await trouble(0, 'good'), 'warning');
});
