/** Every namespace by its name, so that a key that is not there is an error of the compiler: a line a page. */
import type alarms from './en/alarms.ts';
import type approve from './en/approve.ts';
import type devices from './en/devices.ts';
import type administrators from './en/administrators.ts';
import type account from './en/account.ts';
import type connectors from './en/connectors.ts';
import type live from './en/live.ts';
import type domains from './en/domains.ts';
import type home from './en/home.ts';
import type profiles from './en/profiles.ts';
import type people from './en/people.ts';
import type parts from './en/parts.ts';
import type organization from './en/organization.ts';
import type server from './en/server.ts';
import type shell from './en/shell.ts';
import type waiting from './en/waiting.ts';
import type signIns from './en/signIns.ts';
import type queue from './en/queue.ts';
import type exported from './en/exported.ts';
import type timeline from './en/timeline.ts';
import type tokens from './en/tokens.ts';
import type trace from './en/trace.ts';

export interface Namespaces {
  readonly shell: typeof shell;
  readonly people: typeof people;
  readonly parts: typeof parts;
  readonly alarms: typeof alarms;
  readonly home: typeof home;
  readonly administrators: typeof administrators;
  readonly account: typeof account;
  readonly organization: typeof organization;
  readonly server: typeof server;
  readonly signIns: typeof signIns;
  readonly tokens: typeof tokens;
  readonly trace: typeof trace;
  readonly live: typeof live;
  readonly queue: typeof queue;
  readonly timeline: typeof timeline;
  readonly exported: typeof exported;
  readonly approve: typeof approve;
  readonly devices: typeof devices;
  readonly waiting: typeof waiting;
  readonly profiles: typeof profiles;
  readonly connectors: typeof connectors;
  readonly domains: typeof domains;
}
