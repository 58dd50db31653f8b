import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DestinationFacts, destinationState } from './destination-state.ts';

const NOW = 1_000_000;
const quiet: DestinationFacts = {
  ...{ lane: 'connector:C:', waiting: 3, nextAttemptAt: NOW + 60_000, now: NOW },
  ...{ inTrouble: false, running: 0, pausedForMs: 0, throttledUntil: null },
};

test('the state says what stands in the way, the stronger before the weaker', () => {
  const cases: readonly (readonly [Partial<DestinationFacts>, string, number | null])[] = [
    [{}, 'waiting', NOW + 60_000],
    [{ nextAttemptAt: NOW }, 'due', null],
    [{ pausedForMs: 5_000 }, 'backing-off', NOW + 5_000],
    [{ pausedForMs: 5_000, throttledUntil: NOW + 9_000 }, 'throttled', NOW + 9_000],
    [{ running: 1, throttledUntil: NOW + 9_000 }, 'active', null],
    [{ running: 1, inTrouble: true }, 'held', null],
    [{ lane: 'no-upstream:O', nextAttemptAt: NOW }, 'no-upstream', null],
    [{ waiting: 0, inTrouble: true }, 'paused', null],
  ];
  for (const [facts, state, until] of cases)
    assert.deepEqual(destinationState({ ...quiet, ...facts }), { state, until }, JSON.stringify(facts));
});
