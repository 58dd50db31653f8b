/** `doorpost export`: organizations as YAML in a stable order, with comments; `apply` of it changes nothing. Written piece by piece. */
import type { ObjectId } from '../../base/id.ts';
import { sortInSlices } from '../../base/collections/sort-in-slices.ts';
import { utcDay } from '../../base/words/utc-day.ts';
import { fileVersion, organizationFields, sectionSchemas } from '../../directory/file/organization-file.ts';
import { yamlFields, yamlItem } from '../../config/yaml-block.ts';
import type { AcceptedDomain, DirectoryObject, Organization } from '../../directory/objects.ts';
import { naturalName } from '../../policy/changes/directory-rules.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import { type Description, describe } from './describe.ts';
import { toldCure } from '../../texts/remedy.ts';

const HEAD = `# Doorpost: organizations by their natural names. ${toldCure({ act: 'try-file' }).cure}
# No ids, passwords or keys are in here: "secret:" names a value that stays sealed in the store, and a credential that is new
# gets a generated password when the file is applied, a new DKIM key a pair that has to be published. A field left out stays as it is; a section left out is not touched.

`;

/** The sections of an organization, in their order; credentials stand with their mailboxes. */
const sections = {
  domain: 'domains',
  'dkim-key': 'dkimKeys',
  mailbox: 'mailboxes',
  group: 'groups',
  'device-profile': 'deviceProfiles',
  device: 'devices',
  'inbound-connector': 'inboundConnectors',
  'outbound-connector': 'outboundConnectors',
  'allow-entry': 'allowEntries',
  'block-entry': 'blockEntries',
  restriction: 'restrictions',
} as const;
type Listed = keyof typeof sections;
type ListedObject = Extract<DirectoryObject, { kind: Listed }>;

/** Characters that go out together. */
const AT_ONCE = 32_768;
/** Within an organization of the list. */
const FIELDS = '    ';
const ITEMS = '      ';

/**
 * @param scope null: all of them.
 * @param withSystem the settings above all organizations too.
 */
export async function* exportYaml(
  view: DirectoryView,
  scope: Organization | null,
  withSystem: boolean,
  rest: Rest,
): AsyncGenerator<string> {
  const organizations = scope === null ? [...view.organizations].sort(byName) : [scope];
  const system = withSystem && view.system ? `system:\n${yamlFields(describe(view, view.system), '  ')}` : '';
  let text = `${HEAD}doorpost: ${fileVersion}\n${system}organizations:${organizations.length === 0 ? ' []' : ''}\n`;
  const listed = await objectsByOwner(view, scope, rest);
  for (const organization of organizations) {
    text += yamlItem(inOrderOf(organizationFields, describe(view, organization)), '  ');
    for (const [kind, section] of Object.entries(sections)) {
      const objects = listed.get(organization.id)?.get(kind as Listed) ?? [];
      text += objects.length === 0 ? `${FIELDS}${section}: []\n` : `${FIELDS}${section}:\n`;
      for (const object of await inOrder(view, objects, rest)) {
        text += written(view, object);
        if (text.length < AT_ONCE) continue;
        yield text;
        text = '';
        await rest();
      }
    }
    const pool = view.licencePools.find((each) => each.organizationId === organization.id);
    if (pool) text += `${FIELDS}licences:\n${yamlFields(describe(view, pool), ITEMS)}`;
  }
  yield text;
}

/** One look at each object, however many organizations there are. */
async function objectsByOwner(
  view: DirectoryView,
  scope: Organization | null,
  rest: Rest,
): Promise<ReadonlyMap<ObjectId, ReadonlyMap<Listed, readonly ListedObject[]>>> {
  const found = new Map<ObjectId, Map<Listed, ListedObject[]>>();
  for (const kind of Object.keys(sections) as Listed[])
    for (const piece of view.listOf(kind).pieces()) {
      for (const object of piece) {
        if (scope !== null && object.organizationId !== scope.id) continue;
        const own = found.get(object.organizationId) ?? new Map<Listed, ListedObject[]>();
        found.set(object.organizationId, own);
        const alike = own.get(kind);
        if (alike === undefined) own.set(kind, [object]);
        else alike.push(object);
      }
      await rest();
    }
  return found;
}

const inOrder = (view: DirectoryView, objects: readonly ListedObject[], rest: Rest): Promise<readonly ListedObject[]> =>
  sortInSlices(objects, (a, b) => compare(naturalName(view, a), naturalName(view, b)), rest);

function written(view: DirectoryView, object: ListedObject): string {
  const described = inOrderOf(sectionSchemas[sections[object.kind]], describe(view, object));
  if (object.kind === 'domain') return withComment(yamlItem(described, ITEMS), proofOf(object));
  if (object.kind === 'dkim-key') {
    const { state, ...fields } = described;
    return withComment(yamlItem(fields, ITEMS), `${String(state)} since ${utcDay(object.since)}`);
  }
  if (object.kind !== 'mailbox') return yamlItem(described, ITEMS);
  const credentials = [...view.credentialsOf(object.id)]
    .sort((a, b) => compare(a.name, b.name))
    .map((credential) => describe(view, credential));
  return yamlItem({ ...described, credentials }, ITEMS);
}

/** The name first, the other fields in the order of the form, whatever order the object's history has left them in. */
function inOrderOf({ shape }: { readonly shape: object }, described: Description): Description {
  const ordered: Record<string, unknown> = {};
  for (const name of ['name', 'address', ...Object.keys(shape), ...Object.keys(described)])
    if (Object.hasOwn(described, name)) ordered[name] = described[name];
  return ordered;
}

/** Whether a domain is proven, or a key used, cannot be written into being: it is told as a comment behind what stands first. */
const withComment = (item: string, told: string): string => item.replace('\n', () => ` # ${told}\n`);

const proofOf = ({ verified }: AcceptedDomain): string =>
  verified ? `verified ${utcDay(verified.at)} by ${verified.method}` : 'not verified yet';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: Organization, b: Organization): number => compare(a.name, b.name);
