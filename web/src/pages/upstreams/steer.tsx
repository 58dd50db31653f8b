/** The mail that waits for an upstream, held or released: how many recipients first. */
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Upstream } from '../../api/contracts.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { useAgain } from './ask.ts';

interface Props {
  readonly upstream: Upstream;
  readonly verb: 'hold' | 'release';
  readonly close: () => void;
}

export function Steer({ upstream, verb, close }: Props) {
  const { t } = useTranslation('upstreams');
  const again = useAgain();
  const { id, name, organizationId, waiting, held } = upstream;
  const count = verb === 'hold' ? waiting : held;
  return (
    <Confirm
      open
      title={t(`steer.${verb}Title`, { count })}
      deed={t(`steer.${verb}`)}
      close={close}
      run={async () => {
        await call('POST /queue/actions', {
          query: { organization: organizationId },
          body: { verb, selection: { lane: `connector:${id}:`, held: verb === 'release' } },
        });
        await again();
      }}
    >
      {t(`steer.${verb}Text`, { name })}
    </Confirm>
  );
}
