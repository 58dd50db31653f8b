/** A link to a page, where there is one; else the words alone. */
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { InnerLink } from './inner-link.tsx';

export function PageLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  const [path = ''] = to.split('?');
  const { routesByPath } = useRouter();
  return Object.hasOwn(routesByPath, path) ? <InnerLink to={to}>{children}</InnerLink> : children;
}
