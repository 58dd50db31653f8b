/** One administrator: what they may, where they are signed in, a new invitation, and away with them. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Administrator } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { BrowserSessions } from '../../parts/browser-sessions.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { GrantFields, grantOf, grantSaid, isWholeGrant, useOrganizationNames } from '../../parts/grant.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { LISTED } from './administrators-page.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { AccountState } from './state.tsx';

interface Props {
  readonly administrator: Administrator;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

type Doing = 'change' | 'invite' | 'remove' | 'end';

export function Details({ administrator, ...rest }: Props) {
  const { t } = useTranslation('administrators');
  const { t: shell } = useTranslation();
  const styles = useStyles();
  const queries = useQueryClient();
  const organizationNames = useOrganizationNames();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { name, role, organizations, content, hasPassword, hasSecondFactor, invitedUntil, createdAt } = administrator;
  const params = { name };
  const sessions = useQuery({
    queryKey: [...LISTED, name, 'sessions'],
    queryFn: ({ signal }) => call('GET /administrators/:name/sessions', { params, signal }),
  });
  const done = (): void => {
    setDoing(null);
    void queries.invalidateQueries({ queryKey: LISTED });
  };
  return (
    <Flyout open title={name} {...rest}>
      <Facts
        of={[
          [t('columns.state'), <AccountState key="state" of={administrator} />],
          [t('columns.role'), shell(`roles.${role}`)],
          [t('columns.organizations'), organizationNames(organizations)],
          [t('columns.content'), t(content ? 'yes' : 'no')],
          [t('columns.app'), t(hasSecondFactor ? 'yes' : 'no')],
          [
            t('invitedUntil'),
            hasPassword || hasSecondFactor || invitedUntil === null ? null : (
              <Time key="until" at={invitedUntil} as="relative" />
            ),
          ],
          [t('created'), <Time key="created" at={createdAt} />],
        ]}
      />
      <div className={styles.acts}>
        <Button onClick={() => setDoing('change')}>{t('change.title')}</Button>
        <Button onClick={() => setDoing('invite')}>{t('invite.title')}</Button>
        <Button onClick={() => setDoing('remove')}>{t('remove.deed')}</Button>
      </div>
      <Section title={t('sessions.title')}>
        <Asked query={sessions}>
          {({ items }) =>
            items.length === 0 ? (
              <Text>{t('sessions.none')}</Text>
            ) : (
              <>
                <BrowserSessions sessions={items} />
                <div>
                  <Button onClick={() => setDoing('end')}>{t('sessions.end')}</Button>
                </div>
              </>
            )
          }
        </Asked>
      </Section>
      {doing === 'change' && <Change administrator={administrator} close={() => setDoing(null)} done={done} />}
      {doing === 'invite' && <Invite name={name} close={() => setDoing(null)} />}
      <Confirm
        open={doing === 'remove'}
        title={t('remove.title', { name })}
        deed={t('remove.deed')}
        run={async () => {
          await call('DELETE /administrators/:name', { params, seen: administrator });
          rest.close();
          done();
        }}
        close={() => setDoing(null)}
      >
        {t('remove.text')}
      </Confirm>
      <Confirm
        open={doing === 'end'}
        title={t('sessions.endTitle', { name })}
        deed={t('sessions.end')}
        run={async () => {
          await call('DELETE /administrators/:name/sessions', { params });
          done();
        }}
        close={() => setDoing(null)}
      >
        {t('sessions.endText')}
      </Confirm>
    </Flyout>
  );
}

function Change({
  administrator,
  close,
  done,
}: {
  readonly administrator: Administrator;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { t } = useTranslation('administrators');
  const [seen] = useState(administrator);
  const [grant, setGrant] = useState(() => grantOf(administrator));
  const { name } = administrator;
  return (
    <FormDialog
      title={t('change.title')}
      deed={t('change.deed')}
      ready={isWholeGrant(grant)}
      run={async () => {
        await call('PATCH /administrators/:name', { params: { name }, body: grantSaid(grant), seen });
        done();
      }}
      close={close}
    >
      <GrantFields grant={grant} change={(part) => setGrant({ ...grant, ...part })} />
    </FormDialog>
  );
}

function Invite({ name, close }: { readonly name: string; readonly close: () => void }) {
  const { t } = useTranslation('administrators');
  const queries = useQueryClient();
  const [told, setTold] = useState<{ readonly invitation: string; readonly invitedUntil: number } | null>(null);
  return (
    <FormDialog
      title={t('invite.title')}
      deed={t('invite.deed')}
      run={async () => {
        setTold(await call('POST /administrators/:name/invitation', { params: { name } }));
        void queries.invalidateQueries({ queryKey: LISTED });
      }}
      close={close}
      told={told && <InvitationLink {...told} />}
    >
      <Text>{t('invite.text')}</Text>
    </FormDialog>
  );
}
