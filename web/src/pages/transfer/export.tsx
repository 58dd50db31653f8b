/** Organizations as a file. It asks for a sign-in of the last minutes: whoever has the file has all that is set up. */
import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useMe } from '../../api/session.ts';
import { Choice } from '../../parts/choice.tsx';
import { useDeed } from '../../parts/deed.ts';
import { ALL, useOrganizationChoice } from '../../parts/organization.ts';
import { saveFile } from '../../parts/save-file.ts';
import { Failed } from '../../parts/states.tsx';
import { useStyles } from './apply.tsx';

const YAML = 'application/yaml';

export const saveYaml = (name: string, yaml: string): void => saveFile(name, new Blob([yaml], { type: YAML }));

/** `Contoso Ltd.`: `contoso-ltd`. */
export const fileName = (organization: string): string => {
  const plain = organization
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
  return `doorpost-${plain || 'organization'}-${new Date().toISOString().slice(0, 10)}.yaml`;
};

export function Export() {
  const { t } = useTranslation('transfer');
  const styles = useStyles();
  const { organizations } = useMe();
  const { all, chosen } = useOrganizationChoice();
  const [said, setSaid] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const { busy, error, run } = useDeed();
  const organization = said ?? chosen ?? ALL;
  const download = async (): Promise<void> => {
    setSaved(null);
    const yaml = await call('GET /export', { query: { organization } });
    const name = fileName(all.find(({ id }) => id === organization)?.name ?? 'all');
    saveYaml(name, yaml);
    setSaved(name);
  };
  return (
    <>
      <Text>{t('export.text')}</Text>
      <div className={styles.form}>
        <Choice
          label={t('organization')}
          value={organization}
          options={[
            { value: ALL, name: t(organizations === null ? 'allAndSystem' : 'all') },
            ...all.map(({ id, name }) => ({ value: id, name })),
          ]}
          change={(id) => {
            setSaid(id);
            setSaved(null);
          }}
        />
        <Button
          appearance="primary"
          icon={<ArrowDownload20Regular />}
          disabledFocusable={busy}
          onClick={() => void run(download)}
        >
          {t('export.download')}
        </Button>
      </div>
      {error !== null && <Failed error={error} />}
      {saved !== null && (
        <MessageBar intent="success" politeness="polite">
          <MessageBarBody>{t('export.done', { name: saved })}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
