/** A Doorpost in a process of its own whose DNS is a zone file, and whose mail hosts may be on loopback, at another port than 25. With the file of a mood its name servers may fall ill. */
import { readFile } from 'node:fs/promises';
import { loadSettings } from '../../src/config/load.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import { openHouse } from '../../src/house.ts';
import { moodyResolver } from './moody-resolver.ts';

const [folder = '', zoneFile = '', mxPort = '', moodFile] = process.argv.slice(2);
const loaded = loadSettings({ env: {}, dataDirectory: folder });
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const zone = createZoneResolver(await readFile(zoneFile, 'utf8'));
const house = await openHouse(loaded.settings, {
  resolver: moodFile === undefined ? zone : moodyResolver(zone, moodFile),
  addressPolicy: () => ({ allowed: true }),
  mxPort: Number(mxPort),
});
await house.start();
process.once('SIGTERM', () => void house.close(1_000).then(() => process.exit(0)));
