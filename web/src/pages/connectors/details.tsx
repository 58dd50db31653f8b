/** One connector: what it is, what came by it, what may be a mistake about it, and a validation that really sends. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { InboundConnector } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Section } from '../../parts/section.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { CoveredDevices, Status } from './columns.tsx';
import { LIMITS } from './draft.ts';
import { Findings, Warnings } from './review.tsx';
import { isEverything } from './shown.ts';
import { Validation } from './validation.tsx';

interface Props {
  /** An id. */
  readonly opened: string;
  readonly edit: () => void;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

export function useConnector(id: string | null) {
  return useQuery({
    queryKey: ['directory', 'inbound-connectors', 'one', id],
    queryFn: ({ signal }) => call('GET /inbound-connectors/:name', { params: { name: id ?? '' }, signal }),
    enabled: id !== null,
  });
}

export function Details({ opened, edit, close, ...beside }: Props) {
  const { t } = useTranslation('connectors');
  const found = useConnector(opened);
  const mayEdit = useMay('organization-administrator');
  const mayHelp = useMay('help-desk');
  return (
    <Flyout open title={found.data?.item.name ?? t('title')} close={close} {...beside}>
      <Asked query={found} loading={<Loading lines={6} />}>
        {({ item }) => (
          <>
            {mayEdit && <Acts connector={item} edit={edit} close={close} />}
            <Settings connector={item} />
            {mayEdit ? <TriedAsItIs connector={item} /> : <Warnings warnings={item.warnings} />}
            {mayHelp && <Validation connector={item} />}
          </>
        )}
      </Asked>
    </Flyout>
  );
}

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

function Acts({ connector, edit, close }: { readonly connector: InboundConnector } & Pick<Props, 'edit' | 'close'>) {
  const { t } = useTranslation('connectors');
  const styles = useStyles();
  const queries = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const { id, name, enabled } = connector;
  const again = () => queries.invalidateQueries({ queryKey: ['directory', 'inbound-connectors'] });
  const turn = async (): Promise<void> => {
    setError(null);
    try {
      await call('PATCH /inbound-connectors/:name', {
        params: { name: id },
        body: { enabled: !enabled },
        seen: connector,
      });
      await again();
    } catch (failure) {
      setError(failure as Error);
    }
  };
  return (
    <>
      <div className={styles.acts}>
        <Button appearance="primary" onClick={edit}>
          {t('edit')}
        </Button>
        <Button onClick={() => void turn()}>{t(enabled ? 'turnOff' : 'turnOn')}</Button>
        <Button onClick={() => setRemoving(true)}>{t('remove')}</Button>
      </div>
      {error !== null && <Failed error={error} />}
      <Confirm
        open={removing}
        title={t('removeTitle', { name })}
        deed={t('remove')}
        close={() => setRemoving(false)}
        run={async () => {
          await call('DELETE /inbound-connectors/:name', { params: { name: id }, seen: connector });
          close();
          await again();
        }}
      >
        {t('removeText')}
      </Confirm>
    </>
  );
}

function Settings({ connector }: { readonly connector: InboundConnector }) {
  const { t } = useTranslation('connectors');
  const domains = (list: readonly string[]): string => (isEverything(list) ? t('all') : list.join(', '));
  return (
    <>
      <Facts
        of={[
          [t('columns.status'), <Status key="status" enabled={connector.enabled} />],
          [t('columns.from'), t(`types.${connector.type as 'Partner'}`)],
          [t('columns.organization'), connector.organization],
          [t('fields.addresses'), connector.senderAddresses.join(', ')],
          [t('fields.certificateName'), connector.certificateName],
          [t('fields.fingerprint'), connector.certificateFingerprint],
          [t('fields.senderDomains'), domains(connector.senderDomains)],
          [
            t('steps.domains'),
            connector.associatedAcceptedDomains.length === 0
              ? t('allDomains')
              : connector.associatedAcceptedDomains.join(', '),
          ],
          [t('fields.recipientDomains'), domains(connector.recipientDomains)],
          [
            t('columns.devices'),
            connector.devices === null ? null : <CoveredDevices key="devices" connector={connector} />,
          ],
          [t('columns.tls'), t(connector.requireTls ? 'required' : 'optional')],
          [t('fields.profile'), connector.profile],
          ...LIMITS.flatMap((name): [string, string][] => {
            const value = connector.limits[name];
            return value === undefined ? [] : [[t(`limits.${name}`), countText(value)]];
          }),
        ]}
      />
      <InnerLink to={`/trace?${new URLSearchParams({ connector: connector.id })}`}>{t('details.mail')}</InnerLink>
    </>
  );
}

/** A change of nothing, tried out, says what is doubtful of what is there. */
function TriedAsItIs({ connector }: { readonly connector: InboundConnector }) {
  const { t } = useTranslation('connectors');
  const tried = useQuery({
    queryKey: ['directory', 'inbound-connectors', 'tried', connector],
    queryFn: ({ signal }) =>
      call('PATCH /inbound-connectors/:name', {
        params: { name: connector.id },
        query: { dryRun: true },
        body: {},
        signal,
      }),
  });
  return (
    <Section title={t('details.day')}>
      <Asked query={tried}>{(data) => <Findings tried={data} />}</Asked>
    </Section>
  );
}
