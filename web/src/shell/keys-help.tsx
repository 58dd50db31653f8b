/** The keys that work on every page, for whoever asks. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { pages } from '../pages/all.ts';
import { Facts } from '../parts/facts.tsx';

export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('keys.title')}</DialogTitle>
          <DialogContent>
            <Facts
              of={[
                ['/, Ctrl+K', t('keys.search')],
                ...pages.flatMap(({ key, words }) =>
                  key === undefined ? [] : [[`g ${key}`, t(`pages.${words}`)] as const],
                ),
                ['↑ ↓, j k', t('keys.rows')],
                ['Enter', t('keys.open')],
                ['Esc', t('keys.close')],
                ['?', t('keys.title')],
              ]}
            />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('keys.done')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
