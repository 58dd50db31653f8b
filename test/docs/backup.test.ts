/** The files of a nightly backup that the admin center shows are those of the page that explains them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPage } from '../../lab/pages.ts';
import { recipesFor } from '../../web/src/pages/backup/recipes.ts';

test('the admin center and the page show the same units', () => {
  const page = readPage('docs/operate/backup.md');
  const { service, timer, start } = recipesFor('/var/lib/doorpost');
  for (const text of [service, timer, start]) assert.ok(page.includes(text), text);
});

test('a data directory with an odd name is one word for a shell, and one value for systemd', () => {
  const { make, service } = recipesFor(`/srv/it's 100% mail`);
  assert.ok(make.includes(`--data '/srv/it'\\''s 100% mail' backup`), make);
  assert.ok(service.includes(`Environment="DOORPOST_DATA=/srv/it's 100%% mail"`), service);
});
