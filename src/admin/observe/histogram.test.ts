import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram as OfLibrary, Registry } from '@prometheus-io/client';
import { Histogram } from './histogram.ts';

const upTo = [0.1, 1, 5];
const seen = [0, 0.1, 0.11, 1, 4, 5, 5.1, 400];
const about = { name: 'seconds', help: 'How long', buckets: upTo };

test('Prometheus reads what it would read of the library', async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const mine = new Histogram(ours, about.name, about.help, upTo, 'way');
  const other = new OfLibrary({ ...about, labelNames: ['way'], registers: [theirs] });
  for (const way of ['mx', 'a "b"', ''])
    for (const [index, value] of seen.entries()) {
      mine.observe(value, way, index + 1);
      for (let n = 0; n <= index; n++) other.observe({ way }, value);
    }
  mine.begin('idle');
  other.zero({ way: 'idle' });
  // Sums of fractions in another order.
  const rounded = (text: string): string =>
    text.replaceAll(/(_sum\S* )(.+)/gu, (_, head, sum) => head + Number(sum).toFixed(6));
  assert.equal(rounded(await ours.metrics()), rounded(await theirs.metrics()));
});

test('without a label there is a series from the beginning', async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const mine = new Histogram(ours, about.name, about.help, upTo);
  const other = new OfLibrary({ ...about, registers: [theirs] });
  assert.equal(await ours.metrics(), await theirs.metrics());
  mine.observe(0.5);
  other.observe(0.5);
  assert.equal(await ours.metrics(), await theirs.metrics());
});
