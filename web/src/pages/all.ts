/** Every page of the admin center: a line each, in the order of the navigation. The routes and the tests are made of it too. */
import type { ComponentType } from 'react';
import type { Me } from '../api/contracts.ts';
import type { Namespaces } from '../words/namespaces.ts';
import type shell from '../words/en/shell.ts';

export interface Page {
  readonly path: `/${string}`;
  /** Of its words, and of its name in the navigation (`shell:pages`). */
  readonly words: keyof Namespaces & keyof typeof shell.pages;
  /** Others that are there from the first: of parts that the page shows at once. */
  readonly alsoWords?: readonly (keyof Namespaces)[];
  /** null: at the top; `account`: in the menu of the account. */
  readonly group: keyof typeof shell.groups | null;
  /** The least that sees it. */
  readonly role: Me['role'];
  /** Behind `g`, it goes there. */
  readonly key?: string;
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
}

// biome-ignore format: a line a page
export const pages: readonly Page[] = [
  { path: '/', words: 'home', alsoWords: ['alarms'], key: 'h', group: null, role: 'reader', load: () => import('./home/home-page.tsx') },
  { path: '/alarms', words: 'alarms', key: 'a', group: null, role: 'reader', load: () => import('./alarms/alarms-page.tsx') },
  { path: '/trace', words: 'trace', alsoWords: ['exported', 'checks'], key: 't', group: 'mailFlow', role: 'reader', load: () => import('./trace/trace-page.tsx') },
  { path: '/live', words: 'live', key: 'l', group: 'mailFlow', role: 'reader', load: () => import('./live/live-page.tsx') },
  { path: '/queue', words: 'queue', alsoWords: ['exported'], key: 'q', group: 'mailFlow', role: 'reader', load: () => import('./queue/queue-page.tsx') },
  { path: '/quarantine', words: 'quarantine', group: 'mailFlow', role: 'help-desk', load: () => import('./quarantine/quarantine-page.tsx') },
  { path: '/reports', words: 'mailReports', alsoWords: ['exported', 'trace'], key: 'r', group: 'mailFlow', role: 'reader', load: () => import('./mail-reports/mail-reports-page.tsx') },
  { path: '/explain', words: 'explain', key: 'e', group: 'mailFlow', role: 'help-desk', load: () => import('./explain/explain-page.tsx') },
  { path: '/checks', words: 'checkup', group: 'mailFlow', role: 'help-desk', load: () => import('./checks/checks-page.tsx') },
  { path: '/devices', words: 'devices', alsoWords: ['exported'], key: 'd', group: 'devices', role: 'reader', load: () => import('./devices/devices-page.tsx') },
  { path: '/waiting', words: 'waiting', key: 'w', group: 'devices', role: 'reader', load: () => import('./waiting/waiting-page.tsx') },
  { path: '/profiles', words: 'profiles', group: 'devices', role: 'reader', load: () => import('./profiles/profiles-page.tsx') },
  { path: '/advise', words: 'advise', group: 'devices', role: 'reader', load: () => import('./advise/advise-page.tsx') },
  { path: '/connectors', words: 'connectors', key: 'c', group: 'connections', role: 'reader', load: () => import('./connectors/connectors-page.tsx') },
  { path: '/upstreams', words: 'upstreams', key: 'u', group: 'connections', role: 'reader', load: () => import('./upstreams/upstreams-page.tsx') },
  { path: '/domains', words: 'domains', group: 'connections', role: 'reader', load: () => import('./domains/domains-page.tsx') },
  { path: '/dkim', words: 'dkim', group: 'connections', role: 'reader', load: () => import('./dkim/dkim-page.tsx') },
  { path: '/mailboxes', words: 'mailboxes', alsoWords: ['exported', 'limits'], key: 'm', group: 'recipients', role: 'reader', load: () => import('./mailboxes/mailboxes-page.tsx') },
  { path: '/groups', words: 'groups', group: 'recipients', role: 'reader', load: () => import('./groups/groups-page.tsx') },
  { path: '/licences', words: 'licences', group: 'recipients', role: 'reader', load: () => import('./licences/licences-page.tsx') },
  { path: '/protection', words: 'protection', alsoWords: ['checks'], key: 'p', group: 'protection', role: 'reader', load: () => import('./protection/protection-page.tsx') },
  { path: '/protection/lists', words: 'lists', group: 'protection', role: 'reader', load: () => import('./lists/lists-page.tsx') },
  { path: '/protection/restricted', words: 'restricted', group: 'protection', role: 'reader', load: () => import('./restricted/restricted-page.tsx') },
  { path: '/protection/reports', words: 'reports', alsoWords: ['exported', 'checks'], group: 'protection', role: 'reader', load: () => import('./reports/reports-page.tsx') },
  { path: '/settings/organization', words: 'organization', alsoWords: ['limits'], group: 'settings', role: 'reader', load: () => import('./organization/organization-page.tsx') },
  { path: '/settings/administrators', words: 'administrators', group: 'settings', role: 'global-administrator', load: () => import('./administrators/administrators-page.tsx') },
  { path: '/settings/single-sign-on', words: 'singleSignOn', group: 'settings', role: 'global-administrator', load: () => import('./single-sign-on/single-sign-on-page.tsx') },
  { path: '/settings/tokens', words: 'tokens', group: 'settings', role: 'global-administrator', load: () => import('./tokens/tokens-page.tsx') },
  { path: '/settings/sign-ins', words: 'signIns', group: 'settings', role: 'global-administrator', load: () => import('./sign-ins/sign-ins-page.tsx') },
  { path: '/settings/audit', words: 'audit', alsoWords: ['exported'], group: 'settings', role: 'reader', load: () => import('./audit/audit-page.tsx') },
  { path: '/settings/backup', words: 'backup', group: 'settings', role: 'global-administrator', load: () => import('./backup/backup-page.tsx') },
  { path: '/settings/transfer', words: 'transfer', alsoWords: ['audit'], group: 'settings', role: 'reader', load: () => import('./transfer/transfer-page.tsx') },
  { path: '/settings/server', words: 'server', group: 'settings', role: 'global-administrator', load: () => import('./server/server-page.tsx') },
  { path: '/account', words: 'account', alsoWords: ['people'], group: 'account', role: 'reader', load: () => import('./account/account-page.tsx') },
];
