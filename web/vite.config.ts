import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const config = defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'frame',
              test: /node_modules[\\/](?:react|react-dom|scheduler|i18next|react-i18next)[\\/]/u,
            },
          ],
        },
      },
    },
  },
});

export default config;
