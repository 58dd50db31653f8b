/** The acts on an upstream that its caller may do, and the dialogs that they open. What is open stands in the address. */
import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { OutboundConnector, Upstream } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Asked } from '../../parts/asked.tsx';
import { useDeed } from '../../parts/deed.ts';
import { Failed } from '../../parts/states.tsx';
import { useUrl } from '../../parts/url.ts';
import { useAgain, useSettings } from './ask.ts';
import { Leave } from './leave.tsx';
import { NewSecret, secretKindOf } from './secret.tsx';
import { SignIn } from './sign-in.tsx';
import { Steer } from './steer.tsx';

/** Words of the address that open a dialog about one upstream. */
const dialogs = ['signin', 'secret', 'hold', 'release', 'off', 'remove'] as const;
type DialogName = (typeof dialogs)[number];

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly upstream: Upstream;
  /** In its details, where a test and a check stand below. */
  readonly within?: boolean;
}

export function Acts({ upstream, within = false }: Props) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const { change } = useUrl();
  const mayEdit = useMay('organization-administrator');
  const mayHelp = useMay('help-desk');
  const again = useAgain();
  const turningOn = useDeed(() => void again());
  const { id, byCode, state, enabled, waiting, held } = upstream;
  const open = (dialog: DialogName) => () => change({ [dialog]: id });
  const isOut = state === 'signed-out';
  const turnOn = () =>
    call('PATCH /outbound-connectors/:name', {
      params: { name: id },
      query: {},
      body: { enabled: true },
      seen: upstream,
    });
  return (
    <>
      <div className={styles.row}>
        {mayEdit && byCode && isOut && (
          <Button appearance="primary" onClick={open('signin')}>
            {t('acts.signIn')}
          </Button>
        )}
        {mayHelp && !within && <Button onClick={() => change({ open: id })}>{t('acts.test')}</Button>}
        {mayEdit && within && <Button onClick={() => change({ edit: id, open: undefined })}>{t('acts.edit')}</Button>}
        {mayEdit && !enabled && (
          <Button disabledFocusable={turningOn.busy} onClick={() => void turningOn.run(turnOn)}>
            {t('acts.turnOn')}
          </Button>
        )}
        {mayHelp && (
          <Menu>
            <MenuTrigger>
              <Button
                appearance="subtle"
                icon={<MoreHorizontal20Regular />}
                aria-label={`${t('more')}: ${upstream.name}`}
              />
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {mayEdit && !within && (
                  <MenuItem onClick={() => change({ edit: id, open: undefined })}>{t('acts.edit')}</MenuItem>
                )}
                {mayEdit && byCode && !isOut && <MenuItem onClick={open('signin')}>{t('acts.signInAgain')}</MenuItem>}
                {mayEdit && <SecretItem upstream={upstream} open={open('secret')} />}
                <MenuItem disabled={waiting === 0} onClick={open('hold')}>
                  {t('acts.hold')}
                </MenuItem>
                <MenuItem disabled={held === 0} onClick={open('release')}>
                  {t('acts.release')}
                </MenuItem>
                {mayEdit && <MenuDivider />}
                {mayEdit && enabled && <MenuItem onClick={open('off')}>{t('acts.turnOff')}</MenuItem>}
                {mayEdit && <MenuItem onClick={open('remove')}>{t('acts.remove')}</MenuItem>}
              </MenuList>
            </MenuPopover>
          </Menu>
        )}
      </div>
      {turningOn.error !== null && <Failed error={turningOn.error} />}
    </>
  );
}

const labels = { password: 'password', 'application, secret': 'secret', delegated: 'refreshToken' } as const;

function SecretItem({ upstream: { signIn }, open }: { readonly upstream: Upstream; readonly open: () => void }) {
  const { t } = useTranslation('upstreams');
  if (!Object.hasOwn(labels, signIn)) return null;
  return <MenuItem onClick={open}>{t(`acts.${labels[signIn as keyof typeof labels]}`)}</MenuItem>;
}

/** The dialog that the address names, for whoever may do what it does. */
export function OpenDialog({ find }: { readonly find: (asked: string | undefined) => Upstream | null }) {
  const { query, change } = useUrl();
  const mayEdit = useMay('organization-administrator');
  const mayHelp = useMay('help-desk');
  const name = dialogs.find((one) => query[one] !== undefined);
  const upstream = name === undefined ? null : find(query[name]);
  if (name === undefined || upstream === null) return null;
  const close = (): void => change({ [name]: undefined }, { replace: true });
  if (name === 'hold' || name === 'release')
    return mayHelp ? <Steer upstream={upstream} verb={name} close={close} /> : null;
  if (!mayEdit) return null;
  switch (name) {
    case 'signin':
      return <SignIn upstream={upstream} close={close} />;
    case 'secret':
      return <Secret id={upstream.id} close={close} />;
    default: {
      const done = (): void => change({ [name]: undefined, open: undefined }, { replace: true });
      return <Leave upstream={upstream} how={name} close={close} done={name === 'remove' ? done : close} />;
    }
  }
}

/** It has no sign-in whose secret could be set: that is said in the wizard. */
function ToEdit({ id }: { readonly id: string }) {
  const { change } = useUrl();
  useEffect(() => change({ secret: undefined, open: undefined, edit: id }, { replace: true }), [change, id]);
  return null;
}

function Secret({ id, close }: { readonly id: string; readonly close: () => void }) {
  const found = useSettings(id);
  return (
    <Asked query={found} loading={null}>
      {({ item }: { readonly item: OutboundConnector }) =>
        secretKindOf(item) === null ? <ToEdit id={id} /> : <NewSecret connector={item} close={close} />
      }
    </Asked>
  );
}
