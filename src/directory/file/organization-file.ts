/**
 * The file of `doorpost export` and `doorpost apply`: an organization by natural names, without ids, verifiers or secrets. A field that is
 * left out stays as it is (for a new object: the default); a section that is left out is not touched.
 */
import { bounds } from '../../base/bounds.ts';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { dkimKeyName } from '../dkim-keys.ts';
import { limitOverrides } from '../fields/values.ts';
import { credentialForms } from '../kinds/credential.ts';
import { deviceForms } from '../kinds/device.ts';
import { deviceProfileForms } from '../kinds/device-profile.ts';
import { dkimKeyForms } from '../kinds/dkim-key.ts';
import { domainForms } from '../kinds/domain.ts';
import { groupForms } from '../kinds/group.ts';
import { inboundConnectorForms } from '../kinds/inbound-connector.ts';
import { licencePoolForms } from '../kinds/licence-pool.ts';
import { allowEntryForms, blockEntryForms } from '../kinds/list-entry.ts';
import { restrictionForms } from '../kinds/restriction.ts';
import { mailboxForms } from '../kinds/mailbox.ts';
import { organizationForms } from '../kinds/organization.ts';
import { outboundConnectorForms } from '../kinds/outbound-connector.ts';
import { upstreamAuthEntry } from '../kinds/upstream-sign-in.ts';
import { type FieldProblem, fieldProblems } from '../../config/schema-problems.ts';

export const fileVersion = 1;

const credentialEntry = credentialForms.patch.extend({
  name: credentialForms.patch.shape.name.unwrap(),
  /** Of a new one: its password is kept sealed, so that CRAM-MD5 can use it. */
  cramMd5: z.boolean().optional(),
});
const mailboxEntry = mailboxForms.patch.extend({
  address: mailboxForms.create.shape.address,
  limits: limitOverrides('mailbox').optional(),
  credentials: z.array(credentialEntry).max(bounds.config.credentials).optional(),
});
const outboundEntry = outboundConnectorForms.patch.extend({
  name: outboundConnectorForms.create.shape.name,
  auth: upstreamAuthEntry.nullable().optional(),
});
const inboundEntry = inboundConnectorForms.patch.extend({
  name: inboundConnectorForms.create.shape.name,
  limits: limitOverrides('connector').optional(),
});
const groupEntry = groupForms.patch.extend({ address: groupForms.create.shape.address });
const domainEntry = domainForms.patch.extend({ name: domainForms.create.shape.name });
/** One entry of each section that an import fills. */
export const entrySchemas = {
  domains: domainEntry,
  inboundConnectors: inboundEntry,
  outboundConnectors: outboundEntry,
  mailboxes: mailboxEntry,
  groups: groupEntry,
} as const;
/** One entry of each list of an organization, in the order of the lists. */
export const sectionSchemas = {
  domains: domainEntry,
  dkimKeys: dkimKeyForms.entry,
  mailboxes: mailboxEntry,
  groups: groupEntry,
  deviceProfiles: deviceProfileForms.patch.extend({ name: deviceProfileForms.create.shape.name }),
  devices: deviceForms.patch.extend({ name: deviceForms.create.shape.name }),
  inboundConnectors: inboundEntry,
  outboundConnectors: outboundEntry,
  allowEntries: allowEntryForms.patch.extend({ name: allowEntryForms.create.shape.name }),
  blockEntries: blockEntryForms.patch.extend({ name: blockEntryForms.create.shape.name }),
  restrictions: restrictionForms.patch.extend({ name: restrictionForms.create.shape.name }),
} as const;
export type Section = keyof typeof sectionSchemas;
export type SectionEntry<Of extends Section> = z.output<(typeof sectionSchemas)[Of]>;

/** An organization without its lists. */
export const organizationFields = organizationForms.patch.extend({
  name: organizationForms.create.shape.name,
  limits: limitOverrides('organization').optional(),
  licences: licencePoolForms.patch.optional(),
});
const organizationEntry = organizationFields.extend({
  domains: z.array(sectionSchemas.domains).optional(),
  dkimKeys: z.array(sectionSchemas.dkimKeys).optional(),
  mailboxes: z.array(sectionSchemas.mailboxes).optional(),
  groups: z.array(sectionSchemas.groups).optional(),
  deviceProfiles: z.array(sectionSchemas.deviceProfiles).optional(),
  devices: z.array(sectionSchemas.devices).optional(),
  inboundConnectors: z.array(sectionSchemas.inboundConnectors).optional(),
  outboundConnectors: z.array(sectionSchemas.outboundConnectors).optional(),
  allowEntries: z.array(sectionSchemas.allowEntries).optional(),
  blockEntries: z.array(sectionSchemas.blockEntries).optional(),
  restrictions: z.array(sectionSchemas.restrictions).optional(),
});
/** A file without its organizations. */
export const fileFields = z.strictObject({
  doorpost: z.literal(fileVersion),
  system: z
    .strictObject({
      defaultOrganization: z.string().max(bounds.config.name).nullable(),
      captureOutbound: z.boolean(),
      limits: limitOverrides('system'),
    })
    .partial()
    .optional(),
});
const organizationFile = fileFields.extend({
  organizations: z.array(organizationEntry).max(bounds.config.organizations),
});
/** For "did you mean". */
export const knownFields = [
  ...Object.keys(organizationEntry.shape),
  ...Object.keys(mailboxEntry.shape),
  ...Object.keys(outboundEntry.shape),
  ...Object.keys(inboundConnectorForms.patch.shape),
];

export type OrganizationFile = z.output<typeof organizationFile>;
export type OrganizationEntry = z.output<typeof organizationEntry>;
export type MailboxEntry = z.output<typeof mailboxEntry>;
export type OrganizationFields = z.output<typeof organizationFields>;
export type SystemEntry = NonNullable<OrganizationFile['system']>;

/** All problems at once, each with its line. */
export function readOrganizationFile(
  text: string,
): { readonly file: OrganizationFile } | { readonly problems: readonly FieldProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    return {
      problems: document.errors.slice(0, bounds.config.problemsTold).map((error) => ({
        path: `line ${lines.linePos(error.pos[0]).line}`,
        message: error.message.split('\n')[0] ?? 'this is no YAML',
        cure: 'mend the YAML; indent with spaces, quote texts that hold : or #',
      })),
    };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: bounds.config.yamlAliases });
  } catch {
    return { problems: [{ path: '', message: 'too many aliases', cure: 'write the values out' }] };
  }
  const checked = organizationFile.safeParse(value);
  if (!checked.success)
    return {
      problems: fieldProblems(checked.error, knownFields).map((problem) => ({
        ...problem,
        path: withLine(problem.path, document, lines),
      })),
    };
  const doubled = doubledNames(checked.data).map((problem) => ({
    ...problem,
    path: withLine(problem.path, document, lines),
  }));
  return doubled.length > 0 ? { problems: doubled } : { file: checked.data };
}

/** `organizations.0.mailboxes.2.address (line 14)`: the nearest node that the file really has. */
function withLine(path: string, document: Document, lines: LineCounter): string {
  const keys = path.split('.').map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true) as { range?: readonly number[] } | undefined;
    const start = node?.range?.[0];
    if (start !== undefined) return `${path} (line ${lines.linePos(start).line})`;
  }
  return path;
}

function doubledNames(file: OrganizationFile): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const check = (path: string, names: readonly string[]): void => {
    const seen = new Set<string>();
    for (const [index, name] of names.entries()) {
      const key = name.toLowerCase();
      if (seen.has(key))
        problems.push({ path: `${path}.${index}`, message: `${name} is described twice`, cure: 'take one out' });
      seen.add(key);
    }
  };
  check(
    'organizations',
    file.organizations.map((each) => each.name),
  );
  for (const [index, entry] of file.organizations.entries()) {
    const at = (section: string): string => `organizations.${index}.${section}`;
    check(at('domains'), entry.domains?.map((each) => each.name) ?? []);
    check(at('dkimKeys'), entry.dkimKeys?.map(dkimKeyName) ?? []);
    check(at('mailboxes'), entry.mailboxes?.map((each) => each.address) ?? []);
    check(at('groups'), entry.groups?.map((each) => each.address) ?? []);
    for (const section of ['deviceProfiles', 'allowEntries', 'blockEntries', 'restrictions'] as const)
      check(at(section), entry[section]?.map((each) => each.name) ?? []);
    check(at('devices'), entry.devices?.map((each) => each.name) ?? []);
    check(at('inboundConnectors'), entry.inboundConnectors?.map((each) => each.name) ?? []);
    check(at('outboundConnectors'), entry.outboundConnectors?.map((each) => each.name) ?? []);
    for (const [number, mailbox] of (entry.mailboxes ?? []).entries())
      check(`${at('mailboxes')}.${number}.credentials`, mailbox.credentials?.map((each) => each.name) ?? []);
  }
  return problems;
}
