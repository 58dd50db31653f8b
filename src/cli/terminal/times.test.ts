import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Times } from './times.ts';

const AT = Date.UTC(2026, 11, 1, 7, 0, 0, 250);

test('UTC is named', () => {
  const times = new Times({ utc: true, now: AT });
  assert.equal(times.full(AT), '2026-12-01 07:00:00 UTC');
  assert.equal(times.iso(AT), '2026-12-01T07:00:00.250Z');
  assert.equal(times.zone, 'UTC');
  assert.equal(times.read('2026-12-01 08:00'), Date.UTC(2026, 11, 1, 8));
  assert.equal(times.read('2026-12-01'), Date.UTC(2026, 11, 1));
});

test('what is written with an offset is of that offset, whatever the zone', () => {
  for (const times of [new Times({ utc: true, now: AT }), new Times({ now: AT })]) {
    for (const text of [
      '2026-12-01T08:00+01:00',
      '2026-12-01 08:00 +0100',
      '2026-12-01t07:00z',
      '2026-12-01 07:00:00.000Z',
    ])
      assert.equal(times.read(text), Date.UTC(2026, 11, 1, 7), text);
    assert.equal(times.read('2h'), AT - 7_200_000);
    assert.equal(times.read(String(AT)), AT);
    for (const text of ['', 'yesterday', '1.12.2026', '2026-13-01', '2026-12-01 25:00', '2026-12-01 08:00 CET'])
      assert.equal(times.read(text), null, text);
  }
});

/** A process has its zone from its start. */
async function inBerlin(expression: string): Promise<unknown> {
  const code = `import { Times } from ${JSON.stringify(new URL('./times.ts', import.meta.url).href)};
const times = new Times({ now: 0 }); const summer = Date.UTC(2026, 6, 1), winter = ${AT};
process.stdout.write(JSON.stringify(${expression}));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', code], {
    env: { ...process.env, TZ: 'Europe/Berlin' },
  });
  return JSON.parse(stdout) as unknown;
}

test('the zone of the terminal is named by its offset, in summer by another', async () => {
  assert.deepEqual(
    await inBerlin(
      "[times.full(winter), times.full(summer), times.iso(winter), times.zone, times.commonOffset([winter, summer]), times.commonOffset([winter]), times.read('2026-12-01 08:00')]",
    ),
    [
      '2026-12-01 08:00:00 +01:00',
      '2026-07-01 02:00:00 +02:00',
      '2026-12-01T08:00:00.250+01:00',
      'Europe/Berlin',
      null,
      '+01:00',
      Date.UTC(2026, 11, 1, 7),
    ],
  );
});
