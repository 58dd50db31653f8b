/** `doorpost admin sso`: the identity provider by which people sign in, and what its roles are worth here. */
import { type Command, Option } from 'commander';
import { singleSignOn } from '../../admin/contracts/single-sign-on.ts';
import { administratorRoles, type AdministratorRole } from '../../mail/doors/caller.ts';
import { command } from '../../texts/command.ts';
import { aRole, roleWords } from '../../texts/en/roles.ts';
import { say } from '../../texts/phrase.ts';
import { CliFailure } from '../terminal/failure.ts';
import { timeText } from '../terminal/output.ts';
import type { Run } from './collection.ts';
import { grantText, organizationsText } from './grant.ts';

interface Chosen {
  readonly role: AdministratorRole;
  readonly readContent?: boolean;
}

export function addAdminSso(admin: Command, run: Run, organizations: readonly string[]): void {
  const sso = admin.command('sso').description('single sign-on: people of an identity provider, by their roles there');
  addShow(sso, run);
  sso
    .command('map <value>')
    .description('say what a role of the provider is worth here; acts at once')
    .addOption(
      new Option('--role <role>', 'what they may, in the organizations named by --organization (repeat for more)')
        .choices(administratorRoles)
        .makeOptionMandatory(),
    )
    .option('--read-content', 'may also read mail: in mailboxes, captured, as stored')
    .addHelpText('after', '\nExample:\n  doorpost admin sso map Mail.Help --role help-desk --organization Contoso')
    .action(
      run(async (context, value: string, { role, readContent = false }: Chosen) => {
        const said = { role, organizations: [...organizations], content: readContent, enabled: true };
        const { items } = await context.client.ask(singleSignOn.mappings, {});
        const made = items.some((one) => one.value === value)
          ? await context.client.ask(singleSignOn.change, { params: { value }, body: said })
          : await context.client.ask(singleSignOn.map, { body: { value, ...said } });
        context.output.data(made);
        context.output.line(`Who has ${made.value} at the provider is ${grantText(made, aRole)}.`);
      }),
    );
  sso
    .command('unmap <value>')
    .description('a role of the provider is worth nothing any more; acts at once')
    .action(
      run(async (context, value: string) => {
        await context.client.order(singleSignOn.remove, { params: { value } });
        context.output.data({ removed: value });
        context.output.line(`${value} is not mapped any more`);
      }),
    );
  addPeople(sso, run);
}

function addShow(sso: Command, run: Run): void {
  sso
    .command('show')
    .description('show the provider, and what its roles are worth here')
    .action(
      run(async (context) => {
        const [{ provider }, { items }] = await Promise.all([
          context.client.ask(singleSignOn.show, {}),
          context.client.ask(singleSignOn.mappings, {}),
        ]);
        const mappings = items.toSorted((a, b) => a.value.localeCompare(b.value));
        context.output.data({ provider, mappings });
        if (provider === null) context.output.line('No identity provider is set up: oidc.issuer in doorpost.yaml.');
        else {
          context.output.line(`${provider.name}: ${provider.issuer}, as client ${provider.clientId ?? '(none)'}`);
          context.output.line(`Roles are read from the claim ${provider.rolesClaim}.`);
          context.output.line(`It sends people back to ${provider.redirect}`);
        }
        context.output.table(
          ['ROLE THERE', 'ROLE HERE', 'ORGANIZATIONS', 'READS MAIL', 'IN FORCE'],
          mappings.map((one) => [
            ...[one.value, roleWords(one.role), organizationsText(one), one.content, one.enabled],
          ]),
          'nothing is mapped',
        );
        if (mappings.length === 0)
          context.output.hint(say`Map a role: ${command`admin sso map ${'Mail.Admin'} --role global-administrator`}`);
      }),
    );
}

function addPeople(sso: Command, run: Run): void {
  sso
    .command('people')
    .description('list who came by the provider, the last one first, and what each may')
    .action(
      run(async (context) => {
        const { items } = await context.client.ask(singleSignOn.people, {});
        context.output.data(items);
        context.output.table(
          ['NAME', 'AS THE AUDIT LOG HAS IT', 'ROLES THERE', 'ROLE HERE', 'LAST SIGN-IN'],
          items.map((one) => [
            ...[one.name, one.actor, one.values.join(', ')],
            ...[one.grant === null ? 'none' : roleWords(one.grant.role), timeText(one.seenAt)],
          ]),
          'nobody came yet',
        );
      }),
    );
  sso
    .command('sign-out <person>')
    .description('sign somebody of the provider out everywhere; named as people or the audit log has them')
    .action(
      run(async (context, person: string) => {
        const { items } = await context.client.ask(singleSignOn.people, {});
        const found = items.filter(({ name, actor, key }) => [name, actor, key].includes(person));
        const [one] = found;
        if (one === undefined || found.length > 1)
          throw new CliFailure(
            one === undefined
              ? `Nobody called ${person} came by the provider.`
              : `${found.length} are called ${person}.`,
            say`Name one as this lists them: ${command`admin sso people`}`,
          );
        await context.client.order(singleSignOn.forget, { params: { key: one.key } });
        context.output.data({ signedOut: one.actor });
        context.output.line(`${one.name} is signed out; the provider and a mapped role let them in again`);
      }),
    );
}
