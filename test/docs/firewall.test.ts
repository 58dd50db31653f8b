/** `docs/operate/firewall.md` is written by hand; that it leaves out no host that mail goes to by a way we know is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { upstreamPreset, upstreamWays } from '../../src/policy/upstreams/presets.ts';
import { readPage } from '../../lab/pages.ts';

test('every host of every way out stands on the page, with its port', () => {
  const page = readPage('docs/operate/firewall.md');
  const rows = page.split('\n').filter((line) => line.startsWith('|'));
  const hosts = upstreamWays.flatMap((way) => {
    const { route, oauth } = upstreamPreset(way, 'global', 'printer@contoso.com');
    const urls = [oauth?.tokenEndpoint, route?.kind === 'graph' ? route.endpoint : null];
    return [
      ...urls.flatMap((url) => (url ? [[new URL(url.replace('{tenant}', 'x')).hostname, 443] as const] : [])),
      ...(route?.kind === 'smart-hosts' ? route.hosts.map(({ host, port }) => [host, port] as const) : []),
    ];
  });
  assert.ok(hosts.length > 8, `${hosts.length} found`);
  const lacking = hosts.filter(
    ([host, port]) => !rows.some((row) => row.includes(`\`${host}\``) && row.includes(`| ${port}`)),
  );
  assert.deepEqual(lacking, []);
});
