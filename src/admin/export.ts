/** `doorpost export`: organizations as YAML in a stable order, with comments; `apply` of it changes nothing. */
import { Document, isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { fileVersion } from '../config/organization-file.ts';
import type { Organization } from '../mail/directory.ts';
import { naturalName } from '../policy/directory-rules.ts';
import type { DirectoryView } from '../policy/directory-view.ts';
import { describe, type Description } from './describe.ts';
import { listObjects } from './naming.ts';

const head = ` Doorpost: organizations by their natural names. Check with: doorpost apply -f <file> --dry-run
 No ids, passwords or keys are in here: "secret:" names a value that stays sealed in the store, and a credential that is new
 gets a generated password when the file is applied. A field left out stays as it is; a section left out is not touched.`;

/**
 * @param scope null: all of them.
 * @param withSystem the settings above all organizations too.
 */
export function exportYaml(view: DirectoryView, scope: Organization | null, withSystem: boolean): string {
  const organizations = scope === null ? [...view.organizations].sort(byName) : [scope];
  const document = new Document({
    doorpost: fileVersion,
    ...(withSystem && view.system ? { system: describe(view, view.system) } : {}),
    organizations: organizations.map((organization) => describeWhole(view, organization)),
  });
  document.commentBefore = head;
  for (const [index, organization] of organizations.entries()) commentDomains(document, view, organization, index);
  return document.toString({ lineWidth: 0 });
}

type Listed = 'domain' | 'group' | 'device' | 'device-profile' | 'inbound-connector' | 'outbound-connector';

function describeWhole(view: DirectoryView, organization: Organization): Description {
  const all = <Kind extends Listed>(kind: Kind) =>
    [...listObjects(view, kind, organization)]
      .sort((a, b) => compare(naturalName(view, a), naturalName(view, b)))
      .map((object) => describe(view, object));
  const mailboxes = [...listObjects(view, 'mailbox', organization)].sort((a, b) => compare(a.address, b.address));
  const pool = view.licencePools.find((each) => each.organizationId === organization.id);
  return {
    ...describe(view, organization),
    domains: all('domain'),
    mailboxes: mailboxes.map((mailbox) => ({
      ...describe(view, mailbox),
      credentials: view.credentials
        .filter((credential) => credential.mailboxId === mailbox.id)
        .sort((a, b) => compare(a.name, b.name))
        .map((credential) => describe(view, credential)),
    })),
    groups: all('group'),
    deviceProfiles: all('device-profile'),
    devices: all('device'),
    inboundConnectors: all('inbound-connector'),
    outboundConnectors: all('outbound-connector'),
    ...(pool ? { licences: describe(view, pool) } : {}),
  };
}

/** Whether a domain is proven cannot be written into being; it is told as a comment. */
function commentDomains(document: Document, view: DirectoryView, organization: Organization, index: number): void {
  const domains = document.getIn(['organizations', index, 'domains'], true);
  if (!isSeq(domains)) return;
  for (const item of domains.items) {
    if (!isMap(item)) continue;
    const name = (item as YAMLMap).get('name', true);
    if (!isScalar(name)) continue;
    const domain = view.domains.find((each) => each.organizationId === organization.id && each.name === name.value);
    name.comment = domain?.verified
      ? ` verified ${new Date(domain.verified.at).toISOString().slice(0, 10)} by ${domain.verified.method}`
      : ' not verified yet';
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: Organization, b: Organization): number => compare(a.name, b.name);
