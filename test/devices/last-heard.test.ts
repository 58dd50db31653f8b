/** When a device was last heard: kept by the room of devices alone, over restarts, and as earlier versions left it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { type Devices, openDevices } from '../../src/devices/devices.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { createFakeNotes } from '../../lab/stores/fake-notes.ts';
import { device, session, site } from '../alarm/room.ts';

const DAY_MS = 86_400_000;
const COPIER = 'copier' as ObjectId;

async function room(...objects: readonly DirectoryObject[]) {
  const clock = createManualClock();
  const notes = createFakeNotes();
  const directory = new LiveDirectory({ revision: 1, objects: [...site, ...objects] });
  const open = (): Promise<Devices> => openDevices({ notes, directory, clock, log: silentLog, observe: () => {} });
  const hears = (devices: Devices, accepted: number): void =>
    devices.observe(session({ accepted: Array(accepted).fill('Q') as never, endedAt: clock.now() }));
  return { clock, notes, directory, open, hears };
}

test('a device that has sent nothing is waited for from the first question on, also after a restart, until it sends', async () => {
  const { clock, notes, open, hears } = await room(device());
  const first = await open();
  const asked = clock.now();
  assert.deepEqual(first.lastHeard(COPIER), { at: asked, everSent: false });
  await first.close();
  clock.jumpWall(DAY_MS);
  const second = await open();
  hears(second, 0);
  assert.deepEqual(second.lastHeard(COPIER), { at: asked, everSent: false }, 'a session without mail is no mail');
  hears(second, 1);
  const heard = { at: clock.now(), everSent: true };
  assert.deepEqual(second.lastHeard(COPIER), heard);
  await second.close();
  clock.jumpWall(DAY_MS);
  const third = await open();
  assert.deepEqual(third.lastHeard(COPIER), heard);
  await third.close();
  assert.deepEqual(
    (await notes.all('device-sighting')).map(({ key }) => key),
    [`device:${COPIER}`],
  );
});

test('a stranger that becomes a device is waited for from then on', async () => {
  const { clock, directory, open, hears } = await room({
    ...site[0],
    deviceNetworks: ['10.0.0.0/8'],
  } as DirectoryObject);
  const devices = await open();
  hears(devices, 1);
  clock.jumpWall(10 * DAY_MS);
  directory.replace({ revision: 2, objects: [...directory.current.organizations, ...site.slice(1), device()] });
  assert.deepEqual(devices.lastHeard(COPIER), { at: clock.now(), everSent: false });
  assert.equal(devices.of(COPIER)?.messages, 1);
  directory.replace({ revision: 3, objects: site });
  directory.replace({ revision: 4, objects: [...site, device()] });
  clock.jumpWall(DAY_MS);
  assert.equal(devices.lastHeard(COPIER).at, clock.now(), 'what is removed is forgotten');
  await devices.close();
});

test('the times that 0.1.0 kept with the alarms are taken over once', async () => {
  const { clock, notes, open, hears } = await room(
    device(),
    device({ id: 'fax' as ObjectId, addresses: ['10.0.0.8'] }),
  );
  const long = clock.now() - 5 * DAY_MS;
  await notes.put('alarm', [
    { key: `device ${COPIER}`, value: { knownSince: long, lastSeen: null } },
    { key: 'device fax', value: { knownSince: long, lastSeen: long + DAY_MS } },
    { key: 'raised own-name:org', value: {} },
  ]);
  for (let start = 0; start < 2; start++) {
    const devices = await open();
    assert.equal(devices.lastHeard(COPIER).at, long);
    assert.equal(devices.lastHeard('fax' as ObjectId).at, long + DAY_MS);
    if (start === 1) hears(devices, 1);
    await devices.close();
  }
  assert.deepEqual(
    (await notes.all('alarm')).map(({ key }) => key),
    ['raised own-name:org'],
  );
  await notes.put('alarm', [{ key: `device ${COPIER}`, value: { knownSince: long, lastSeen: null } }]);
  const devices = await open();
  assert.deepEqual(devices.lastHeard(COPIER), { at: clock.now(), everSent: true }, 'what was heard since counts');
  await devices.close();
});
