/** Upstreams: how mail goes on. A card each; one opened; the wizard that makes or changes one: all in the address. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add20Regular, ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Upstream } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Asked } from '../../parts/asked.tsx';
import { beside } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { byUrgency } from '../../parts/moods.ts';
import { ALL, useOrganization } from '../../parts/organization.ts';
import { Empty, Loading } from '../../parts/states.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { OpenDialog } from './acts.tsx';
import { found, useAgain, useSettings, useUpstreams } from './ask.ts';
import { UpstreamCard } from './card.tsx';
import { Details } from './details.tsx';
import type { Given } from './draft.ts';
import { Made } from './made.tsx';
import { UpstreamWizard } from './wizard.tsx';

const keyOf = ({ id }: Upstream): string => id;
const AN_ID = /^[0-9A-HJKMNP-TV-Z]{16}$/u;

export function Page() {
  const { query } = useUrl();
  const mayEdit = useMay('organization-administrator');
  const edited = query['edit'];
  if (mayEdit && edited !== undefined) return <Edit asked={edited} />;
  if (mayEdit && query['made'] !== undefined) return <Made id={query['made']} />;
  return mayEdit && query['add'] !== undefined ? <Add /> : <Upstreams />;
}

const NOT_ADDING = {
  ...{ add: undefined, kind: undefined, name: undefined, host: undefined },
  ...{ tenant: undefined, username: undefined, as: undefined },
};

/** `as`: all of it goes out in that name. */
function givenOf({ kind, name, host, tenant, username, as }: Query): Given {
  const fields = { name, hosts: host, tenant, username, rewriteFrom: as, rewriteReversePath: as };
  const said = Object.entries(fields).filter(([, text]) => text !== undefined);
  return { kind: kind ?? null, fields: Object.fromEntries(said) };
}

function Add() {
  const { query, change } = useUrl();
  return (
    <UpstreamWizard
      edited={null}
      given={givenOf(query)}
      done={({ id }) => change({ ...NOT_ADDING, made: id }, { replace: true })}
      cancel={() => change(NOT_ADDING, { replace: true })}
    />
  );
}

/** By its id, or, from a remedy, by its name: where that is not one alone, the list shows whose each is. */
function Edit({ asked }: { readonly asked: string }) {
  return AN_ID.test(asked) ? <EditOne id={asked} /> : <EditNamed name={asked} />;
}

function EditNamed({ name }: { readonly name: string }) {
  const upstreams = useUpstreams(ALL);
  return (
    <Asked query={upstreams} loading={<Loading lines={6} />}>
      {({ items }) => {
        const one = found(items, name);
        return one === null ? <Upstreams /> : <EditOne id={one.id} />;
      }}
    </Asked>
  );
}

function EditOne({ id }: { readonly id: string }) {
  const { change } = useUrl();
  const settings = useSettings(id);
  return (
    <Asked query={settings} loading={<Loading lines={6} />}>
      {({ item }) => (
        <UpstreamWizard
          key={item.id}
          edited={item}
          done={(saved) => change({ edit: undefined, open: saved.id }, { replace: true })}
          cancel={() => change({ edit: undefined, open: item.id }, { replace: true })}
        />
      )}
    </Asked>
  );
}

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 400px), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
});

function Upstreams() {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const { query, change } = useUrl();
  const organization = useOrganization();
  const mayEdit = useMay('organization-administrator');
  const upstreams = useUpstreams(organization);
  const again = useAgain();
  const add = (
    <Button appearance="primary" icon={<Add20Regular />} onClick={() => change({ add: '1', open: undefined })}>
      {t('add')}
    </Button>
  );
  const open = ({ id }: Upstream): void => change({ open: id }, { replace: query['open'] !== undefined });
  return (
    <>
      <Heading
        actions={
          <>
            {mayEdit && add}
            <Button icon={<ArrowClockwise20Regular />} onClick={() => void again()}>
              {t('refresh')}
            </Button>
          </>
        }
      >
        {t('title')}
      </Heading>
      <Asked query={upstreams} loading={<Loading lines={6} />}>
        {({ items, next }) => {
          const cards = items.toSorted(byUrgency);
          const opened = found(items, query['open']);
          return (
            <>
              {items.length === 0 && <Empty title={t('empty.title')}>{t('empty.text')}</Empty>}
              <div className={styles.cards}>
                {cards.map((upstream) => (
                  <UpstreamCard key={upstream.id} upstream={upstream} />
                ))}
              </div>
              {next !== null && <Text>{t('first', { count: items.length })}</Text>}
              {opened !== null && (
                <Details
                  key={opened.id}
                  upstream={opened}
                  close={() => change({ open: undefined })}
                  {...beside(cards, keyOf, opened.id, open)}
                />
              )}
              <OpenDialog find={(asked) => found(items, asked)} />
            </>
          );
        }}
      </Asked>
    </>
  );
}
