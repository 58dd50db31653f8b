/** Every namespace by its name, so that a key that is not there is an error of the compiler: a line a page. */
import type alarms from './en/alarms.ts';
import type audit from './en/audit.ts';
import type approve from './en/approve.ts';
import type devices from './en/devices.ts';
import type administrators from './en/administrators.ts';
import type account from './en/account.ts';
import type content from './en/content.ts';
import type connectors from './en/connectors.ts';
import type explain from './en/explain.ts';
import type advise from './en/advise.ts';
import type checks from './en/checks.ts';
import type checkup from './en/checkup.ts';
import type protection from './en/protection.ts';
import type reports from './en/reports.ts';
import type lists from './en/lists.ts';
import type restricted from './en/restricted.ts';
import type meanwhile from './en/meanwhile.ts';
import type imported from './en/imported.ts';
import type groups from './en/groups.ts';
import type licences from './en/licences.ts';
import type mailboxes from './en/mailboxes.ts';
import type mailReports from './en/mailReports.ts';
import type live from './en/live.ts';
import type dkim from './en/dkim.ts';
import type domains from './en/domains.ts';
import type home from './en/home.ts';
import type profiles from './en/profiles.ts';
import type people from './en/people.ts';
import type parts from './en/parts.ts';
import type organization from './en/organization.ts';
import type server from './en/server.ts';
import type shell from './en/shell.ts';
import type singleSignOn from './en/singleSignOn.ts';
import type waiting from './en/waiting.ts';
import type signIns from './en/signIns.ts';
import type quarantine from './en/quarantine.ts';
import type queue from './en/queue.ts';
import type exported from './en/exported.ts';
import type limits from './en/limits.ts';
import type timeline from './en/timeline.ts';
import type tokens from './en/tokens.ts';
import type transfer from './en/transfer.ts';
import type backup from './en/backup.ts';
import type trace from './en/trace.ts';
import type upstreams from './en/upstreams.ts';

export interface Namespaces {
  readonly shell: typeof shell;
  readonly people: typeof people;
  readonly parts: typeof parts;
  readonly alarms: typeof alarms;
  readonly audit: typeof audit;
  readonly home: typeof home;
  readonly administrators: typeof administrators;
  readonly account: typeof account;
  readonly organization: typeof organization;
  readonly server: typeof server;
  readonly signIns: typeof signIns;
  readonly singleSignOn: typeof singleSignOn;
  readonly tokens: typeof tokens;
  readonly trace: typeof trace;
  readonly transfer: typeof transfer;
  readonly backup: typeof backup;
  readonly live: typeof live;
  readonly meanwhile: typeof meanwhile;
  readonly queue: typeof queue;
  readonly quarantine: typeof quarantine;
  readonly limits: typeof limits;
  readonly timeline: typeof timeline;
  readonly exported: typeof exported;
  readonly imported: typeof imported;
  readonly mailReports: typeof mailReports;
  readonly mailboxes: typeof mailboxes;
  readonly groups: typeof groups;
  readonly licences: typeof licences;
  readonly explain: typeof explain;
  readonly approve: typeof approve;
  readonly devices: typeof devices;
  readonly waiting: typeof waiting;
  readonly profiles: typeof profiles;
  readonly connectors: typeof connectors;
  readonly content: typeof content;
  readonly advise: typeof advise;
  readonly checks: typeof checks;
  readonly checkup: typeof checkup;
  readonly protection: typeof protection;
  readonly reports: typeof reports;
  readonly lists: typeof lists;
  readonly restricted: typeof restricted;
  readonly domains: typeof domains;
  readonly dkim: typeof dkim;
  readonly upstreams: typeof upstreams;
}

type Text<Words> = Words extends string ? string : { readonly [Key in keyof Words]: Text<Words[Key]> };

/** What English says, said in another language: as many keys, and no other. */
export type Translated<Name extends keyof Namespaces> = Text<Namespaces[Name]>;

export interface LanguageFiles {
  readonly first: { readonly shell: Translated<'shell'>; readonly parts: Translated<'parts'> };
  readonly files: Readonly<Record<string, () => Promise<object>>>;
  /** For forms of its own, which English lacks. */
  readonly complete?: (words: object) => object;
}
