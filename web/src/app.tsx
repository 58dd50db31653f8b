import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense } from 'react';
import { ApiProblem } from './api/call.ts';
import { Entrance } from './shell/entrance.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { LookProvider, useLook } from './parts/look.tsx';

/** The page's policy lets in only styles that have the nonce of this answer. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // An answer that is an error stays one; what did not come at all is asked for again.
      retry: (count, error) => !(error instanceof ApiProblem) && count < 2,
      staleTime: 10_000,
      refetchOnWindowFocus: true,
    },
  },
});

export const App = () => (
  <StrictMode>
    <RendererProvider renderer={renderer} targetDocument={document}>
      <LookProvider>
        <Themed />
      </LookProvider>
    </RendererProvider>
  </StrictMode>
);

function Themed() {
  const { fluent } = useLook();
  return (
    <FluentProvider theme={fluent} style={{ height: '100dvh' }}>
      <QueryClientProvider client={queries}>
        <ErrorBoundary>
          <Suspense>
            <Entrance />
          </Suspense>
        </ErrorBoundary>
      </QueryClientProvider>
    </FluentProvider>
  );
}
