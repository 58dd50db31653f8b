/** One organization: what holds for all of its mail, its devices, its alarms, and its limits with how much of them is used. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Asked } from '../../parts/asked.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Heading } from '../../parts/heading.tsx';
import { useOrganizationChoice } from '../../parts/organization.ts';
import { Empty, Loading, NothingMatches } from '../../parts/states.tsx';
import { useUrl } from '../../parts/url.ts';
import { Alarms } from './alarms.tsx';
import { General, MailFlow, Networks } from './general.tsx';
import { Limits } from './limits.tsx';
import { AddOrganization, RemoveOrganization } from './roster.tsx';
import { organizationKey } from './use.ts';
import { Uses } from './uses.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '960px' },
  choice: { maxWidth: '320px' },
});

export function Page() {
  const { t } = useTranslation('organization');
  const styles = useStyles();
  const { query, change } = useUrl();
  const { all, chosen } = useOrganizationChoice();
  // By its name where a remedy leads here; what is chosen for all pages else.
  const said = all.find(({ id, name }) => id === query['of'] || name === query['of']);
  const id = said?.id ?? chosen ?? all[0]?.id;
  const asked = useQuery({
    queryKey: organizationKey(id),
    queryFn: ({ signal }) => call('GET /organizations/:name', { params: { name: id ?? '' }, signal }),
    enabled: id !== undefined,
  });
  const listed = useQuery({
    queryKey: ['organizations', 'any'],
    queryFn: ({ signal }) => call('GET /organizations', { query: { limit: 1 }, signal }),
  });
  // Another one's form is not opened in its place.
  if (query['of'] !== undefined && said === undefined && all.length > 0)
    return (
      <>
        <Heading actions={<AddOrganization />}>{t('title')}</Heading>
        <NothingMatches removeFilters={() => change({ of: undefined, edit: undefined })} />
      </>
    );
  if (id === undefined && listed.data?.items.length === 0)
    return (
      <>
        <Heading actions={<AddOrganization />}>{t('title')}</Heading>
        <Empty title={t('empty.title')}>
          <Text>{t('empty.text')}</Text>
        </Empty>
      </>
    );
  return (
    <>
      <Heading
        actions={
          <>
            <AddOrganization />
            {asked.data !== undefined && <RemoveOrganization key={id} organization={asked.data.item} />}
          </>
        }
      >
        {t('title')}
      </Heading>
      {all.length > 1 && id !== undefined && (
        <div className={styles.choice}>
          <Choice
            label={t('which')}
            value={id}
            options={all.map((one) => ({ value: one.id, name: one.name }))}
            change={(of) => change({ of, edit: undefined })}
          />
        </div>
      )}
      <Asked query={asked} loading={<Loading lines={8} />}>
        {({ item }) => (
          // What was typed for one is not for another.
          <div className={styles.page} key={item.id}>
            <General organization={item} />
            <Networks organization={item} />
            <Alarms organization={item} />
            <MailFlow organization={item} />
            <Limits organization={item} />
            <Uses organization={item} />
          </div>
        )}
      </Asked>
    </>
  );
}
