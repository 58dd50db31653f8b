/** What runs out one day if nobody looks: certificate, disk, backup, secrets. */
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../api/contracts.ts';
import { sizeText } from '../../parts/amounts.ts';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { dateText, Time } from '../../parts/time.tsx';

type Props = Pick<Summary, 'certificate' | 'disk' | 'nextExpiry' | 'lastBackupAt' | 'setUp'>;

export function Server({ certificate, disk, nextExpiry, lastBackupAt, setUp }: Props) {
  const { t } = useTranslation('home');
  // Whose affair it is sees it among the steps.
  const seesBackup = setUp.some(({ step }) => step === 'backup');
  const free = sizeText(disk.freeBytes);
  return (
    <Section as="h2" title={t('server.title')}>
      <Facts
        of={[
          [t('server.certificate'), certificate && dateText(certificate.notAfter)],
          [t('server.expiry'), nextExpiry && `${dateText(nextExpiry.expiresAt)}, ${nextExpiry.subject}`],
          [t('server.disk'), disk.full ? <StateWord mood="bad">{free}</StateWord> : free],
          [
            t('server.backup'),
            !seesBackup ? null : lastBackupAt === null ? t('server.never') : <Time at={lastBackupAt} as="relative" />,
          ],
        ]}
      />
    </Section>
  );
}
